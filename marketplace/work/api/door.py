"""The one door that this room's operations are declared on."""

from marketplace.api.door import ApiDoor

api = ApiDoor("work", __name__)
