"""Task templates, their versions and the kinds of their fields."""
