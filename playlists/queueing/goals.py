"""How far a campaign has come, and how far it will come by its end; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playlists.queueing.queue import Goal, Heard, frames_of

MINUTE = frames_of(60)


@dataclass(frozen=True)
class Progress:
    """What of a goal the zones have heard, in airings or whole minutes; `zone_id` heard least of it."""

    wanted: int
    least: int
    most: int
    zone_id: int
    unit: str

    @property
    def short_by(self) -> int:
        """How much is missing where least was heard."""
        return max(0, self.wanted - self.least)

    @property
    def share(self) -> float:
        """How much of the goal every zone has heard, at most all of it."""
        return min(1.0, self.least / self.wanted)


@dataclass(frozen=True)
class AtRisk:
    """A campaign whose goal will not be met as things are booked and queued, and by how much."""

    campaign_id: int
    name: str
    sentence: str


def has_goal(goal: Goal) -> bool:
    """Is there anything to be reached?"""
    return bool(goal.airings or goal.frames)


def progress(goal: Goal, heard: Mapping[int, Heard], zones: Iterable[int]) -> Progress | None:
    """Return how far a campaign has come in its zones; None without a goal, or without zones."""
    if not has_goal(goal):
        return None
    found = sorted((heard[zone_id].done(goal) if zone_id in heard else 0, zone_id) for zone_id in zones)
    if not found:
        return None
    (least, zone_id), (most, _) = found[0], found[-1]
    if goal.airings:
        return Progress(goal.airings, least, most, zone_id, "lượt")
    return Progress(goal.frames // MINUTE, least // MINUTE, most // MINUTE, zone_id, "phút")


def at_risk(goal: Goal, coming: Progress, zone_name: str) -> AtRisk | None:
    """Return what is to be said of a goal that will not be met; None when it will be."""
    if not coming.short_by:
        return None
    sentence = (
        f"Đợt «{goal.name}»: đến hết {goal.last_day:%d/%m/%Y} dự kiến chỉ đạt {coming.least}/{coming.wanted} "
        f"{coming.unit} ở {zone_name}, thiếu {coming.short_by} {coming.unit}."
    )
    return AtRisk(goal.campaign_id, goal.name, sentence)
