"""Live talks: going on air with a microphone, and coming off again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.inputs.live_line import SPOKEN
from broadcaster.models import LivePermit, LiveTalk
from broadcaster.talks import claims as live_claims
from broadcaster.talks import hours as live_hours
from broadcaster.talks import permits as live_permits
from broadcaster.talks import slots as live_slots
from broadcaster.talks.facts import limit_at, speaks_at
from broadcaster.talks.slots import Slot
from content.clearance import Cleared, NotCleared
from content.models import HouseSound
from content.queries import standings
from station import audit, clock, tree, zones
from station.errors import BadInput, NotFound, StationError
from station.models import Person, Zone
from station.roles import Deed, may, require

DING_DONG = "ding-dong"  # the station's own chime; any other is the number of an approved jingle
MOST_MINUTES = 60
USUAL_MINUTES = 10


class ZoneTaken(StationError):
    """Somebody talks live there already."""

    def __init__(self, zone: str, speaker: str) -> None:
        super().__init__(f"«{zone}» đang có {speaker} nói trực tiếp; hãy chờ xong, hoặc ngắt lượt đó trước.")


class TalkOver(StationError):
    """The talk was ended before."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Lượt nói trực tiếp đã kết thúc: {reason or 'đã dừng'}.")


class NotYourTalk(StationError):
    """Sound came from somebody else than the person who answers for it."""

    def __init__(self, speaker: str) -> None:
        super().__init__(f"Lượt nói trực tiếp này là của {speaker}; người khác chỉ ngắt được.")


def start(
    session: Session,
    zone_ids: Sequence[int],
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
    minutes: int = USUAL_MINUTES,
    chime: str = "",
    permit_asked: bool = True,
    slot: Slot | None = None,
) -> LiveTalk:
    """Put a person on air in the chosen zones, at once or after a chime, and claim it in the log.

    Where the guard's hours end before the minutes do, so does the talk; in a programme's slot it ends with that.
    Raise Forbidden, NoPermit, OutsideHours, ZoneTaken, NotCleared (the chime), BadInput, NotFound.
    """
    _check_may(by, minutes)
    covered = tree.spread((zone.id for zone in zones.chosen(session, zone_ids)), zones.parents(session))
    today = clock.local(now, timezone).date()
    permit = live_permits.needed(session, by, covered, on=today, asked=permit_asked)
    _check_free(session, covered, now)
    talk = _talk(by, covered, now, permit, slot)
    talk.chime_id, talk.chime_sha256, talk.chime_frames = _chime(session, chime, covered, today)
    talk.minutes = live_hours.allowed(session, covered, speaks_at(talk), minutes, timezone)
    session.add(talk)
    session.flush()
    live_claims.claim(session, talk, now=now)
    _audit_start(session, talk, now)
    return talk


def _talk(by: Person, covered: frozenset[int], now: datetime, permit: LivePermit | None, slot: Slot | None) -> LiveTalk:
    talk = LiveTalk(speaker=by.username, speaker_name=by.full_name, zone_ids=sorted(covered), starts_at=now)
    talk.permit_id = permit.id if permit else None
    if slot is not None:
        talk.slot_occurrence, talk.slot_item, talk.until = slot.occurrence, slot.item, slot.until
    return talk


def start_in_slot(
    session: Session,
    key: str,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
    station_name: str,
    permit_asked: bool = True,
) -> LiveTalk:
    """Put a person on air in a programme's live slot whose turn has come. Raise NotNow, and what `start` raises."""
    require(by, Deed.LIVE)
    slot = live_slots.open_now(session, key, now=now, timezone=timezone, station_name=station_name)
    minutes = min(MOST_MINUTES, max(1, -((now - slot.until) // timedelta(minutes=1))))
    return start(
        session, slot.zone_ids, by=by, now=now, timezone=timezone, minutes=minutes, permit_asked=permit_asked, slot=slot
    )


def _check_may(by: Person, minutes: int) -> None:
    require(by, Deed.LIVE)
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadInput("minutes", f"Thời lượng từ 1 đến {MOST_MINUTES} phút.")


def _audit_start(session: Session, talk: LiveTalk, now: datetime) -> None:
    detail = {"zones": talk.zone_ids, "minutes": talk.minutes, "permit": talk.permit_id, "chime": talk.chime_sha256}
    if talk.slot_occurrence:
        detail["slot"] = f"{talk.slot_occurrence} {talk.slot_item}"
    audit.record(session, talk.speaker, "live_start", f"live/{talk.id}", now=now, **detail)


def end(session: Session, talk_id: int, *, by: Person, now: datetime) -> LiveTalk:
    """End a talk: one's own, or as an officer who may interrupt anybody's. Raise NotFound, TalkOver, Forbidden."""
    talk = get(session, talk_id)
    mine = talk.speaker == by.username
    if not mine:
        require(by, Deed.BREAK_IN)
    if talk.ended_at is not None:
        raise TalkOver(talk.end_reason)
    close(session, talk, SPOKEN if mine else f"«{by.username}» ngắt", by=by.username, now=now)
    return talk


def take_permit(session: Session, permit_id: int, *, by: Person, now: datetime) -> LivePermit:
    """Revoke a permit, and cut the talks that stand on it. Raise NotFound, Forbidden."""
    permit = live_permits.revoke(session, permit_id, by=by, now=now)
    for talk in running(session, now=now):
        if talk.permit_id == permit.id:
            close(session, talk, f"«{by.username}» thu hồi giấy phép", by=by.username, now=now)
    return permit


def close(session: Session, talk: LiveTalk, reason: str, *, by: str, now: datetime) -> None:
    """Write down that a talk is over; the second to say so changes nothing."""
    if talk.ended_at is None:
        talk.ended_at, talk.ended_by, talk.end_reason = now, by, reason
        seconds = round((now - talk.starts_at) / timedelta(seconds=1))
        audit.record(session, by, "live_end", f"live/{talk.id}", now=now, reason=reason, seconds=seconds)


def get(session: Session, talk_id: int) -> LiveTalk:
    """Return a talk. Raise NotFound."""
    talk = session.get(LiveTalk, talk_id)
    if talk is None:
        raise NotFound("lượt nói trực tiếp", talk_id)
    return talk


def speaking(session: Session, talk_id: int, *, by: Person, now: datetime) -> LiveTalk:
    """Return a talk into which this person may speak now. Raise NotFound, NotYourTalk, TalkOver."""
    talk = get(session, talk_id)
    if talk.speaker != by.username:
        raise NotYourTalk(talk.speaker_name)
    if talk.ended_at is not None:
        raise TalkOver(talk.end_reason)
    if not by.active or not may(by, Deed.LIVE):
        raise TalkOver("tài khoản không còn quyền nói trực tiếp")
    return talk


def running(session: Session, *, now: datetime) -> list[LiveTalk]:
    """Return the talks that are on air, oldest first."""
    found = session.scalars(select(LiveTalk).where(LiveTalk.ended_at.is_(None)).order_by(LiveTalk.id))
    return [talk for talk in found if now < limit_at(talk)]


def recent(session: Session, *, limit: int = 20) -> list[LiveTalk]:
    """Return the last talks, newest first."""
    return list(session.scalars(select(LiveTalk).order_by(LiveTalk.id.desc()).limit(limit)))


def recordings(session: Session, sources: Iterable[str]) -> dict[str, str]:
    """Return under the names by which the log knows live sound (live:12) the clips in which it was kept."""
    numbers = {int(number) for source in sources if (number := source.removeprefix("live:")).isdecimal()}
    kept = select(LiveTalk).where(LiveTalk.id.in_(numbers), LiveTalk.clip_sha256.is_not(None))
    return {f"live:{talk.id}": talk.clip_sha256 or "" for talk in session.scalars(kept)}


def house_chime(session: Session) -> HouseSound | None:
    """Return the station's own ding-dong, None until the voicing worker has made it."""
    query = select(HouseSound).where(HouseSound.kind == "chime", HouseSound.text == "")
    return session.scalars(query.where(HouseSound.clip_sha256.is_not(None))).one_or_none()


def _check_free(session: Session, covered: frozenset[int], now: datetime) -> None:
    # On PostgreSQL two who start at once wait here for each other; SQLite lets in one writer at a time anyway.
    wanted = select(Zone).where(Zone.id.in_(covered)).order_by(Zone.id).with_for_update()
    names = {zone.id: zone.name for zone in session.scalars(wanted)}
    for talk in running(session, now=now):
        for zone_id in sorted(covered.intersection(talk.zone_ids)):
            raise ZoneTaken(names[zone_id], talk.speaker_name)


def _chime(session: Session, chosen: str, covered: frozenset[int], today: date) -> tuple[int | None, str | None, int]:
    """Return the chime's announcement (None for the station's own), clip and length in frames."""
    if not chosen:
        return None, None, 0
    if chosen == DING_DONG:
        own = house_chime(session)
        if own is None or own.clip is None:
            raise BadInput("chime", "Chuông của đài chưa tạo xong; hãy chọn không chuông hoặc thử lại sau ít giây.")
        return None, own.clip.sha256, own.clip.frames
    number = int(chosen) if chosen.isdecimal() else 0
    stands = standings(session, [number]).get(number)
    if stands is None:
        raise NotFound("nhạc hiệu", chosen)
    refusals = [why for zone in sorted(covered) if (why := stands.refusal(zone_id=zone, on=today))]
    if refusals or not isinstance(stands, Cleared):
        raise NotCleared(stands.title, refusals[0])
    return number, stands.clip_sha256, stands.frames
