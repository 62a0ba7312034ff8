"""The lines of one occurrence as its zone finds them: which are still to come, which begin on the dot; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from content.clearance import Barred, Cleared, Over, Standing
from playlists.placing import PAST, Unit
from playlists.rundown import FRAME, GONE, Claim, Line
from playlists.timetable import Occurrence


class Dot(NamedTuple):
    """A line that begins on the dot: its key, its place among the lines, when, and its title."""

    key: str
    place: int
    begins: datetime
    title: str


@dataclass(frozen=True)
class Dots:
    """What begins on the dot in an occurrence and may sound there.

    `places` of all lines, where any of them says when it begins; `pauses` before those that do.
    """

    found: Sequence[Dot]
    places: Mapping[str, int]
    pauses: Mapping[str, timedelta]

    def has(self, claim: Claim) -> bool:
        """Does the line of this claim say when it begins?"""
        return claim.key in self.pauses

    def pause(self, claim: Claim) -> timedelta:
        """Return the pause before a line that says when it begins; if it can, that gives way."""
        return timedelta(0) if any(dot.key == claim.key for dot in self.found) else self.pauses[claim.key]

    def after(self, claim: Claim) -> Dot | None:
        """Return what begins on the dot after the line of this claim."""
        return next((dot for dot in self.found if dot.place > self.places.get(claim.key, len(self.places))), None)

    def sorted(self, claims: list[Claim]) -> list[Claim]:
        """Return the claims, which come as they were planned, in the order of their lines where that may differ."""
        if not self.places or any(claim.key not in self.places for claim in claims):
            return claims
        return sorted(claims, key=lambda claim: self.places[claim.key])


LIVE_TITLE = "Nói trực tiếp"
NO_DOTS = Dots((), {}, {})


def dots_of(
    lines: Sequence[Line], standings: Mapping[int, Standing], occurrence: Occurrence, *, zone_id: int, day: date
) -> Dots:
    """Return what begins on the dot; what is refused takes no time, and nothing gives way to it."""
    if all(line.begins is None for line in lines):
        return NO_DOTS
    found = [
        Dot(line.key, place, line.begins, unit.title)
        for place, line in enumerate(lines)
        if line.begins is not None
        and line.begins >= occurrence.starts_at
        and line.announcement_id is not None
        and (unit := _unit(line, line.announcement_id, standings, zone_id, day)) is not None
        and (unit.cleared is not None or unit.waits)
    ]
    return Dots(found, {line.key: place for place, line in enumerate(lines)}, _pauses(lines))


def _pauses(lines: Iterable[Line]) -> dict[str, timedelta]:
    found, frames = {}, 0
    for line in lines:
        if line.begins is not None:
            found[line.key] = frames * FRAME
        frames = frames + line.pause_frames if line.announcement_id is None else 0
    return found


def still_to_come(lines: Sequence[Line], claimed: Collection[str]) -> Sequence[Line]:
    """Return the lines after the last that was claimed."""
    last = max((place for place, line in enumerate(lines) if line.key in claimed), default=-1)
    return lines[last + 1 :]


def units_of(
    lines: Iterable[Line],
    standings: Mapping[int, Standing],
    occurrence: Occurrence,
    *,
    zone_id: int,
    day: date,
    missed: Mapping[str, datetime],
) -> list[Unit]:
    """Return the lines with the pauses before them, and how each stands; `missed`: when live slots began in vain."""
    units: list[Unit] = []
    pause = ahead = timedelta(0)
    after: datetime | None = None
    for line in lines:
        if line.announcement_id is None:
            pause += line.pause_frames * FRAME
        elif line.is_spoken and line.begins is not None:
            after = line.begins + line.live_frames * FRAME
        elif line.is_spoken and occurrence.policy.moves:
            ahead += line.live_frames * FRAME  # what follows may begin as soon as the talk is over
        elif line.is_spoken:
            pause += line.live_frames * FRAME
        elif not line.instead_of or line.instead_of in missed:
            if (unit := _unit(line, line.announcement_id, standings, zone_id, day)) is None:
                continue
            over_by = missed[line.instead_of] + line.live_frames * FRAME if line.instead_of else unit.over_by
            unit = unit._replace(pause=pause, ahead=ahead, after=after, over_by=over_by)
            units.append(_late(unit, line.begins, occurrence) if line.begins else unit)
            pause, ahead, after = timedelta(0), timedelta(0), None
    return units


def _unit(line: Line, number: int, standings: Mapping[int, Standing], zone_id: int, day: date) -> Unit | None:
    """Return a line as it stands, None of what is promised no more."""
    nothing = timedelta(0)
    if line.live_frames and not line.instead_of:
        length = line.live_frames * FRAME
        return Unit(line.key, number, LIVE_TITLE, nothing, None, begins=line.begins, waits=length)
    stands = standings.get(number) or Barred(number, "?", GONE)
    if isinstance(stands, Over):
        return None
    refusal = stands.refusal(zone_id=zone_id, on=day) or ""
    cleared = stands if isinstance(stands, Cleared) and not refusal else None
    return Unit(line.key, number, stands.title, nothing, cleared, refusal, line.until, line.begins)


def _late(unit: Unit, begins: datetime, occurrence: Occurrence) -> Unit:
    """Return a unit as it is when its time was past before the occurrence began: by the policy for lost time."""
    if begins >= occurrence.starts_at:
        return unit
    if unit.waits:
        return unit._replace(begins=None, refusal=PAST)
    if unit.joins:  # what is left of it
        until = begins + unit.length
        return unit._replace(begins=None, until=min(until, unit.until or until))
    return unit if occurrence.policy.moves else unit._replace(begins=None, cleared=None, refusal=unit.refusal or PAST)
