"""How those who call servers behave: not all at once, and less and less often while nobody answers."""

import asyncio
from weakref import WeakKeyDictionary

FIRST_REST = 0.5  # seconds
LONGEST_REST = 8.0
AT_ONCE = 16  # calls to one server; its accept queue may be as short as five, and more wait in ours

_doors: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, asyncio.Semaphore]] = WeakKeyDictionary()


def rest(failures: int, chance: float) -> float:
    """Return the seconds to wait after so many failures in a row; `chance`, 0 to 1, keeps callers apart."""
    longest: float = min(LONGEST_REST, FIRST_REST * 2 ** min(failures, 10))
    return longest * (0.5 + chance / 2)


def door(server: str) -> asyncio.Semaphore:
    """Return what lets a few at a time call one server."""
    doors = _doors.setdefault(asyncio.get_running_loop(), {})
    return doors.setdefault(server, asyncio.Semaphore(AT_ONCE))
