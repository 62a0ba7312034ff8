"""Judging a whole day: every occurrence in every zone as it would be laid out, and what is wrong there; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from broadcaster import airplan, zoneplan
from broadcaster.facts import Facts
from broadcaster.preflight import reasons
from broadcaster.preflight.reasons import Known
from broadcaster.preflight.values import Finding, Group, Kind, Row, Where, Zones
from broadcaster.zoneplan import Laid
from playlists.guard import Bounds

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Places:
    """The zones by their numbers: names, what is allowed there, and what is wrong with how their sound gets out.

    Whatever else carries a zone's sound joins `complaints` with findings of its own.
    """

    names: Mapping[int, str]
    bounds: Mapping[int, Bounds]
    complaints: Mapping[int, tuple[Finding, ...]]


def lay_out(facts: Facts, *, now: datetime, timezone: tzinfo) -> dict[int, list[Laid]]:
    """Return what every zone would hear of what was booked: by the very rules of play-out."""
    booked = replace(facts, occurrences=[each for each in facts.occurrences if each.playlist_id])
    return {
        zone_id: zoneplan.lay_out(booked, zone_id, starts, now=now, timezone=timezone)
        for zone_id, starts in airplan.by_zone(booked).items()
    }


def judge(
    laid: Mapping[int, Sequence[Laid]], facts: Facts, known: Known, places: Places, *, now: datetime, timezone: tzinfo
) -> tuple[Row, ...]:
    """Return a row for every occurrence in every zone that has not begun."""
    found = []
    for zone_id, its_laid in laid.items():
        excess = _excess(its_laid, places.bounds.get(zone_id))
        for each in its_laid:
            occurrence = each.rundown.occurrence
            if occurrence.starts_at <= now:
                continue
            findings = reasons.of(each.rundown, facts, known, now=now, timezone=timezone)
            findings += [*excess.get(occurrence.key, ()), *places.complaints.get(zone_id, ())]
            found.append(_row(each, zone_id, places.names.get(zone_id, "?"), findings))
    return tuple(sorted(found, key=lambda row: (row.starts_at, row.programme_id, row.zone_id)))


def groups(rows: Iterable[Row], *, red: bool = True) -> list[Group]:
    """Return the occurrences that are red (or green) somewhere, in order of time."""
    together: dict[str, list[Row]] = {}
    for row in rows:
        together.setdefault(row.occurrence, []).append(row)
    wanted = ((found, [row for row in found if row.is_red is red]) for found in together.values())
    return [_group(some, len(found)) for found, some in wanted if some]


def _group(rows: Sequence[Row], everywhere: int) -> Group:
    zones: dict[Finding, list[str]] = {}
    for row in rows:
        for finding in row.findings:
            zones.setdefault(finding, []).append(row.zone_name)
    first = rows[0]
    return Group(
        occurrence=first.occurrence,
        programme_id=first.programme_id,
        programme_name=first.programme_name,
        starts_at=first.starts_at,
        zones=Zones(tuple(row.zone_name for row in rows), len(rows) == everywhere),
        reasons=tuple((each, Zones(tuple(names), len(names) == everywhere)) for each, names in zones.items()),
    )


def _row(laid: Laid, zone_id: int, zone_name: str, findings: Iterable[Finding]) -> Row:
    occurrence = laid.rundown.occurrence
    return Row(
        occurrence=occurrence.key,
        programme_id=occurrence.programme_id,
        programme_name=occurrence.programme_name,
        starts_at=occurrence.starts_at,
        zone_id=zone_id,
        zone_name=zone_name,
        findings=tuple(findings),
    )


def _excess(laid: Sequence[Laid], allowed: Bounds | None) -> dict[str, list[Finding]]:
    """Return the occurrences with which a zone would sound for longer than it may in a day."""
    if allowed is None or not allowed.day_minutes:
        return {}
    most, total, found = timedelta(minutes=allowed.day_minutes), timedelta(0), {}
    for each in sorted(laid, key=lambda each: each.rundown.occurrence.starts_at):
        before, occurrence = total, each.rundown.occurrence
        total += sum((slot.ends_at - slot.starts_at for slot in each.rundown.slots), timedelta(0))
        if before <= most < total:
            sentence = (
                f"Hết buổi này khu vực đã phát {total // ONE_MINUTE} phút trong ngày, "
                f"quá mức {allowed.day_minutes} phút; hãy bớt hoặc rút ngắn chương trình."
            )
            found[occurrence.key] = [Finding(Kind.CAP, sentence, Where.PROGRAMME, occurrence.programme_id)]
    return found
