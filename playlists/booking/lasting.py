"""How long playlists last, all of them at once: reads, changes nothing."""

from collections.abc import Callable
from datetime import time, timedelta
from functools import cache

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from content.models import Announcement, Clip, Revision
from playlists import queries
from playlists.models import Item, ItemKind, Playlist
from playlists.rundown import FRAME

Lasts = Callable[[int, time], timedelta]  # a playlist that begins at this time of day


def lasting(session: Session) -> Lasts:
    """Return how long each playlist lasts: of those with only sounds and pauses at once, of any other when asked."""
    plain = _plain(session)

    @cache
    def lasts(playlist_id: int, starts_at: time) -> timedelta:
        if playlist_id in plain:
            return plain[playlist_id]
        playlist = session.get(Playlist, playlist_id)
        return queries.length(session, playlist, starts_at) if playlist else timedelta(0)

    return lasts


def _plain(session: Session) -> dict[int, timedelta]:
    """Return the lengths that one sum can tell; a relay's, a draw's and that of what waits for its hour need more."""
    item = Item.__table__.c
    is_plain = and_(item.kind.in_((ItemKind.ANNOUNCEMENT, ItemKind.PAUSE)), item.hard_start.is_(None))
    says_now = and_(Revision.announcement_id == Announcement.id, Revision.number == Announcement.number)
    rows = session.execute(
        select(item.playlist_id, func.coalesce(func.sum(Clip.frames), 0), func.sum(item.pause_seconds))
        .select_from(Item.__table__)
        .outerjoin(Announcement, Announcement.id == item.announcement_id)
        .outerjoin(Revision, says_now)
        .outerjoin(Clip, Clip.sha256 == Revision.clip_sha256)
        .group_by(item.playlist_id)
        .having(func.sum(case((is_plain, 0), else_=1)) == 0)
    )
    return {playlist_id: frames * FRAME + timedelta(seconds=pauses) for playlist_id, frames, pauses in rows}
