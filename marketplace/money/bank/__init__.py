"""Payouts to Korean bank accounts: where they go, and the files by which our bank sends them."""
