"""The shared parts of the JSON API: keys, envelope, idempotency, OpenAPI."""
