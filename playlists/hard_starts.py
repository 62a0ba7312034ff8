"""What is refused of items that begin at a time of day, before anything is saved or booked."""

from collections.abc import Iterable, Sequence
from datetime import date, time

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


def check_airing(playlist: Playlist, starts_at: time, *, field: str = "starts_at") -> None:
    """Raise BadInput for what is only a template, and where the start is after something in it should have begun."""
    if playlist.is_template:
        raise BadInput("playlist", f"«{playlist.name}» là mẫu; hãy tạo danh sách phát từ mẫu rồi đặt lịch.")
    check_against(starts_at, (item.hard_start for item in playlist.items), field=field, name=playlist.name)


def check_users(session: Session, playlist_id: int | None, times: Sequence[time | None], *, today: date) -> None:
    """Raise BadInput where a programme that airs this playlist, be it on some days only, begins after one of these."""
    if playlist_id is None or not any(times):
        return
    for programme in session.scalars(select(Programme).where(Programme.ended_at.is_(None))):
        for starts_at in sorted(_starts(programme, playlist_id, today)):
            check_against(starts_at, times, field="items", name=programme.name)


def _starts(programme: Programme, playlist_id: int, today: date) -> set[time]:
    """Return the times of day at which a programme airs a playlist, moved and exchanged days to come among them."""
    usual = {programme.playlist_id, *programme.by_day_type.values()}
    found = {programme.starts_at} if playlist_id in usual else set()
    for each in programme.exceptions:
        if max(each.day, each.to_day or each.day) >= today and playlist_id in (
            {each.playlist_id} if each.playlist_id else usual
        ):
            found.add(each.to_time or programme.starts_at)
    return found


def _ahead(begin: time, end: time) -> float:
    step = hardtimes.ahead(begin, end)
    return step.total_seconds() if step < hardtimes.HALF_A_DAY else 0.0


def _told(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
