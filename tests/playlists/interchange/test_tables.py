"""Schedules in tables: the columns found, the rows read, what is wrong said at its row."""

from datetime import date, datetime, time

import pytest

from playlists.interchange.entry import Entry, Reading
from playlists.interchange.intake import reading
from tests.conftest import SAIGON
from tests.playlists.interchange.books import book

TODAY = date(2026, 11, 22)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def read(name: str, data: bytes) -> Reading:
    return reading(name, data, today=TODAY, timezone=SAIGON)


def from_rows(*rows: list[object], merged: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    return read("lich.xlsx", book({"Lịch": rows}, merged)).entries


def test_a_plain_table_is_read_by_its_headings() -> None:
    (entry,) = from_rows(
        [
            "STT",
            "Ngày",
            "Giờ",
            "Kết thúc",
            "Chương trình",
            "Khu vực",
            "Danh sách phát",
            "Người phụ trách",
            "Thời lượng",
        ],
        [1, "23/11/2026", "5h30", "5h45", "Bản tin sáng", "Thôn Đông", "Tin sáng", "Chị Lan", "15 phút"],
    )

    assert entry == Entry(
        place="Lịch, dòng 2",
        name="Bản tin sáng",
        playlist="Tin sáng",
        zones="Thôn Đông",
        person="Chị Lan",
        starts_at=time(5, 30),
        ends_at=time(5, 45),
        seconds=900,
        first_day=MONDAY,
    )


@pytest.mark.parametrize(
    "headings",
    [
        ["Thứ", "Bắt đầu", "Nội dung"],
        ["THỨ", "THỜI GIAN", "NỘI DUNG PHÁT THANH"],
        ["thu", "gio phat", "ten chuong trinh"],
        ["Thứ trong tuần", "Giờ phát sóng", "Tên chương trình (chuyên mục)"],
    ],
)
def test_headings_are_known_with_and_without_diacritics(headings: list[object]) -> None:
    (entry,) = from_rows(["Lịch phát tuần 48"], headings, ["T2, T4", "05:30", "Tin xã"])

    assert (entry.weekdays, entry.starts_at, entry.name) == ((0, 2), time(5, 30), "Tin xã")


def test_excels_own_dates_and_times_are_read() -> None:
    (entry,) = from_rows(["Ngày", "Giờ", "Nội dung"], [datetime.combine(MONDAY, time()), time(17, 0), "Tin xã"])

    assert (entry.first_day, entry.starts_at) == (MONDAY, time(17))


def test_a_communes_own_form_with_merged_cells_is_read() -> None:
    entries = from_rows(
        ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["XÃ NGHĨA HƯNG", None, None, "Độc lập - Tự do - Hạnh phúc"],
        ["LỊCH PHÁT THANH TUẦN 48"],
        ["Ngày", "Buổi", "Chuyên mục", "Nội dung", "Người phụ trách", "Thời lượng"],
        ["Thứ Hai\n23/11/2026", "Sáng", "Tin xã", "Tin trong ngày", "Lan", "10 phút"],
        [None, None, "Pháp luật", "Luật Đất đai", "Minh", "5 phút"],
        [None, "Chiều", "Sức khỏe", "Sốt xuất huyết", "Lan", "10'"],
        ["Thứ Ba\n24/11/2026", "Sáng", "Tin xã", "Tin trong ngày", "Lan", "10"],
        ["Nơi nhận:", None, None, "TM. ỦY BAN NHÂN DÂN"],
        ["- Lưu: VT", None, None, "CHỦ TỊCH"],
        merged=("A3:F3", "A5:A7", "B5:B6"),
    )

    told = [(each.first_day, each.session, each.follows, each.name, each.seconds) for each in entries]
    assert told == [
        (MONDAY, "sang", False, "Tin xã", 600),
        (MONDAY, "sang", True, "Pháp luật", 300),
        (MONDAY, "chieu", False, "Sức khỏe", 600),
        (TUESDAY, "sang", False, "Tin xã", 600),
    ]
    assert not any(each.problems for each in entries)


def test_a_day_or_a_session_written_across_the_table_holds_for_the_rows_below() -> None:
    entries = from_rows(
        ["Ngày", "Giờ", "Nội dung"],
        ["Thứ Hai, ngày 23/11/2026"],
        [None, "5h30", "Tin xã"],
        [None, "17h00", "Pháp luật"],
        ["Thứ Ba, ngày 24/11/2026"],
        [None, "5h30", "Sức khỏe"],
        merged=("A2:C2", "A5:C5"),
    )

    assert [(each.first_day, each.name) for each in entries] == [
        (MONDAY, "Tin xã"),
        (MONDAY, "Pháp luật"),
        (TUESDAY, "Sức khỏe"),
    ]


def test_two_rows_of_headings_are_read_together() -> None:
    (entry,) = from_rows(
        ["Ngày", "Thời gian", None, "Nội dung"],
        [None, "Bắt đầu", "Kết thúc", None],
        ["23/11/2026", "5h30", "6h00", "Tin xã"],
        merged=("A1:A2", "B1:C1", "D1:D2"),
    )

    assert (entry.starts_at, entry.ends_at, entry.name) == (time(5, 30), time(6), "Tin xã")


def test_every_sheet_is_read() -> None:
    rows = [["Ngày", "Giờ", "Nội dung"], ["23/11/2026", "5h30", "Tin xã"]]

    found = read("lich.xlsx", book({"Tuần 48": rows, "Tuần 49": rows, "Ghi chú": [["không có gì"]]}))

    assert [each.place for each in found.entries] == ["Tuần 48, dòng 2", "Tuần 49, dòng 2"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["31/11/2026", "5h30", "Tin"], "Không hiểu ngày «31/11/2026»."),
        (["23/11/2026", "25h00", "Tin"], "Không hiểu giờ «25h00»."),
        (["Thứ Ba 23/11/2026", "5h30", "Tin"], "Ngày 23/11/2026 là Thứ Hai, không phải Thứ Ba."),
        (["thứ mười", "5h30", "Tin"], "Không hiểu thứ trong tuần «thứ mười»."),
        ([None, "5h30", "Tin"], "Chưa có ngày hoặc thứ."),
    ],
)
def test_what_is_wrong_in_a_row_is_said_in_one_sentence_at_that_row(row: list[object], problem: str) -> None:
    wrong, right = from_rows(["Ngày", "Giờ", "Nội dung"], row, ["24/11/2026", "17h", "Tin"])

    assert wrong.problems == (problem,)
    assert right.problems == ()


def test_a_formula_is_never_computed_nor_shown() -> None:
    entries = from_rows(
        ["Ngày", "Giờ", "Nội dung"], ["23/11/2026", "5h30", '=HYPERLINK("http://x")'], ["24/11/2026", "5h", "B"]
    )

    assert [each.name for each in entries] == ["B"]


def test_a_day_that_cannot_be_read_is_not_taken_for_the_day_above() -> None:
    first, wrong, below = from_rows(
        ["Ngày", "Giờ", "Nội dung"], ["23/11/2026", "5h30", "A"], ["31/11/2026", "5h30", "B"], [None, "17h", "C"]
    )

    assert [each.first_day for each in (first, wrong, below)] == [MONDAY, None, None]
    assert below.problems == ("Chưa có ngày hoặc thứ.",)


def test_a_session_of_one_day_is_not_taken_for_the_next() -> None:
    _, second = from_rows(["Ngày", "Buổi", "Nội dung"], ["23/11/2026", "Chiều", "A"], ["24/11/2026", None, "B"])

    assert (second.session, second.starts_at) == ("", None)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_csv_is_read_whatever_parts_its_cells_and_however_it_is_encoded(mark: str, code: str) -> None:
    rows = [["Ngày", "Giờ", "Nội dung"], ["23/11/2026", "5h30", "Phòng cháy"]]

    (entry,) = read("lich.csv", "\r\n".join(mark.join(row) for row in rows).encode(code)).entries

    assert (entry.first_day, entry.starts_at, entry.name) == (MONDAY, time(5, 30), "Phòng cháy")


def test_a_csv_of_the_old_vietnamese_code_page_is_read() -> None:
    decomposed = "Ngày,Giờ,Nội dung\n23/11/2026,5h30,Phòng bệnh, chữa bệnh\n"
    data = decomposed.translate(OLD).encode("cp1258")

    (entry,) = read("lich.csv", data).entries

    assert entry.name == "Phòng bệnh"


# The code page has the vowels with their hats, and the tone marks apart.
OLD = str.maketrans({"ờ": "ơ\u0300", "ộ": "ô\u0323", "ệ": "ê\u0323", "ò": "o\u0300", "ữ": "ư\u0303"})


def test_where_a_sheet_tells_the_series_the_sheets_of_single_days_are_left_out() -> None:
    days = [["Ngày", "Giờ", "Nội dung"], ["23/11/2026", "5h30", "Tin xã"]]
    series = [
        ["Chương trình", "Lặp lại", "Giờ", "Từ ngày", "Đến ngày", "Mức ưu tiên", "Phải kết thúc trước"],
        ["Tin xã", "Thứ Hai, Thứ Tư", "05:30", "23/11/2026", "30/12/2026", "Ưu tiên", "06:00"],
    ]

    found = read("lich.xlsx", book({"Lịch tuần": days, "Chương trình": series}))

    (entry,) = found.entries
    assert (entry.weekdays, entry.first_day, entry.last_day) == ((0, 2), MONDAY, date(2026, 12, 30))
    assert (entry.priority, entry.hard_end) == (500, time(6))
    assert len(found.remarks) == 1
