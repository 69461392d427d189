"""Ilgam (일감): a marketplace for standardised work in which quality control comes before pay."""
