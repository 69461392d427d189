"""The one door that this room's operations are declared on."""

from marketplace.api.door import ApiDoor

api = ApiDoor("money", __name__)
