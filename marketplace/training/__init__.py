"""The short quiz before the first paid task, and what it qualifies for."""
