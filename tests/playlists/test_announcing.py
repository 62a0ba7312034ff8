"""What a line says: the words for days and hours, and of what airs, who, where and in which order."""

from datetime import date, datetime, time, timedelta

import pytest

from content import lines as blanks
from content.clearance import NOT_FILLED, NOT_VOICED, Barred, Cleared, Fillable, Filled, Standing
from content.models import Form
from playlists import announcing
from playlists.announcing import NothingToTell, Said, Start
from playlists.rundown import Line
from playlists.timetable import Occurrence
from station import clock
from tests.conftest import SAIGON

SUNDAY = datetime(2026, 11, 22, 5, 30, tzinfo=SAIGON)
ALL = "{đài}|{ngày}|{ngày âm}|{giờ}|{chương trình}|{nội dung}"
HELLO, FIRST, SECOND, JINGLE, DRAFT = 1, 2, 3, 4, 5


def at(year: int, month: int, day: int) -> datetime:
    return clock.local(clock.instant(date(year, month, day), time(5, 30), SAIGON), SAIGON)


def cleared(number: int, title: str, *, zones: set[int] | None = None, form: Form = Form.SPEECH) -> Cleared:
    where = frozenset(zones or {1, 2})
    return Cleared(number, title, "normal", f"{number}" * 64, 100, number, where, None, None, form)


def hello(text: str = ALL, *fillings: Filled) -> Fillable:
    return Fillable(cleared(HELLO, "Lời chào", form=Form.LINE), 7, text, fillings)


def standings(text: str = ALL) -> dict[int, Standing]:
    return {
        HELLO: hello(text),
        FIRST: cleared(FIRST, "Tiêm chủng."),
        SECOND: cleared(SECOND, "Thu gom rác", zones={1}),
        JINGLE: cleared(JINGLE, "Nhạc hiệu", form=Form.JINGLE),
        DRAFT: Barred(DRAFT, "Nháp", "chưa duyệt"),
    }


PLAYLIST = tuple(Line(f"{number}.1", number) for number in (JINGLE, HELLO, SECOND, FIRST, DRAFT, FIRST))
MORNING = Occurrence(9, "Buổi sáng", 1, SUNDAY, frozenset({1, 2}), 0, SUNDAY - timedelta(days=9), "p9")


def words(known: dict[int, Standing], *, lines: tuple[Line, ...] = PLAYLIST) -> announcing.Words:
    return announcing.words([MORNING], {"p9": lines}, known, station_name="Đài xã Sen", timezone=SAIGON)


def test_every_blank_has_a_value() -> None:
    start = Start("Đài xã Sen", "Buổi sáng", SUNDAY, ("Một",))

    assert announcing.said(ALL, start).text == (
        "Đài xã Sen|Chủ nhật, ngày 22 tháng 11 năm 2026|ngày 14 tháng 10 năm Bính Ngọ|5 giờ 30 phút|Buổi sáng|Một"
    )
    assert set(blanks.blanks(ALL)) == set(blanks.BLANKS)


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (at(2026, 2, 17), "ngày mùng 1 tháng Giêng năm Bính Ngọ"),
        (at(2026, 2, 10), "ngày 23 tháng Chạp năm Ất Tỵ"),
        (at(2026, 4, 26), "ngày mùng 10 tháng 3 năm Bính Ngọ"),
        (at(2026, 9, 25), "ngày 15 tháng 8 năm Bính Ngọ"),
        (at(2025, 7, 25), "ngày mùng 1 tháng 6 nhuận năm Ất Tỵ"),
        (at(2026, 4, 6), "ngày 19 tháng 2 năm Bính Ngọ"),
        (at(2026, 2, 16), "ngày 29 tháng Chạp năm Ất Tỵ"),  # giao thừa of a year whose last month is short
        (at(2027, 2, 5), "ngày 29 tháng Chạp năm Bính Ngọ"),
        (at(2028, 1, 25), "ngày 29 tháng Chạp năm Đinh Mùi"),
        (at(2027, 2, 6), "ngày mùng 1 tháng Giêng năm Đinh Mùi"),
        (at(2028, 7, 7), "ngày 15 tháng 5 nhuận năm Mậu Thân"),
        (at(2033, 12, 22), "ngày mùng 1 tháng 11 nhuận năm Quý Sửu"),
    ],
)
def test_a_lunar_date_is_said_as_people_say_it(day: datetime, lunar: str) -> None:
    assert announcing.lunar_words(day) == lunar


def test_the_week_is_named_as_the_commune_names_it() -> None:
    week = [announcing.solar_words(SUNDAY + timedelta(days=number)).split(",")[0] for number in range(7)]

    assert week == ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"]


def test_a_full_hour_has_no_minutes() -> None:
    assert announcing.hour_words(SUNDAY.replace(hour=17, minute=0)) == "17 giờ"


@pytest.mark.parametrize(
    ("titles", "spoken"),
    [(["Một"], "Một"), (["Một", "Hai."], "Một; và Hai"), (["Một", "Hai", "Ba?"], "Một; Hai; và Ba")],
)
def test_titles_are_said_as_a_list(titles: list[str], spoken: str) -> None:
    assert announcing.contents_words(titles) == spoken


def test_an_empty_list_is_never_announced() -> None:
    with pytest.raises(NothingToTell):
        announcing.contents_words([])


def test_what_airs_is_listed_once_in_its_order_without_jingles_and_refused_items() -> None:
    found = words(standings("{nội dung}"))

    assert found["p9", 1] == {HELLO: Said("Thu gom rác; và Tiêm chủng")}


def test_a_zone_is_told_of_nothing_that_it_will_not_hear() -> None:
    found = words(standings("{nội dung}"))

    assert found["p9", 2] == {HELLO: Said("Tiêm chủng")}


def test_a_line_that_is_not_approved_for_a_zone_says_nothing_there() -> None:
    known = standings("{đài}") | {HELLO: Fillable(cleared(HELLO, "Lời chào", zones={1}), 7, "{đài}")}

    found = words(known)

    assert (found["p9", 1], found["p9", 2]) == ({HELLO: Said("Đài xã Sen")}, {})


def test_a_line_that_is_not_approved_at_all_says_nothing() -> None:
    assert words(standings() | {HELLO: Barred(HELLO, "Lời chào", "chưa duyệt")}) == {}


def test_the_commune_s_day_counts_and_not_greenwich_s() -> None:
    early = Occurrence(9, "Sáng", 1, clock.instant(date(2026, 2, 17), time(5), SAIGON), frozenset({1}), 0, SUNDAY, "p9")

    found = announcing.words([early], {"p9": PLAYLIST}, standings("{ngày}"), station_name="", timezone=SAIGON)

    assert found["p9", 1][HELLO].text == "thứ Ba, ngày 17 tháng 2 năm 2026"


def test_a_line_that_finds_nothing_to_list_is_refused_with_the_reason() -> None:
    known = standings("{nội dung}")

    there = announcing.standings_there(words(known, lines=PLAYLIST[:2]), known)

    reason = there["p9", 1][HELLO].refusal(zone_id=1, on=SUNDAY.date())
    assert reason == "buổi phát không có nội dung nào để giới thiệu"


def test_a_day_outside_the_lunar_calendar_is_a_reason_and_no_crash() -> None:
    said = announcing.said("{ngày âm}", Start("", "", at(2101, 1, 1), ()))

    assert (said.text, said.problem) == ("", "Không đổi được ngày 01/01/2101 sang âm lịch.")


def test_only_the_filling_with_exactly_these_words_is_cleared() -> None:
    other, right = Filled("Tiêm chủng", "b" * 64, 10), Filled("Thu gom rác; và Tiêm chủng", "c" * 64, 20)
    known = standings() | {HELLO: hello("{nội dung}", other)}
    complete = standings() | {HELLO: hello("{nội dung}", other, right)}

    without, with_it = (announcing.standings_there(words(each), each)["p9", 1][HELLO] for each in (known, complete))

    assert without.refusal(zone_id=1, on=SUNDAY.date()) == NOT_VOICED != NOT_FILLED
    assert isinstance(with_it, Cleared)
    assert with_it.clip_sha256 == "c" * 64
