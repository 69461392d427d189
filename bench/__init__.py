"""`python -m bench`: our main paths as ratios to a hello-world route and to a thin reference, in one run."""
