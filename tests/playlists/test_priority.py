"""Who sounds over whom, and what a programme may be booked as."""

import pytest

from playlists import priority
from playlists.priority import BOOKABLE, PRIORITY_NAMES, Priority
from station.errors import BadInput


def test_the_order_is_urgent_live_high_programme_filler() -> None:
    names = [PRIORITY_NAMES[each] for each in sorted(Priority, reverse=True)]

    assert names == ["Khẩn cấp", "Trực tiếp", "Ưu tiên", "Thường", "Nhạc nền"]


@pytest.mark.parametrize("number", [*BOOKABLE, 1, 100])
def test_these_may_be_booked(number: int) -> None:
    priority.check_bookable(number)


@pytest.mark.parametrize("number", [Priority.URGENT, Priority.LIVE, 101, 499, 501, -1, -99, -101, 10**9])
def test_nothing_else_may_be_booked(number: int) -> None:
    with pytest.raises(BadInput):
        priority.check_bookable(number)


@pytest.mark.parametrize(("number", "kind"), [(1000, "URGENT"), (500, "HIGH"), (100, "PROGRAMME"), (-100, "FILLER")])
def test_every_number_belongs_to_a_class(number: int, kind: str) -> None:
    assert priority.kind(number) is Priority[kind]
