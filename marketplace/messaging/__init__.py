"""Notices and the outbox that mail leaves by."""
