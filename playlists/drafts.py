"""Items as they would be saved, of what is only typed so far: to be shown, never to be added to a session."""

from playlists.actions import Entry
from playlists.models import Item, ItemKind


def item_of(place: int, entry: Entry) -> Item:
    """Return an entry as an item of no playlist."""
    item = Item(place=place, kind=_kind(entry), announcement_id=entry.announcement_id, hard_start=entry.hard_start)
    item.pause_seconds = entry.pause_seconds
    item.relay_seconds = item.live_seconds = item.queue_seconds = 0.0
    if entry.relay is not None:
        item.relay_id, item.relay_seconds = entry.relay.source_id, entry.relay.seconds
        item.relay_until, item.fallback_id = entry.relay.until, entry.relay.fallback_id
    if entry.live is not None:
        item.live_seconds, item.fallback_id = entry.live.seconds, entry.live.fallback_id
    return item


def _kind(entry: Entry) -> ItemKind:
    if entry.relay is not None:
        return ItemKind.RELAY
    if entry.live is not None:
        return ItemKind.LIVE
    return ItemKind.PAUSE if entry.announcement_id is None else ItemKind.ANNOUNCEMENT
