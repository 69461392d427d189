"""What tells a Korean business registration number from a typing error."""

from typing import Final

_WEIGHTS: Final = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def is_business_number(digits: str) -> bool:
    """Whether ten digits name an office (from 101), a kind of business and a number in it, and end in the right check digit."""
    return digits[:3] >= "101" and digits[3:5] != "00" and digits[5:9] != "0000" and _check_digit(digits) == digits[9]


def _check_digit(digits: str) -> str:
    """The tax office's: weights 1 3 7 1 3 7 1 3 5, plus the tens of five times the ninth digit."""
    numbers = [int(digit) for digit in digits[:9]]
    total = sum(number * weight for number, weight in zip(numbers, _WEIGHTS, strict=True)) + numbers[8] * 5 // 10
    return str(-total % 10)
