"""Alarms, for programs that watch over the station."""

from flask import g

from broadcaster import alarms
from web.api.door import answers, asker, blueprint
from web.api.schemas_alarms import AlarmsAsked, AlarmsTold, AlarmTold
from web.context import session

TAG = "Báo động"


@blueprint.get("/alarms")
@answers(TAG, AlarmsTold)
def list_alarms(query: AlarmsAsked) -> AlarmsTold:
    """List alarms, newest first; those that go on have no end."""
    found = alarms.recent(session(), before=query.before, limit=query.limit + 1)
    items = [AlarmTold.of(each) for each in found[: query.limit]]
    return AlarmsTold(items=items, next=items[-1].id if len(found) > query.limit else None)


@blueprint.post("/alarms/<int:alarm_id>/acknowledge")
@answers(TAG, AlarmTold)
def acknowledge_alarm(alarm_id: int) -> AlarmTold:
    """Write down who has seen an alarm."""
    return AlarmTold.of(alarms.acknowledge(session(), alarm_id, by=asker(), now=g.now))
