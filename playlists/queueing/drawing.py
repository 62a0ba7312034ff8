"""What a queue item airs at one start of a programme in one zone, and why; pure.

First what has the fewest days to spare before its deadline, or before its campaign's, then what is urgent, what would
rather be aired at this part of the day, whose campaign is furthest behind, what was heard longest ago. Each choice
sees those before it, so that the rest of a draw is the same when its beginning has been claimed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from content.queueing import part_of
from playlists.queueing.eligible import NO_HURRY, Turn, Why, days_to_spare, refusal
from playlists.queueing.queue import Candidate, Goal, Heard, Queue
from playlists.rundown import FRAME

NEVER = datetime.min.replace(tzinfo=UTC)


class Standing(NamedTuple):
    """Where a candidate stands in the order of a draw; the smaller comes first."""

    days_to_spare: int
    urgency: int
    elsewhere: bool
    share: float
    deadline: date
    last_at: datetime
    announcement_id: int


class Drawn(NamedTuple):
    """One announcement that was drawn, and where it stood when it was."""

    candidate: Candidate
    stood: Standing
    owed: int  # airings that its total still asks for; 0 where it has none
    goal: Goal | None = None

    @property
    def reason(self) -> str:
        """Why it is aired at this time."""
        stood, told = self.stood, self.candidate
        parts = [f"hạn {told.last_day:%d/%m/%Y}" if told.last_day else "không có hạn"]
        parts += [f"còn {self.owed} lượt phải phát"] if self.owed else []
        parts += ["không còn ngày dự phòng"] if stood.days_to_spare == 0 else []
        parts += ["ưu tiên"] if stood.urgency == 0 else []
        parts += ["đúng buổi mong muốn"] if told.day_parts and not stood.elsewhere else []
        if self.goal is not None and stood.share < 1:
            parts.append(f"đợt «{self.goal.name}» mới đạt {stood.share:.0%} mục tiêu")
        return ", ".join(parts)


@dataclass(frozen=True)
class Draw:
    """What was drawn, in the order in which it is aired, and why everything else was passed over."""

    drawn: tuple[Drawn, ...] = ()
    passed: Mapping[int, Why] = field(default_factory=dict)

    @property
    def frames(self) -> int:
        """How long all of it lasts."""
        return sum(each.candidate.needs for each in self.drawn)


def draw(turn: Turn, queue: Queue, heard: Heard, *, most: int = 200) -> Draw:
    """Fill the time of a turn from the queue, after what its zone has heard; at most so many announcements."""
    day = turn.day
    refused = {each.announcement_id: refusal(each, turn, day, heard) for each in queue.candidates}
    fit = [each for each in queue.candidates if refused[each.announcement_id] is None]
    passed = {number: why for number, why in refused.items() if why is not None}
    drawing = _Drawing(turn, queue, heard, _capacities(queue.candidates, turn), day)
    waiting = [(drawing.standing(each), each) for each in fit]
    heapify(waiting)
    early: list[Candidate] = []
    while waiting and len(drawing.drawn) < most:
        stood, each = heappop(waiting)
        if why := drawing.obstacle(each):
            passed[each.announcement_id] = why
            if drawing.is_early(each):
                early.append(each)
        elif (now := drawing.standing(each)) > stood:  # its campaign has come nearer to its goal in this very draw
            heappush(waiting, (now, each))
        else:
            drawing.take(each, stood)
            passed.pop(each.announcement_id, None)
            for other in early:
                heappush(waiting, (drawing.standing(other), other))
            early = []
    return Draw(tuple(drawing.drawn), passed)


@dataclass
class _Drawing:
    """A draw in the making."""

    turn: Turn
    queue: Queue
    heard: Heard
    capacities: Mapping[int, tuple[int, int]]
    day: date
    drawn: list[Drawn] = field(default_factory=list)
    used: int = 0
    extra: dict[int, int] = field(default_factory=dict)  # what this draw adds to each campaign, in its measure

    def obstacle(self, each: Candidate) -> Why | None:
        """Return why it cannot come next, None when it can."""
        if each.needs > self.turn.frames - self.used:
            return Why.TOO_LONG
        begins = self.turn.at + self.used * FRAME
        ends = begins + each.needs * FRAME
        if each.not_after and (ends.time() > each.not_after or ends.date() > begins.date()):
            return Why.HOURS
        return Why.HOURS if self.is_early(each) else None

    def is_early(self, each: Candidate) -> bool:
        """Would it be aired before its hours? Later in this draw it may not."""
        begins = (self.turn.at + self.used * FRAME).time()
        return each.not_before is not None and begins < each.not_before

    def take(self, each: Candidate, stood: Standing) -> None:
        """Air it next."""
        goal = self.queue.goals.get(each.campaign_id)
        owed = max(0, each.total - self.heard.airings[each.announcement_id]) if each.total else 0
        self.drawn.append(Drawn(each, stood, owed, goal))
        self.used += each.needs
        if goal is not None:
            gain = 1 if goal.airings else each.needs
            self.extra[goal.campaign_id] = self.extra.get(goal.campaign_id, 0) + gain

    def standing(self, each: Candidate) -> Standing:
        """Return where it stands now."""
        goal, share = self.queue.goals.get(each.campaign_id), 1.0
        spare = days_to_spare(each, self.heard, self.day, is_for_goal=goal is not None)
        if goal is not None:
            done = self.heard.done(goal) + self.extra.get(goal.campaign_id, 0)
            share = min(1.0, done / (goal.airings or goal.frames))
            spare = min(spare, self._spare_of(goal, done))
        number = each.announcement_id
        return Standing(
            max(0, spare),
            each.urgency,
            bool(each.day_parts) and part_of(self.turn.at.time()) not in each.day_parts,
            share,
            each.last_day or date.max,
            self.heard.last_at.get(number, NEVER),
            number,
        )

    def _spare_of(self, goal: Goal, done: int) -> int:
        """Return how many days a campaign can do without, if each of its announcements is aired as often as may be."""
        a_day = self.capacities.get(goal.campaign_id, (0, 0))[0 if goal.airings else 1]
        owed = (goal.airings or goal.frames) - done
        if owed <= 0 or not a_day:
            return NO_HURRY
        return (goal.last_day - self.day).days + 1 - -(-owed // a_day)


def _capacities(candidates: Iterable[Candidate], turn: Turn) -> dict[int, tuple[int, int]]:
    """Return how many airings and frames a day the announcements of each campaign can give in this zone."""
    found: dict[int, tuple[int, int]] = {}
    for each in candidates:
        if each.campaign_id and turn.zone_id in each.zones:
            airings, frames = found.get(each.campaign_id, (0, 0))
            found[each.campaign_id] = (airings + each.a_day, frames + each.a_day * each.needs)
    return found
