"""Dates that exist, told by arithmetic: `time.strptime` loads modules for 4 ms, and every command asks."""

from __future__ import annotations

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST = (23, 59, 61)  # hour, minute and second; the clock of `strptime` knows leap seconds


def exists(digits: str) -> bool:
    """Tell whether eight digits are a date of our calendar, fourteen a date and a time."""
    if not (len(digits) in {8, 14} and digits.isascii() and digits.isdigit()):
        return False
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if not (year and 1 <= month <= 12):
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    parts = (int(digits[at : at + 2]) for at in range(8, len(digits), 2))
    return 1 <= day <= _DAYS[month - 1] + leap and all(part <= last for part, last in zip(parts, _LAST, strict=False))
