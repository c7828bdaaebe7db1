"""How many archives the properties try.

A run tries sixty for each, the same each time, in half a minute. `GOLDENTHREAD_PROPERTIES=full` tries three thousand
new ones, in half an hour.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("GOLDENTHREAD_PROPERTIES") == "full"
tried = settings(
    max_examples=3000 if FULL else 60,
    derandomize=not FULL,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)

filled = settings(tried, max_examples=500 if FULL else 5)
"""For records in which every field is filled."""
