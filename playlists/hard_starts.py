"""What is refused of items that begin at a time of day, before anything is saved or booked."""

from collections.abc import Iterable, Sequence
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists import hardtimes
from playlists.models import Playlist, Programme
from station.errors import BadInput


def check_order(times: Iterable[time | None]) -> None:
    """Raise BadInput where a later item would have to begin before an earlier one; pure."""
    problem = hardtimes.order_problem(each for each in times if each is not None)
    if problem is not None:
        first, second = (_told(each) for each in problem)
        raise BadInput("items", f"Mục hẹn đúng {second} đứng sau mục hẹn đúng {first}; hãy xếp theo thứ tự giờ.")


def check_relay(hard_start: time | None, until: time | None) -> None:
    """Raise BadInput for a relay that would be over when it begins; pure."""
    if hard_start is not None and until is not None and not _ahead(hard_start, until) > 0:
        raise BadInput("items", f"Tiếp sóng hẹn đúng {_told(hard_start)} mà phải kết thúc lúc {_told(until)}.")


def check_against(starts_at: time, times: Iterable[time | None], *, field: str, name: str) -> None:
    """Raise BadInput for an item that would have to begin before its programme; pure."""
    for each in times:
        if each is not None and not hardtimes.is_ahead(starts_at, each):
            raise BadInput(
                field, f"Mục hẹn đúng {_told(each)} nằm trước giờ bắt đầu {_told(starts_at)} của chương trình «{name}»."
            )


def check_programme(playlist: Playlist, starts_at: time) -> None:
    """Raise BadInput where a programme would begin after something in its playlist should have."""
    check_against(starts_at, (item.hard_start for item in playlist.items), field="starts_at", name=playlist.name)


def check_users(session: Session, playlist_id: int | None, times: Sequence[time | None]) -> None:
    """Raise BadInput where a running programme of this playlist begins after one of these times."""
    if playlist_id is None or not any(times):
        return
    users = select(Programme).where(Programme.playlist_id == playlist_id, Programme.ended_at.is_(None))
    for programme in session.scalars(users):
        check_against(programme.starts_at, times, field="items", name=programme.name)


def _ahead(begin: time, end: time) -> float:
    step = hardtimes.ahead(begin, end)
    return step.total_seconds() if step < hardtimes.HALF_A_DAY else 0.0


def _told(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
