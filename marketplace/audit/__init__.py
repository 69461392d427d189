"""Reading, sealing and proving the journal."""
