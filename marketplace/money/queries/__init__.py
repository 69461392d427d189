"""Reading money: what workers have earned, and what they were sent."""
