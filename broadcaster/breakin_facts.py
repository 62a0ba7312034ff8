"""A break-in as facts of the air: an occurrence with lines of its own, standing on its own order; pure."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from broadcaster.models import BreakIn
from content.clearance import Barred, Cleared, Standing
from playlists.priority import Priority
from playlists.rundown import FRAME, Line
from playlists.timetable import Occurrence

NAME = "Phát khẩn"
PRIORITY = Priority.URGENT
SLACK = timedelta(minutes=30)  # by which a break-in may have been put off
LONGEST = timedelta(hours=12)  # after which nobody asks about a break-in any more


def key(break_in_id: int) -> str:
    """The name under which a break-in's sound is written down."""
    return f"b{break_in_id}"


def occurrences(break_ins: Iterable[BreakIn]) -> list[Occurrence]:
    """Return each break-in as an occurrence that began with its order."""
    return [
        Occurrence(
            programme_id=0,
            programme_name=NAME,
            playlist_id=0,
            starts_at=each.ordered_at,
            zones=frozenset(each.zone_ids),
            priority=PRIORITY,
            booked_at=each.ordered_at,
            name=key(each.id),
        )
        for each in break_ins
    ]


def lines(break_in: BreakIn) -> tuple[Line, ...]:
    """Return what a break-in reads, turn by turn."""
    gap = Line("pause", None, round(break_in.gap_seconds / FRAME.total_seconds()))
    turns = [
        Line(f"{break_in.announcement_id}.{turn}", break_in.announcement_id) for turn in range(1, break_in.times + 1)
    ]
    return tuple(line for turn in turns for line in (turn, gap))


def length(break_in: BreakIn) -> timedelta:
    """Return how long all turns take, and how much they may have been put off."""
    turn = break_in.frames * FRAME + timedelta(seconds=break_in.gap_seconds)
    return break_in.times * turn + SLACK


def orders(break_ins: Sequence[BreakIn]) -> dict[tuple[str, int], dict[int, Standing]]:
    """Return what the order itself allows or forbids, by place."""
    return {
        (key(each.id), zone_id): {each.announcement_id: order}
        for each in break_ins
        if (order := _order(each))
        for zone_id in each.zone_ids
    }


def _order(break_in: BreakIn) -> Standing | None:
    if break_in.ended_at:
        return Barred(break_in.announcement_id, break_in.title, f"«{break_in.ended_by}» đã kết thúc phát khẩn")
    if break_in.approval_id is not None:
        return None
    return Cleared(
        announcement_id=break_in.announcement_id,
        title=break_in.title,
        urgency="urgent",
        clip_sha256=break_in.clip_sha256,
        frames=break_in.frames,
        approval_id=0,
        zones=frozenset(break_in.zone_ids),
        valid_from=None,
        valid_until=None,
    )
