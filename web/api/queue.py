"""The queue from which programmes draw, and what they will draw."""

from flask import g

from broadcaster import forecast
from content import actions, campaign_queries, queueing
from content.models import QueueEntry
from station.errors import NotFound
from web.api.door import answers, asker, blueprint
from web.api.schemas_queue import ComingTold, OutlookTold, PassedTold, QueueEntryTold, QueueTerms, QueueTold
from web.context import house, session

TAG = "Hàng chờ phát"
DAYS = 7


@blueprint.get("/queue")
@answers(TAG, QueueTold)
def list_queue() -> QueueTold:
    """List what waits to be drawn, what ends first coming first."""
    return QueueTold(items=[QueueEntryTold.of(entry) for entry, _ in campaign_queries.queued(session())])


@blueprint.get("/queue/<int:announcement_id>")
@answers(TAG, QueueEntryTold)
def get_queue_entry(announcement_id: int) -> QueueEntryTold:
    """Show how an announcement is queued."""
    entry = session().get(QueueEntry, announcement_id)
    if entry is None:
        raise NotFound("bản tin trong hàng chờ", announcement_id)
    return QueueEntryTold.of(entry)


@blueprint.put("/queue/<int:announcement_id>")
@answers(TAG, QueueEntryTold)
def queue_announcement(announcement_id: int, json: QueueTerms) -> QueueEntryTold:
    """Queue an announcement, or change how it is queued."""
    return QueueEntryTold.of(queueing.queue(session(), announcement_id, json.asked(), by=asker(), now=g.now))


@blueprint.delete("/queue/<int:announcement_id>")
@answers(TAG, QueueTold)
def unqueue_announcement(announcement_id: int) -> QueueTold:
    """Take an announcement out of the queue; what remains is told."""
    queueing.unqueue(session(), announcement_id, by=asker(), now=g.now)
    return QueueTold(items=[QueueEntryTold.of(entry) for entry, _ in campaign_queries.queued(session())])


@blueprint.get("/queue/<int:announcement_id>/outlook")
@answers(TAG, OutlookTold)
def show_outlook(announcement_id: int) -> OutlookTold:
    """Show when an announcement will be aired in the next seven days and why then, and why not."""
    actions.get(session(), announcement_id)
    found = forecast.read(session(), now=g.now, days=DAYS, timezone=house().settings.timezone)
    passed = [
        PassedTold(programme_name=start.programme_name, starts_at=start.starts_at, reason=why)
        for start, why in found.passed_over(announcement_id)
    ]
    return OutlookTold(coming=[ComingTold.of(each) for each in found.coming([announcement_id])], passed_over=passed)
