"""Numbers of spreadsheets and JSON as the text a person would have typed."""

from decimal import Decimal


def plain_number(value: float) -> str:
    """Without an exponent or an empty fraction, to the 15 digits that a spreadsheet keeps: 8801007206394.0 is `8801007206394`."""
    digits = f"{Decimal(format(value, '.15g')):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
