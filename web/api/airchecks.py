"""Air-checks: recordings of what went out in a zone."""

from datetime import datetime
from typing import Self

from flask import Response, g

from broadcaster.outputs.aircheck import pieces
from broadcaster.outputs.aircheck.pieces import Piece
from station import clock, zones
from station.models import Zone
from station.roles import Deed, require
from web.api.door import answers, asker, blueprint
from web.api.schemas import Asked, Day, Digits, Told
from web.context import house, session
from web.growing import send_growing

TAG = "Bản ghi lưu"


class AirChecksAsked(Asked):
    """Of which zone, and which day of the commune (today unless told)."""

    zone: Digits
    day: Day | None = None


class AirCheckTold(Told):
    """One recording; its first frame went out at `starts_at`, and every place in it is a time."""

    name: str
    zone_slug: str
    starts_at: datetime
    seconds: float
    bytes: int

    @classmethod
    def of(cls, zone: Zone, piece: Piece) -> Self:
        return cls(
            name=piece.name, zone_slug=zone.slug, starts_at=piece.starts_at, seconds=piece.seconds, bytes=piece.size
        )


class AirChecksTold(Told):
    """The recordings of a day, in order."""

    items: list[AirCheckTold]


@blueprint.get("/air-checks")
@answers(TAG, AirChecksTold)
def list_air_checks(query: AirChecksAsked) -> AirChecksTold:
    """List what was recorded in a zone on a day."""
    require(asker(), Deed.HEAR)
    (zone,) = zones.chosen(session(), [query.zone])
    told = house().settings
    day = query.day or clock.local(g.now, told.timezone).date()
    found = pieces.of_day(pieces.folder_of(told.home, zone.slug), day, told.timezone)
    return AirChecksTold(items=[AirCheckTold.of(zone, piece) for piece in found])


@blueprint.get("/air-checks/<slug>/<name>")
@answers(TAG)
def send_air_check(slug: str, name: str) -> Response:
    """Send a recording as MPEG audio, whole or by byte range; one that still grows, as far as it is."""
    require(asker(), Deed.HEAR)
    path = pieces.path_of(house().settings.home, zones.by_slug(session(), slug).slug, name)
    return send_growing(path, f"{slug}_{name}", to_keep=False)
