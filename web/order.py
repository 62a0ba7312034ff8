"""The list in a playlist's form: its lines as text, and what the buttons do to them; pure."""

from collections.abc import Sequence
from math import isfinite

from playlists.actions import Entry
from station.errors import BadInput

MOST_LINES = 200


def entry(line: str) -> Entry:
    """Return what «a:12» (an announcement) or «p:2.5» (a pause in seconds) stands for. Raise BadInput."""
    kind, _, value = line.partition(":")
    try:
        if kind == "a" and len(value) < 10:
            return Entry(announcement_id=int(value))
        if kind == "p" and isfinite(float(value)):
            return Entry(pause_seconds=float(value))
    except ValueError:
        pass
    raise BadInput("items", "Có mục không đọc được trong danh sách; hãy tải lại trang.")


def line(entry: Entry) -> str:
    """Return an entry as the form carries it."""
    return f"p:{entry.pause_seconds:g}" if entry.announcement_id is None else f"a:{entry.announcement_id}"


def rearranged(lines: Sequence[str], button: str) -> list[str]:
    """Return the lines after «up:2», «down:2» or «drop:2»; anything else changes nothing."""
    deed, _, text = button.partition(":")
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    found = list(lines)
    if not 0 <= place < len(found):
        return found
    if deed == "drop":
        del found[place]
    elif deed in ("up", "down"):
        other = max(0, min(len(found) - 1, place + (1 if deed == "down" else -1)))
        found[place], found[other] = found[other], found[place]
    return found
