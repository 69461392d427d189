"""A local Stripe: a small stateful twin that the real client talks to, in a process of its own, on loopback."""
