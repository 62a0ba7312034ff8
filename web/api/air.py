"""The air: zones, what they hear now, and break-ins."""

from flask import g

from broadcaster import breakin_ending, breakins, queries
from station import zones
from web.api.door import answers, asker, blueprint
from web.api.schemas_air import (
    AirTold,
    BreakInAsked,
    BreakInsAsked,
    BreakInsTold,
    BreakInTold,
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


@blueprint.get("/air")
@answers(TAG, AirTold)
def show_air() -> AirTold:
    """Say what every zone hears now and next."""
    told = house().settings
    air = queries.on_air(session(), now=g.now, timezone=told.timezone, station_name=told.station_name)
    return AirTold(at=g.now, items=[ZoneAirTold.of(each) for each in air])


@blueprint.get("/break-ins")
@answers(TAG, BreakInsTold)
def list_break_ins(query: BreakInsAsked) -> BreakInsTold:
    """List break-ins, newest first."""
    return BreakInsTold(items=[BreakInTold.of(each) for each in breakins.recent(session(), since=query.start(g.now))])


@blueprint.post("/break-ins")
@answers(TAG, BreakInTold, status=201)
def order_break_in(json: BreakInAsked) -> tuple[BreakInTold, int]:
    """Interrupt zones at once with a clip."""
    break_in = breakins.order(
        session(),
        json.announcement_id,
        json.zone_ids,
        manner=json.manner(),
        by=asker(),
        now=g.now,
        timezone=house().settings.timezone,
    )
    return BreakInTold.of(break_in), 201


@blueprint.post("/break-ins/<int:break_in_id>/end")
@answers(TAG, BreakInTold)
def end_break_in(break_in_id: int) -> BreakInTold:
    """End a break-in; what it interrupted goes on."""
    return BreakInTold.of(breakin_ending.end(session(), break_in_id, by=asker(), now=g.now))


@blueprint.post("/break-ins/<int:break_in_id>/countersign")
@answers(TAG, BreakInTold)
def countersign_break_in(break_in_id: int) -> BreakInTold:
    """Sign for a break-in that went out unapproved."""
    return BreakInTold.of(breakins.countersign(session(), break_in_id, by=asker(), now=g.now))
