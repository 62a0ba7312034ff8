"""Days, times, lengths and weekdays as people and spreadsheets write them."""

from datetime import date, datetime, time, timedelta

import pytest

from playlists.interchange.moments import Unreadable, day_of, later_by, seconds_of, times_of
from playlists.interchange.plain import plain, tidy
from playlists.interchange.weekdays import told, weekdays_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("23/11/2026", date(2026, 11, 23)),
        ("3-1-2027", date(2027, 1, 3)),
        ("3.1.27", date(2027, 1, 3)),
        ("2026-11-23", date(2026, 11, 23)),
        ("Thứ Hai, ngày 23/11/2026", date(2026, 11, 23)),
        ("Thứ Hai\n(23/11/2026)", date(2026, 11, 23)),
        ("ngày 23 tháng 11 năm 2026", date(2026, 11, 23)),
        (datetime.combine(date(2026, 11, 23), time()), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (46349, date(2026, 11, 23)),
        (46349.0, date(2026, 11, 23)),
        ("46349", date(2026, 11, 23)),
        ("29/02/2028", date(2028, 2, 29)),
        ("Thứ Hai", None),
        ("", None),
    ],
)
def test_a_day_is_read_however_it_is_written(written: object, day: date | None) -> None:
    assert day_of(written, today=TODAY) == (day, False)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("23/11", date(2026, 11, 23)),
        ("21/11", date(2026, 11, 21)),
        ("02/01", date(2027, 1, 2)),
        ("29/2", date(2028, 2, 29)),
    ],
)
def test_a_day_without_its_year_is_the_nearest_one_and_said_to_be_guessed(written: str, day: date) -> None:
    assert day_of(written, today=TODAY) == (day, True)


@pytest.mark.parametrize("written", ["29/02/2027", "31/11/2026", "0/1/2026", "1/13/2026", "1/1/1999", 5, 99999])
def test_a_day_that_is_none_is_not_read_as_another(written: object) -> None:
    with pytest.raises(Unreadable):
        day_of(written, today=TODAY)


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("5h30", [time(5, 30)]),
        ("05:30", [time(5, 30)]),
        ("5 giờ 30 phút", [time(5, 30)]),
        ("5g30", [time(5, 30)]),
        ("17h", [time(17)]),
        ("05:30:10", [time(5, 30, 10)]),
        ("5h30 - 6h00", [time(5, 30), time(6)]),
        ("5 giờ 30 đến 6 giờ", [time(5, 30), time(6)]),
        ("5h chiều", [time(17)]),
        ("Sáng (5h30)", [time(5, 30)]),
        (time(5, 30), [time(5, 30)]),
        (timedelta(hours=5, minutes=30), [time(5, 30)]),
        (datetime.combine(date(2026, 11, 23), time(5, 30)), [time(5, 30)]),
        (5.5 / 24, [time(5, 30)]),
        ("0,229166667", [time(5, 30)]),
        ("buổi sáng", []),
    ],
)
def test_a_time_of_day_is_read_however_it_is_written(written: object, times: list[time]) -> None:
    assert times_of(written) == times


@pytest.mark.parametrize("written", ["25h00", "5h75", "24:00", 5.3, 24, timedelta(days=2)])
def test_a_time_that_no_day_has_is_refused(written: object) -> None:
    with pytest.raises(Unreadable):
        times_of(written)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("15 phút", 900),
        ("15'", 900),
        ("15", 900),
        (15, 900),
        ("1 giờ 30 phút", 5400),
        ("1h30p", 5400),
        ("2 phút 30 giây", 150),
        ("2'30\"", 150),
        ("00:15:00", 900),
        ("15:00", 900),
        ("khoảng 15 phút", 900),
        ("90 giây", 90),
        (time(0, 15), 900),
        (timedelta(minutes=15), 900),
        (15 / 1440, 900),
        ("", None),
    ],
)
def test_a_length_is_read_however_it_is_written(written: object, seconds: int | None) -> None:
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["dài", "-5", "99999 phút", "15 quả"])
def test_a_length_that_is_none_is_refused(written: object) -> None:
    with pytest.raises(Unreadable):
        seconds_of(written)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Thứ Hai", (0,)),
        ("thu hai", (0,)),
        ("T2", (0,)),
        ("2", (0,)),
        (2, (0,)),
        (2.0, (0,)),
        ("Thứ 2, thứ 4, thứ 6", (0, 2, 4)),
        ("T2, T4; T6", (0, 2, 4)),
        ("2-4-6", (0, 2, 4)),
        ("2-6", (0, 1, 2, 3, 4)),
        ("Thứ 2 đến thứ 6", (0, 1, 2, 3, 4)),
        ("Từ thứ 2 đến thứ 6", (0, 1, 2, 3, 4)),
        ("T7-CN", (5, 6)),
        ("Thứ Tư và Chủ nhật", (2, 6)),
        ("CN", (6,)),
        ("Hằng ngày", tuple(range(7))),
        ("hàng ngày", tuple(range(7))),
        ("Thứ Hai (23/11/2026)", (0,)),
        ("Thứ Hai, ngày 23/11", (0,)),
        ("", ()),
        (None, ()),
    ],
)
def test_weekdays_are_read_however_they_are_written(written: object, days: tuple[int, ...]) -> None:
    assert weekdays_of(written) == days


@pytest.mark.parametrize("written", ["9", "mai", "thứ nhất rồi", "T9", "0"])
def test_what_is_no_weekday_is_refused(written: object) -> None:
    with pytest.raises(Unreadable):
        weekdays_of(written)


@pytest.mark.parametrize("days", [(0,), (6,), (0, 2, 4), tuple(range(7)), (2, 3)])
def test_weekdays_told_in_words_are_read_back(days: tuple[int, ...]) -> None:
    assert weekdays_of(told(days)) == days


def test_a_length_past_midnight_has_no_end_on_that_day() -> None:
    assert later_by(time(23, 50), 600) is None
    assert later_by(time(5, 30), 900) == time(5, 45)


def test_words_are_compared_without_diacritics_marks_and_case() -> None:
    assert plain("Chương trình / NỘI DUNG") == "chuong trinh noi dung"
    assert plain("Đài\u00a0truyền thanh") == plain("đài truyền thanh".upper())
    assert tidy(" a\n\u200b b\x07 ") == "a b"
