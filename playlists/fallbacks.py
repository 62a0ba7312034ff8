"""A playlist that stands in where another item gives no sound: a relay that fails, a slot in which nobody speaks."""

from sqlalchemy.orm import Session

from playlists.models import Playlist
from station.errors import BadInput, NotFound


def check(session: Session, fallback_id: int | None, playlist_id: int | None) -> None:
    """Raise BadInput, NotFound where a playlist cannot stand in for an item of another."""
    if fallback_id is None:
        return
    fallback = session.get(Playlist, fallback_id)
    if fallback is None:
        raise NotFound("danh sách phát", fallback_id)
    if fallback_id == playlist_id:
        raise BadInput("items", "Danh sách dự phòng phải là một danh sách khác.")
    if not any(item.announcement_id for item in fallback.items):
        raise BadInput("items", f"Danh sách dự phòng «{fallback.name}» cần ít nhất một bản tin.")
