"""People, companies, memberships, sessions, keys and their permissions."""
