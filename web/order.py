"""The list in a playlist's form: its lines as text, and what the buttons do to them; pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from math import isfinite
from urllib.parse import quote, unquote

from playlists.actions import Entry
from playlists.live_items import LiveEntry
from playlists.queueing.queue_items import QueueRoom
from playlists.relay_items import RelayEntry
from station.errors import BadInput

MOST_LINES = 200
UNREADABLE = "Có mục không đọc được trong danh sách; hãy tải lại trang."
LONGEST_QUEUE = 8_000  # characters: twenty fields, each letter of them escaped


def entry(line: str) -> Entry:
    """Return what «a:12» (an announcement), «p:2.5» (a pause in seconds) or a relay stands for. Raise BadInput.

    «r:3/1800//7»: source 3 for 1800 seconds, playlist 7 as its fall-back; «r:3//06.00.00/»: until six, without one.
    «q:600/Gi%C3%A1o%20d%E1%BB%A5c»: ten minutes from the queue, of these fields (parted by «|»; none: any).
    «l:300/7»: somebody may speak for 300 seconds. «a:12@06.00.00» begins at six on the dot, as anything may.
    """
    body, _, at = line.partition("@")
    found = _entry(body)
    try:
        return replace(found, hard_start=_time(at) if at else None)
    except ValueError:
        raise BadInput("items", UNREADABLE) from None


def _entry(line: str) -> Entry:
    kind, _, value = line.partition(":")
    try:
        if kind == "l" and len(value) < 30:
            return Entry(live=_live(*value.split("/")))
        if kind == "a" and len(value) < 10:
            return Entry(announcement_id=int(value))
        if kind == "p" and isfinite(float(value)):
            return Entry(pause_seconds=float(value))
        if kind == "q" and len(value) < LONGEST_QUEUE:
            return Entry(queue=_queue(*value.split("/")))
        if kind == "r" and len(value) < 60:
            return Entry(relay=_relay(*value.split("/")))
    except (ValueError, TypeError):  # a TypeError: not as many parts
        pass
    raise BadInput("items", UNREADABLE)


def line(entry: Entry) -> str:
    """Return an entry as the form carries it."""
    at = f"@{entry.hard_start:%H.%M.%S}" if entry.hard_start else ""
    return f"{_body(entry)}{at}"


def _body(entry: Entry) -> str:
    if (live := entry.live) is not None:
        return f"l:{live.seconds:g}/{live.fallback_id or ''}"
    if (relay := entry.relay) is not None:
        seconds = f"{relay.seconds:g}" if relay.seconds else ""
        until = f"{relay.until:%H.%M.%S}" if relay.until else ""
        return f"r:{relay.source_id}/{seconds}/{until}/{relay.fallback_id or ''}"
    if (room := entry.queue) is not None:
        return f"q:{room.seconds:g}/{'|'.join(quote(each, safe='') for each in room.fields)}"
    return f"p:{entry.pause_seconds:g}" if entry.announcement_id is None else f"a:{entry.announcement_id}"


def _relay(source: str, seconds: str, until: str, fallback: str) -> RelayEntry:
    length = float(seconds or 0)
    if not isfinite(length) or not source.isdecimal() or not (fallback or "1").isdecimal():
        raise ValueError(source)
    return RelayEntry(int(source), length, _time(until) if until else None, int(fallback) if fallback else None)


def _live(seconds: str, fallback: str) -> LiveEntry:
    if not isfinite(float(seconds)) or not (fallback or "1").isdecimal():
        raise ValueError(seconds)
    return LiveEntry(float(seconds), int(fallback) if fallback else None)


def _time(at: str) -> time:
    if len(at) > len("06.00.00"):
        raise ValueError(at)
    return time.fromisoformat(at.replace(".", ":"))


def _queue(seconds: str, fields: str) -> QueueRoom:
    if not isfinite(float(seconds)):
        raise ValueError(seconds)
    return QueueRoom(float(seconds), tuple(unquote(each) for each in fields.split("|") if each))


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
