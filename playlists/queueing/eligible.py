"""What may be drawn from the queue at one start of a programme in one zone, and what may not and why; pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from playlists.queueing.queue import Airing, Candidate, Heard

NO_HURRY = 10_000  # days to spare of what has no deadline
AHEAD_DAYS = 6


class Why(StrEnum):
    """Why something in the queue was passed over."""

    ZONE = "không dành cho khu vực này"
    FIELD = "khác lĩnh vực của mục này"
    EARLY = "chưa đến ngày phát"
    EXPIRED = "đã quá hạn phát"
    DAY_FULL = "đã đủ số lượt trong ngày"
    ALL_DONE = "đã đủ tổng số lượt"
    KEPT = "để dành cho các ngày sau, rải đều đến hạn"
    TOO_SOON = "mới phát, chưa đủ giờ cách quãng"
    ALREADY = "buổi này đã có bản tin này"
    HOURS = "ngoài khung giờ của bản tin"
    MUSIC = "ngày quốc tang không phát nhạc"
    TOO_LONG = "dài hơn thời lượng còn lại"


class Turn(NamedTuple):
    """One start of a programme in one zone, as the draw sees it.

    `at` is the commune's time at which the item begins; `frames` what is left to fill. `aired`: what the occurrence
    airs besides, and what was claimed of this item. `later`: airings known that begin after the occurrence, which no
    cap forgets. `silent`: the music that the day does not bear.
    """

    starts_at: datetime
    at: datetime
    zone_id: int
    frames: int
    fields: frozenset[str] = frozenset()
    aired: frozenset[int] = frozenset()
    later: Sequence[Airing] = ()
    silent: frozenset[int] = frozenset()

    @property
    def day(self) -> date:
        """The commune's day."""
        return self.at.date()


def refusal(each: Candidate, turn: Turn, day: date, heard: Heard) -> Why | None:
    """Return why a candidate cannot be drawn on that day at all, None when it can if there is time."""
    if turn.zone_id not in each.zones:
        return Why.ZONE
    if turn.fields and each.field not in turn.fields:
        return Why.FIELD
    if each.first_day and day < each.first_day:
        return Why.EARLY
    if each.last_day and day > each.last_day:
        return Why.EXPIRED
    if each.announcement_id in turn.silent:
        return Why.MUSIC
    if each.announcement_id in turn.aired:
        return Why.ALREADY
    if not turn.later and each.announcement_id not in heard.last_at:
        return None
    return _capped(each, turn, day, heard)


def _capped(each: Candidate, turn: Turn, day: date, heard: Heard) -> Why | None:
    number = each.announcement_id
    later = [airing for airing in turn.later if airing.announcement_id == number]
    airings = heard.airings[number] + _count(later)
    if each.total and airings >= each.total:
        return Why.ALL_DONE
    if each.total and airings >= _share_by(each, day):
        return Why.KEPT
    if heard.days.get((number, day), 0) + _count(airing for airing in later if airing.day == day) >= each.a_day:
        return Why.DAY_FULL
    is_near = any(abs(turn.starts_at - airing.at) < each.gap for airing in later)
    if is_near or heard.is_near(number, turn.starts_at, each.gap):
        return Why.TOO_SOON
    return None


def _share_by(each: Candidate, day: date) -> int:
    """Return how much of its total may have been aired by the end of a day.

    It runs up to six days ahead of an even share: a weekly programme, or one that is skipped, then leaves nothing over.
    """
    if not each.is_spread or each.first_day is None or each.last_day is None:
        return each.total
    days, gone = (each.last_day - each.first_day).days + 1, (day - each.first_day).days + 1
    return -(-each.total * (gone + min(AHEAD_DAYS, days // 4)) // days)


def _count(airings: Iterable[Airing]) -> int:
    return sum(airing.counts for airing in airings)


def days_to_spare(each: Candidate, heard: Heard, day: date, *, is_for_goal: bool = False) -> int:
    """Return how many days, the rest of this one first, it can do without and still be aired as often as it must be.

    Without a total it is owed its airings every day until its deadline; but what serves a campaign's goal is owed
    only what the goal asks for.
    """
    if each.last_day is None:
        return NO_HURRY
    if not each.total:
        return NO_HURRY if is_for_goal else 0
    owed = each.total - heard.airings.get(each.announcement_id, 0)
    return (each.last_day - day).days + 1 - -(-owed // each.a_day)
