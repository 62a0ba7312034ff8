"""The air: zones, and what they hear now."""

from flask import g

from broadcaster import queries
from station import zones
from web.api.door import answers, asker, blueprint
from web.api.schemas_air import (
    AirTold,
    RehearsalsAsked,
    ZoneAirTold,
    ZoneAsked,
    ZonesTold,
    ZoneTold,
)
from web.context import house, session

TAG = "Phát sóng"


@blueprint.get("/zones")
@answers(TAG, ZonesTold)
def list_zones() -> ZonesTold:
    """List zones, each after the zone it lies in."""
    return ZonesTold(items=[ZoneTold.of(zone) for zone in zones.all_zones(session())])


@blueprint.post("/zones")
@answers(TAG, ZoneTold, status=201)
def add_zone(json: ZoneAsked) -> tuple[ZoneTold, int]:
    """Add a place that hears its own stream."""
    parent = zones.chosen(session(), [json.parent_id])[0] if json.parent_id else None
    return ZoneTold.of(zones.add_zone(session(), json.name, by=asker(), now=g.now, parent=parent, slug=json.slug)), 201


@blueprint.put("/zones/<int:zone_id>/rehearsals")
@answers(TAG, ZoneTold)
def mark_rehearsal_zone(zone_id: int, json: RehearsalsAsked) -> ZoneTold:
    """Say whether emergencies are rehearsed in a zone."""
    return ZoneTold.of(zones.mark_test(session(), zone_id, is_test=json.is_test, by=asker(), now=g.now))


@blueprint.get("/air")
@answers(TAG, AirTold)
def show_air() -> AirTold:
    """Say what every zone hears now and next."""
    told = house().settings
    air = queries.on_air(session(), now=g.now, timezone=told.timezone, station_name=told.station_name)
    return AirTold(at=g.now, items=[ZoneAirTold.of(each) for each in air])
