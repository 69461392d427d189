"""A plausible history, made by running the real verbs on a moved clock."""
