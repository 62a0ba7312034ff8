"""What waits to be drawn and what was heard already, as values: the facts that the draw is made from."""

from bisect import bisect, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from playlists.rundown import FRAME


class Goal(NamedTuple):
    """What a campaign wants every zone to hear by its last day: airings, or frames; nothing where both are 0."""

    campaign_id: int
    name: str
    first_day: date
    last_day: date
    airings: int = 0
    frames: int = 0


class Candidate(NamedTuple):
    """An approved announcement in the queue: its clip, and when, where and how often it may be drawn.

    `zones`: all in which it may be heard; `urgency`: 0 before 1. `total` 0: no limit. `at_once`: how often it is read
    in one draw, which counts as one airing. `gap`: between the beginnings of two airings. `day_parts`: where it would
    rather be aired. What `is_spread` airs its total evenly from its first day to its last.
    """

    announcement_id: int
    title: str
    frames: int
    zones: frozenset[int]
    first_day: date | None = None
    last_day: date | None = None
    a_day: int = 2
    total: int = 0
    gap: timedelta = timedelta(hours=3)
    urgency: int = 1
    field: str = ""
    day_parts: frozenset[str] = frozenset()
    at_once: int = 1
    not_before: time | None = None
    not_after: time | None = None
    campaign_id: int = 0
    is_spread: bool = False

    @property
    def needs(self) -> int:
        """The frames that one draw of it takes."""
        return self.frames * self.at_once


@dataclass(frozen=True)
class Queue:
    """Everything that may be drawn, the goals of the campaigns, and which campaign each announcement serves."""

    candidates: tuple[Candidate, ...] = ()
    goals: Mapping[int, Goal] = field(default_factory=dict)
    campaigns: Mapping[int, int] = field(default_factory=dict)
    barred: Mapping[int, str] = field(default_factory=dict)  # what is queued and may not be aired at all, and why

    def begins(self) -> dict[int, date]:
        """Return the first days of what has one: what was heard before counts neither for a cap nor for a goal."""
        members = {number: self.goals[campaign].first_day for number, campaign in self.campaigns.items()}
        return members | {each.announcement_id: each.first_day for each in self.candidates if each.first_day}


class Airing(NamedTuple):
    """One airing in one zone, or what is sure to become one; `day` is the commune's. A second reading counts none."""

    announcement_id: int
    at: datetime
    day: date
    frames: int
    counts: int = 1


class Before(NamedTuple):
    """The airings of an announcement in one zone that lie days back: how many, how long, and the last of them."""

    announcement_id: int
    airings: int
    frames: int
    last_at: datetime


class History(NamedTuple):
    """What one zone heard: long ago in sums, lately each airing with its occurrence's key, in order of time."""

    before: tuple[Before, ...] = ()
    lately: tuple[tuple[str, Airing], ...] = ()


@dataclass
class Heard:
    """What a zone has heard, counted: by announcement and by campaign, in all and by day."""

    campaigns: Mapping[int, int]
    airings: Counter[int] = field(default_factory=Counter)
    days: Counter[tuple[int, date]] = field(default_factory=Counter)
    last_at: dict[int, datetime] = field(default_factory=dict)
    begins: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    of_campaign: Counter[int] = field(default_factory=Counter)
    frames_of_campaign: Counter[int] = field(default_factory=Counter)

    def take(self, airing: Airing) -> None:
        """Count one airing."""
        number, counts, day = airing.announcement_id, airing.counts, airing.day
        self.airings[number] += counts
        self.days[number, day] += counts
        insort(self.begins[number], airing.at)
        self.last_at[number] = max(airing.at, self.last_at.get(number, airing.at))
        if campaign := self.campaigns.get(number, 0):
            self.of_campaign[campaign] += counts
            self.frames_of_campaign[campaign] += airing.frames

    def take_before(self, told: Iterable[Before]) -> None:
        """Count what lies days back: no cap of a day and no gap of hours asks about it any more."""
        for each in told:
            number = each.announcement_id
            self.airings[number] += each.airings
            self.last_at[number] = max(each.last_at, self.last_at.get(number, each.last_at))
            if campaign := self.campaigns.get(number, 0):
                self.of_campaign[campaign] += each.airings
                self.frames_of_campaign[campaign] += each.frames

    def is_near(self, announcement_id: int, at: datetime, gap: timedelta) -> bool:
        """Does an airing of it begin within less than the gap before or after?"""
        begins = self.begins.get(announcement_id, ())
        place = bisect(begins, at)
        return any(abs(at - each) < gap for each in begins[max(0, place - 1) : place + 1])

    def done(self, goal: Goal) -> int:
        """Return how much of a goal was reached, in its own measure."""
        return self.of_campaign[goal.campaign_id] if goal.airings else self.frames_of_campaign[goal.campaign_id]


def frames_of(seconds: float) -> int:
    """Return how many whole frames fit into so many seconds."""
    return timedelta(seconds=seconds) // FRAME
