"""What is sent, and when it is tried again; pure. Several notices for one channel go out as one letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

RESTS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))  # after each failure but the last
MOST_ATTEMPTS = len(RESTS) + 1
SHOWN = 8  # notices that are named in one letter
LONGEST_BODY = 1500  # characters: what a telephone shows at once


@dataclass(frozen=True)
class Due:
    """A notice that is due on a channel."""

    delivery_id: int
    channel_id: int
    title: str
    body: str


@dataclass(frozen=True)
class Letter:
    """One message for one channel, and what it delivers."""

    channel_id: int
    delivery_ids: tuple[int, ...]
    title: str
    body: str


def rest(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts that failed, None when nothing is tried any more."""
    return RESTS[attempts - 1] if attempts < MOST_ATTEMPTS else None


def letters(due: Iterable[Due], *, station_name: str) -> list[Letter]:
    """Return one letter for each channel, whatever has come together for it; the oldest notice first."""
    by_channel: dict[int, list[Due]] = {}
    for each in due:
        by_channel.setdefault(each.channel_id, []).append(each)
    return [_letter(channel_id, found, station_name) for channel_id, found in by_channel.items()]


def _letter(channel_id: int, found: Sequence[Due], station_name: str) -> Letter:
    numbers = tuple(each.delivery_id for each in found)
    if len(found) == 1:
        return Letter(channel_id, numbers, f"{station_name}: {found[0].title}", shortened(found[0].body))
    lines = [f"• {each.title}: {each.body.splitlines()[0] if each.body else ''}" for each in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"… và {len(found) - SHOWN} tin khác, xem trên trang của đài.")
    return Letter(channel_id, numbers, f"{station_name}: {len(found)} tin", shortened("\n".join(lines)))


def shortened(body: str) -> str:
    """Return a text that a telephone can show, cut at the end of a line where possible."""
    if len(body) <= LONGEST_BODY:
        return body
    whole, _, _ = body[: LONGEST_BODY - 2].rpartition("\n")
    return (whole or body[: LONGEST_BODY - 2]) + "\n…"
