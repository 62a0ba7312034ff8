"""A break-in as facts of the air: an occurrence with lines of its own, standing on its own order; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from broadcaster.breakin import lines as breakin_lines
from broadcaster.breakin.lines import DRILL, ISSUED, SIGNAL
from broadcaster.breakin.scripts import Staged
from broadcaster.models import BreakIn
from content.clearance import Barred, Cleared, Filled, Over, Standing
from content.house_sounds import SIGNAL_NAMES, Kind
from playlists.priority import Priority
from playlists.rundown import Claim, Line
from playlists.timetable import Occurrence

NAME, DRILL_NAME = "Phát khẩn", "DIỄN TẬP phát khẩn"
PRIORITY = Priority.URGENT
NOT_READ = {
    SIGNAL: "tiếng hiệu chưa có trong kho",
    ISSUED: "lời báo giờ phát chưa đọc xong",
    DRILL: "câu báo diễn tập chưa đọc xong",
}
NO_REHEARSAL = "khu vực này không còn là khu vực diễn tập"

Claims = Mapping[tuple[str, int], Sequence[Claim]]


def key(break_in_id: int) -> str:
    """The name under which a break-in's sound is written down."""
    return f"b{break_in_id}"


def name(break_in: BreakIn) -> str:
    """The name under which it stands in the log: a drill is never taken for the real thing."""
    return DRILL_NAME if break_in.is_drill else NAME


def occurrences(break_ins: Iterable[BreakIn], claims: Claims, now: datetime) -> list[Occurrence]:
    """Return each break-in as an occurrence: from its first claim on, or from now."""
    begun = _begun(claims)
    return [
        Occurrence(
            programme_id=0,
            programme_name=name(each),
            playlist_id=0,
            starts_at=begun.get(key(each.id), max(now, each.begins_at)),
            zones=frozenset(each.zone_ids),
            priority=PRIORITY,
            booked_at=each.ordered_at,
            name=key(each.id),
        )
        for each in break_ins
    ]


def lines(
    break_ins: Iterable[BreakIn], staged: Mapping[int, Staged], claims: Claims, now: datetime
) -> dict[str, tuple[Line, ...]]:
    """Return what each break-in reads, turn by turn, as far as it can be known."""
    begun = _begun(claims)
    return {
        key(each.id): breakin_lines.lines(
            staged[each.id].script, begun=begun.get(key(each.id), max(now, each.begins_at)), now=now
        )
        for each in break_ins
    }


def orders(
    break_ins: Iterable[BreakIn], staged: Mapping[int, Staged], rehearsal_zones: Collection[int]
) -> dict[tuple[str, int], dict[int, Standing]]:
    """Return what the order itself allows or forbids, by place."""
    return {
        (key(each.id), zone_id): _standings(each, staged[each.id], zone_id, rehearsal_zones)
        for each in break_ins
        for zone_id in each.zone_ids
    }


def titles(break_in: BreakIn) -> dict[int, str]:
    """Return what the log calls each of its sounds."""
    signal = SIGNAL_NAMES[Kind(break_in.opening)].lower() if break_in.opening else "hiệu"
    beside = {SIGNAL: signal, ISSUED: "báo giờ phát", DRILL: "báo diễn tập"}
    named = {number: f"{break_in.title[:160]} ({what})" for number, what in beside.items()}
    return named | {break_in.announcement_id: break_in.title}


def _begun(claims: Claims) -> dict[str, datetime]:
    """Return when each break-in began to sound, where its first reading is among what is remembered."""
    return {
        occurrence: found[0].starts_at
        for (occurrence, _), found in claims.items()
        if found and occurrence.startswith("b") and breakin_lines.reading_of(found[0].key) == 1
    }


def _standings(
    break_in: BreakIn, staged: Staged, zone_id: int, rehearsal_zones: Collection[int]
) -> dict[int, Standing]:
    called = titles(break_in)
    reason = _over(break_in, zone_id, rehearsal_zones)
    if reason:
        return {number: Over(number, title, reason) for number, title in called.items()}
    found: dict[int, Standing] = {
        number: _cleared(break_in, number, called[number], sound)
        if (sound := staged.sounds.get(number))
        else Barred(number, called[number], missing)
        for number, missing in NOT_READ.items()
    }
    words = _words(break_in)
    return found | ({break_in.announcement_id: words} if words else {})


def _over(break_in: BreakIn, zone_id: int, rehearsal_zones: Collection[int]) -> str:
    if by := break_in.taken_over.get(str(zone_id)):
        return f"đã có lượt phát khẩn khác thay (số {by})"
    if break_in.ended_at is not None:
        return f"«{break_in.ended_by}» đã kết thúc phát khẩn"
    return NO_REHEARSAL if break_in.is_drill and zone_id not in rehearsal_zones else ""


def _words(break_in: BreakIn) -> Standing | None:
    """Return how the words stand by the order alone; None where an approval speaks for them."""
    clip = break_in.revision.clip
    if break_in.approval_id is not None:
        return None
    if clip is None:
        reason = break_in.revision.failure or "giọng đọc chưa xong"
        return Barred(break_in.announcement_id, break_in.title, reason)
    sound = Filled("", clip.sha256, clip.frames)
    return _cleared(break_in, break_in.announcement_id, break_in.title, sound)


def _cleared(break_in: BreakIn, number: int, title: str, sound: Filled) -> Cleared:
    return Cleared(
        announcement_id=number,
        title=title,
        urgency="urgent",
        clip_sha256=sound.clip_sha256,
        frames=sound.frames,
        approval_id=0,
        zones=frozenset(break_in.zone_ids),
        valid_from=None,
        valid_until=None,
    )
