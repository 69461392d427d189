"""The few procedures that reach several rooms at once."""
