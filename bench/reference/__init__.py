"""The thin reference: the same tables and the same server, and no rules at all."""
