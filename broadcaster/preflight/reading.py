"""Reading what a check needs: the day as play-out would read it at its end, and what stands around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import facts, output_queries
from broadcaster.facts import LOOK_AHEAD, Facts
from broadcaster.models import Output
from broadcaster.output_states import OutputState
from broadcaster.preflight.judging import Places
from broadcaster.preflight.values import Finding, Kind, Where
from content.clearance import Barred
from content.models import Revision
from playlists import guarding, queries, relay_sources
from playlists.relay_sources import Approved
from station import clock, preferences
from station.models import Person, Zone
from station.roles import Deed, may

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Read:
    """One consistent look: `addresses` of the sources that will be relayed, the rest as in Known and Places."""

    facts: Facts
    places: Places
    addresses: Mapping[int, str]
    fallbacks: frozenset[tuple[int, str]]
    unapprovable: frozenset[int]
    cut_off: timedelta
    station: tuple[Finding, ...]


def read(session: Session, day: date, *, now: datetime, timezone: tzinfo, station_name: str) -> Read:
    """Read a commune day as it would be at its end if nobody did anything any more."""
    begins, ends = (clock.instant(each, time(0), timezone) for each in (day, day + ONE_DAY))
    moment = ends - LOOK_AHEAD
    back = moment - begins
    known = facts.read(session, now=moment, timezone=timezone, station_name=station_name, look_back=back)
    booked = [each for each in known.occurrences if each.playlist_id]
    relays = queries.all_relays(session, {each.playlist_id for each in booked})
    sources = {relay.source_id for found in relays.values() for relay in found.values()}
    stand = relay_sources.standings(session, list(sources)) if sources else {}
    is_playing = output_queries.is_playing(session, now=now)
    return Read(
        facts=known,
        places=_places(session, known.zones, is_playing=is_playing),
        addresses={key: each.address for key, each in stand.items() if isinstance(each, Approved)},
        fallbacks=frozenset((key, line) for key, its in relays.items() for line, each in its.items() if each.fallback),
        unapprovable=_unapprovable(session, known),
        cut_off=preferences.read(session).cut_off,
        station=() if is_playing else (_not_playing(),),
    )


def _places(session: Session, zone_ids: frozenset[int], *, is_playing: bool) -> Places:
    names = {zone.id: zone.name for zone in session.scalars(select(Zone))}
    by_zone: dict[int, list[Output]] = {}
    for output in output_queries.listed(session):
        by_zone.setdefault(output.zone_id, []).append(output)
    complaints = {zone_id: _of_outputs(found, is_playing) for zone_id, found in by_zone.items()}
    return Places(names, guarding.in_zones(session, zone_ids), complaints)


def _of_outputs(outputs: Iterable[Output], is_playing: bool) -> tuple[Finding, ...]:
    """Say what is wrong with a zone's outputs; a zone with none is heard on its own stream."""
    outputs = list(outputs)
    if not any(each.enabled for each in outputs):
        sentence = "Mọi đầu ra của khu vực đang tắt, loa ngoài sẽ không có tiếng; hãy bật lại."
        return (Finding(Kind.OUTPUT, sentence, Where.OUTPUT, outputs[0].id),)
    failing = (each for each in outputs if is_playing and each.enabled and each.state == OutputState.FAILING)
    return tuple(_failing(each) for each in failing)


def _failing(output: Output) -> Finding:
    why = output.state_sentence.rstrip(".")
    sentence = f"Đầu ra «{output.name}» không nhận được tiếng ({why}); hãy kiểm tra thiết bị và đường mạng."
    return Finding(Kind.OUTPUT, sentence, Where.OUTPUT, output.id)


def _unapprovable(session: Session, known: Facts) -> frozenset[int]:
    """Return the announcements that wait for an approval which nobody but their authors could give."""
    waiting = {number for number, stands in known.standings.items() if isinstance(stands, Barred) and stands.is_pending}
    if not waiting:
        return frozenset()
    approvers = {each.id for each in session.scalars(select(Person).where(Person.active)) if may(each, Deed.APPROVE)}
    authors: dict[int, set[int]] = {}
    rows = session.execute(
        select(Revision.announcement_id, Revision.author_id).where(Revision.announcement_id.in_(waiting))
    )
    for number, author_id in rows:
        authors.setdefault(number, set()).add(author_id)
    return frozenset(number for number, wrote in authors.items() if approvers <= wrote)


def _not_playing() -> Finding:
    return Finding(Kind.PLAYER, "Trình phát không chạy, sẽ không có gì được phát; hãy chạy lại đài (loa run).")
