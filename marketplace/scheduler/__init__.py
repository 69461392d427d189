"""The jobs, and the one process that runs them."""
