"""The outside world behind small interfaces, each with a working local twin."""
