"""`make run`: the whole marketplace on one machine, started, watched and stopped together."""
