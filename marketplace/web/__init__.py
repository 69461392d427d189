"""The shared parts of the pages: blueprints with permissions, sign-in, errors, navigation."""
