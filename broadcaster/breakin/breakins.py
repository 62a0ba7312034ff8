"""Break-ins: ordering sound that interrupts, and signing for it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import logbook
from broadcaster.breakin import news as breakin_news
from broadcaster.breakin import scripts as breakin_scripts
from broadcaster.breakin.lines import UNTIL_ENDED, issued_words
from broadcaster.models import BreakIn
from content import actions as contents
from content import house_sounds
from content.clearance import BLANK, NOT_FILLED, Cleared, NotCleared
from content.house_sounds import DRILL_WORDS, SIGNAL_NAMES, Kind
from content.models import WITH_BLANKS, Announcement, Form, Urgency
from content.queries import standings
from station import audit, clock, tree, zones
from station.errors import BadInput, NotFound
from station.models import Person, Zone
from station.roles import Deed, require

MOST_TIMES = 20
LONGEST_GAP = 3600.0
FRESH = timedelta(seconds=10)  # later than that the ordinary look has found it
NO_DRILL_WORDS = "câu «Đây là diễn tập» chưa đọc xong; hãy thử lại sau ít giây"


@dataclass(frozen=True)
class Manner:
    """How a break-in is read: what sounds before it, how often (0: until somebody ends it), with which rests."""

    times: int = 1
    gap_seconds: float = 2.0
    opening: str = ""
    is_drill: bool = False


ONCE = Manner()


def order(
    session: Session,
    announcement_id: int,
    zone_ids: Sequence[int],
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
    manner: Manner = ONCE,
    template_id: int | None = None,
    begins_at: datetime | None = None,
    with_zones_below: bool = True,
) -> BreakIn:
    """Interrupt the chosen zones at once, replacing what breaks in there already.

    An announcement of urgency khẩn cấp may go out before it is approved, on the named officer's own order, even before
    its words are voiced; that is written down and waits for a countersignature (DESIGN, invariant 1).
    Raise NotCleared, BadInput, Forbidden, NoSoundYet.
    """
    require(by, Deed.BREAK_IN)
    check_manner(manner)
    covered = _covered(session, zone_ids, manner, with_zones_below)
    announcement = contents.get(session, announcement_id)
    approval_id = _approval(session, announcement, covered, now, timezone)
    break_in = _break_in(announcement, manner)
    break_in.approval_id = approval_id
    break_in.template_id, break_in.zone_ids = template_id, sorted(covered)
    break_in.begins_at = begins_at or now
    return _begin(session, break_in, by, now, timezone)


def _begin(session: Session, break_in: BreakIn, by: Person, now: datetime, timezone: tzinfo) -> BreakIn:
    break_in.ordered_by, break_in.ordered_at = by.username, now
    if break_in.times != 1:
        break_in.issued_words = issued_words(now, timezone)
        house_sounds.ask(session, Kind.WORDS, break_in.issued_words, now=now)
    session.add(break_in)
    session.flush()
    _replace(session, break_in, by=by, now=now)
    _write_down(session, break_in, by=by, now=now)
    breakin_news.begun(session, break_in, by=by, now=now)
    if break_in.begins_at <= now:
        logbook.claim_first(session, break_in)
    return break_in


def check_manner(manner: Manner) -> None:
    """Raise BadInput beside the box whose value cannot be used."""
    if manner.times != UNTIL_ENDED and not 1 <= manner.times <= MOST_TIMES:
        raise BadInput("times", f"Số lần phát từ 1 đến {MOST_TIMES}, hoặc 0 để phát đến khi có lệnh dừng.")
    if not 0 <= manner.gap_seconds <= LONGEST_GAP:
        raise BadInput("gap_seconds", f"Khoảng cách giữa hai lần từ 0 đến {LONGEST_GAP:.0f} giây.")
    if manner.opening and manner.opening not in SIGNAL_NAMES:
        raise BadInput("opening", "Tiếng mở đầu là còi báo động, chuông hoặc không có.")


def countersign(session: Session, break_in_id: int, *, by: Person, now: datetime) -> BreakIn:
    """Sign for a break-in that went out unapproved; never by the officer who ordered it. Raise NotFound, BadInput."""
    require(by, Deed.APPROVE)
    break_in = session.get(BreakIn, break_in_id)
    if break_in is None or break_in.approval_id is not None or break_in.countersigned_by:
        raise NotFound("lượt phát khẩn chờ ký", break_in_id)
    if break_in.ordered_by == by.username:
        raise BadInput("countersign", "Người ra lệnh phát khẩn không tự ký xác nhận được; cần người thứ hai.")
    break_in.countersigned_by = by.username
    audit.record(session, by.username, "countersign", f"break-in/{break_in.id}", now=now, title=break_in.title)
    return break_in


def recent(session: Session, *, since: datetime) -> list[BreakIn]:
    """Return the break-ins ordered since then, newest first."""
    return list(session.scalars(select(BreakIn).where(BreakIn.ordered_at >= since).order_by(BreakIn.id.desc())))


def running(session: Session, *, now: datetime) -> list[BreakIn]:
    """Return the break-ins that have something still to say, newest first."""
    found = breakin_scripts.remembered(session, now=now)
    staged = breakin_scripts.stage(session, found)
    return [each for each in reversed(found) if breakin_scripts.goes_on(each, staged[each.id].script, now=now)]


def since(session: Session, newest: int, *, now: datetime) -> list[int]:
    """Return the numbers of the break-ins ordered after `newest` that have just begun and go on."""
    fresh = select(BreakIn.id).where(BreakIn.id > newest, BreakIn.ended_at.is_(None), BreakIn.ordered_at > now - FRESH)
    return list(session.scalars(fresh.order_by(BreakIn.id)))


def unsigned(session: Session) -> list[BreakIn]:
    """Return the break-ins that went out unapproved and still wait for a countersignature."""
    waiting = select(BreakIn).where(BreakIn.approval_id.is_(None), BreakIn.countersigned_by == "")
    return list(session.scalars(waiting.order_by(BreakIn.id)))


def _covered(session: Session, zone_ids: Sequence[int], manner: Manner, with_zones_below: bool) -> frozenset[int]:
    chosen = zones.chosen(session, zone_ids)
    exactly = frozenset(zone.id for zone in chosen)
    covered = tree.spread(exactly, zones.parents(session)) if with_zones_below else exactly
    if manner.is_drill:
        _check_drill(session, chosen, covered)
    return covered


def _check_drill(session: Session, chosen: Sequence[Zone], covered: frozenset[int]) -> None:
    if len(covered) != 1 or not chosen[0].is_test:
        raise BadInput("zones", "Diễn tập chỉ phát ở đúng một khu vực diễn tập, bên trong không có khu vực nào khác.")
    words = house_sounds.find(session, Kind.WORDS, DRILL_WORDS)
    if words is None or words.clip_sha256 is None:
        raise NotCleared("diễn tập", NO_DRILL_WORDS)


def _break_in(announcement: Announcement, manner: Manner) -> BreakIn:
    revision = announcement.current
    if revision.failure or (revision.clip_sha256 is None and announcement.urgency != Urgency.URGENT):
        raise contents.NoSoundYet(revision.failure)
    return BreakIn(
        announcement_id=announcement.id,
        revision_id=revision.id,
        title=revision.title,
        opening=manner.opening,
        times=manner.times,
        gap_seconds=manner.gap_seconds,
        is_drill=manner.is_drill,
        taken_over={},
    )


def _approval(
    session: Session, announcement: Announcement, covered: frozenset[int], now: datetime, timezone: tzinfo
) -> int | None:
    if announcement.form in WITH_BLANKS:
        raise NotCleared(announcement.current.title, NOT_FILLED if announcement.form == Form.LINE else BLANK)
    standing = standings(session, [announcement.id])[announcement.id]
    today = clock.local(now, timezone).date()
    refusals = [reason for zone_id in sorted(covered) if (reason := standing.refusal(zone_id=zone_id, on=today))]
    if isinstance(standing, Cleared) and not refusals:
        return standing.approval_id
    if announcement.urgency == Urgency.URGENT:
        return None
    raise NotCleared(announcement.current.title, refusals[0])


def _replace(session: Session, new: BreakIn, *, by: Person, now: datetime) -> None:
    """Let a new break-in take over its zones from those that sound there; a drill takes nothing from the real thing."""
    if new.begins_at > now:
        return  # it follows one that closes by itself
    for old in running(session, now=now):
        lost = set(old.live_zone_ids) & set(new.zone_ids)
        if old.id == new.id or not lost:
            continue
        if new.is_drill and not old.is_drill:
            raise BadInput("zones", f"Khu vực này đang phát khẩn thật «{old.title}»; chưa diễn tập được.")
        old.taken_over = old.taken_over | {str(zone_id): new.id for zone_id in sorted(lost)}
        if not old.live_zone_ids:
            old.ended_by, old.ended_at, old.replaced_by = by.username, now, new.id
        detail = {"title": old.title, "zones": sorted(lost), "by_break_in": new.id}
        audit.record(session, by.username, "replace_break_in", f"break-in/{old.id}", now=now, **detail)


def _write_down(session: Session, break_in: BreakIn, *, by: Person, now: datetime) -> None:
    detail: dict[str, object] = {
        "title": break_in.title,
        "zones": break_in.zone_ids,
        "approved": break_in.approval_id is not None,
        "times": break_in.times,
        "opening": break_in.opening,
    }
    if break_in.is_drill:
        detail["drill"] = True
    audit.record(session, by.username, "break_in", f"break-in/{break_in.id}", now=now, **detail)
