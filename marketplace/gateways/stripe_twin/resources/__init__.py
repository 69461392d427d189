"""What the twin serves, a file for each kind of thing."""
