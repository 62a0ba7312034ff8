"""Items as they are typed, and what is typed as the items it would become: those are shown, never saved."""

from playlists import live_items, relay_items
from playlists.actions import Entry
from playlists.models import Item, ItemKind
from playlists.queueing import queue_items


def item_of(place: int, entry: Entry) -> Item:
    """Return an entry as an item of no playlist."""
    item = Item(place=place, kind=_kind(entry), announcement_id=entry.announcement_id, hard_start=entry.hard_start)
    item.pause_seconds = entry.pause_seconds
    item.relay_seconds = item.live_seconds = item.queue_seconds = 0.0
    item.queue_fields = []
    if entry.queue is not None:
        item.queue_seconds, item.queue_fields = entry.queue.seconds, list(entry.queue.fields)
    if entry.relay is not None:
        item.relay_id, item.relay_seconds = entry.relay.source_id, entry.relay.seconds
        item.relay_until, item.fallback_id = entry.relay.until, entry.relay.fallback_id
    if entry.live is not None:
        item.live_seconds, item.fallback_id = entry.live.seconds, entry.live.fallback_id
    return item


def entry_of(item: Item) -> Entry:
    """Return an item as it would have been typed."""
    relay = relay_items.entry_of(item) if item.relay_id else None
    live = live_items.entry_of(item) if item.kind == ItemKind.LIVE else None
    queue = queue_items.entry_of(item) if item.kind == ItemKind.QUEUE else None
    return Entry(item.announcement_id, item.pause_seconds, relay, live, queue, item.hard_start)


def _kind(entry: Entry) -> ItemKind:
    if entry.relay is not None:
        return ItemKind.RELAY
    if entry.live is not None:
        return ItemKind.LIVE
    if entry.queue is not None:
        return ItemKind.QUEUE
    return ItemKind.PAUSE if entry.announcement_id is None else ItemKind.ANNOUNCEMENT
