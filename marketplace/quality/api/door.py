"""The door that the routes of this room open."""

from marketplace.api.door import ApiDoor

api = ApiDoor("quality", __name__)
