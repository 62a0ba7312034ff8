"""A wall clock whose hands a test moves: read by every Python process that has this folder on its path.

The machine's own clock is left alone; only what the station reads it with, station.clock.now, is moved.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from station import clock

HANDS = Path(os.environ["TEST_CLOCK_HANDS"])
TRUE_NOW = clock.now


def now() -> datetime:
    """Return the true instant, moved by the seconds written in the file."""
    return TRUE_NOW() + timedelta(seconds=float(HANDS.read_text() or 0))


clock.now = now
