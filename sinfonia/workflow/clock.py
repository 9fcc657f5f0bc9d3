"""The one place that reads the clock for the ledger."""

from __future__ import annotations

import time


def now() -> str:
    """Give the time as ISO 8601 UTC with milliseconds."""
    return iso(time.time_ns() // 1_000_000)


def iso(milliseconds: int) -> str:
    """Write milliseconds since 1970 as ISO 8601 UTC with milliseconds."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{rest:03d}Z"
