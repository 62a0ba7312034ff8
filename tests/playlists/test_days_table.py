"""The commune's days as a table: what the station comes with, what goes out and in, what is refused whole."""

from datetime import date

import holidays
import pytest

from content.lexicontable import BadTable
from playlists.year import daystable, yeardays
from playlists.year.daysasked import DayAsked, Lead, campaign_name, cleaned, period
from playlists.year.fallstyped import falls
from playlists.year.yeardays import Day, Kept, Kind
from station.errors import BadInput
from tests.house.sources import ROOT

OURS = (ROOT / "playlists" / "year" / "days.tsv").read_bytes()
HEADER = "tên,loại,ngày,số ngày\n"

# DOMAIN 3.2: what falls when, by the moon.
BY_THE_MOON = {
    "Ông Công, ông Táo": (date(2026, 2, 10), date(2027, 1, 30)),
    "Khai hội chùa Bái Đính": (date(2026, 2, 22), date(2027, 2, 11)),
    "Chợ Viềng": (date(2026, 2, 23), date(2027, 2, 12)),
    "Khai ấn đền Trần": (date(2026, 3, 2), date(2027, 2, 19)),
    "Lễ hội Phủ Dầy": (date(2026, 4, 19), date(2027, 4, 9)),
    "Lễ hội Hoa Lư": (date(2026, 4, 24), date(2027, 4, 14)),
    "Giỗ Tổ Hùng Vương": (date(2026, 4, 26), date(2027, 4, 16)),
    "Phật đản": (date(2026, 5, 31), date(2027, 5, 20)),
    "Tết Đoan ngọ": (date(2026, 6, 19), date(2027, 6, 9)),
    "Lễ Vu Lan, rằm tháng Bảy": (date(2026, 8, 27), date(2027, 8, 16)),
    "Tết Trung thu": (date(2026, 9, 25), date(2027, 9, 15)),
    "Giỗ Đức Thánh Trần": (date(2026, 9, 30), date(2027, 9, 20)),
}


def days() -> list[Day]:
    return [Day(each.name, Kind(each.kind), falls(each.falls), each.days) for each in daystable.parsed(OURS)]


@pytest.mark.parametrize(("name", "dates"), BY_THE_MOON.items())
def test_a_day_of_the_moon_falls_where_it_is_known_to(name: str, dates: tuple[date, date]) -> None:
    (day,) = [each for each in days() if each.name == name]

    assert (*day.falls.in_year(2026), *day.falls.in_year(2027)) == dates


@pytest.mark.parametrize("year", [*range(2026, 2041), 2060, 2090])
def test_our_holidays_are_those_that_the_library_knows(year: int) -> None:
    known = holidays.country_holidays("VN", years=year, language="vi", observed=False)
    rows = [(day.kind.value, str(day.falls), day.days) for day in days() if day.kind is Kind.HOLIDAY]

    ours = yeardays.calendar(rows, date(year, 1, 1), date(year, 12, 31)).public_holidays

    beyond = {day for day in known if day not in ours}
    assert ours <= set(known)
    assert all(known[day] == "Quốc khánh" or "thay cho" in known[day] for day in beyond)


def test_what_goes_out_comes_back_the_same() -> None:
    ours = daystable.parsed(OURS)

    assert daystable.parsed(daystable.written_out(ours).encode()) == ours


def test_a_table_of_a_spreadsheet_with_semicolons_and_a_mark_is_understood() -> None:
    table = "\ufeffTên;Loại;Ngày\nHội làng;Lễ hội địa phương;12/8 âm lịch\n"

    (day,) = daystable.parsed(table.encode())

    assert day == DayAsked("Hội làng", "festival", "12/8 âm lịch")


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ("Hội,lễ hội địa phương,12/8 âm lịch\nTết,ngày nghỉ lễ,31/12 âm lịch\n", 3, "31/12 âm lịch"),
        ("Hội,lễ hội địa phương,30/4/2026 âm lịch\n", 2, "ngày 30 tháng 4 năm 2026"),
        ("Hội,hội hè,12/8\n", 2, "Loại ngày"),
        ("Hội,lễ hội địa phương,12/8,nhiều\n", 2, "số nguyên"),
        ("Hội,lễ hội địa phương,12/8,500\n", 2, "Số ngày"),
        ("Hội,lễ hội địa phương,12/8\nHội,lễ hội địa phương,12/9\n", 3, "đã có ở dòng 2"),
        ("Tang,quốc tang,1/5\n", 2, "đủ năm"),
        (",lễ hội địa phương,12/8\n", 2, "đặt tên"),
        ("Hội,lễ hội địa phương,12/8,1,thừa\n", 2, "có 5 cột"),
        ('"Hội,lễ hội địa phương,12/8\n', 2, "ngoặc kép"),
        ("", 1, "từ 1 đến"),
    ],
)
def test_a_wrong_table_is_refused_whole_and_its_first_wrong_line_named(lines: str, line: int, why: str) -> None:
    with pytest.raises(BadTable) as refused:
        daystable.parsed((HEADER + lines).encode())

    assert f"dòng {line}" in str(refused.value)
    assert why in str(refused.value)


@pytest.mark.parametrize("table", [b"", b"a,b\n", "tên,loại\n".encode(), b"\x50\x4b\x03\x04\xff\xfe", b'"'])
def test_what_is_no_table_of_days_is_refused(table: bytes) -> None:
    with pytest.raises(BadTable):
        daystable.parsed(table)


def test_names_are_kept_in_one_spelling() -> None:
    decomposed = DayAsked("Ho\u0323\u0302i  la\u0300ng", "festival", "12/8 âm lịch".replace("â", "a\u0302"))

    assert cleaned(decomposed) == DayAsked("Hội làng", "festival", "12/8 âm lịch")


def test_two_dates_say_how_long_and_a_length_that_contradicts_them_is_refused() -> None:
    asked = DayAsked("Quốc tang", "mourning", "25/07/2024 - 26/07/2024")

    found = cleaned(asked)

    assert (found.falls, found.days) == ("25/07/2024", 2)
    with pytest.raises(BadInput):
        cleaned(DayAsked("Quốc tang", "mourning", "25/07/2024 - 26/07/2024", days=5))


def test_a_campaign_runs_from_so_many_days_before_to_the_last_day() -> None:
    kept = Kept(Day("Chợ Viềng", Kind.FESTIVAL, falls("7/1 âm lịch"), 2), date(2027, 2, 12), date(2027, 2, 13))

    assert period(Lead(10), kept) == (date(2027, 2, 2), date(2027, 2, 13))
    assert campaign_name(Lead(10), kept) == "Tuyên truyền Chợ Viềng 2027"
    assert campaign_name(Lead(10, name="Vui hội xuân"), kept) == "Vui hội xuân 2027"
