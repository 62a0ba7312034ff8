"""Files that are no schedules: one clear sentence, quickly, and within bounds."""

import time
from datetime import date

import pytest

from playlists.interchange import apart
from playlists.interchange.apart import reading_apart
from playlists.interchange.errors import (
    FileDamaged,
    FileEmpty,
    FileTooBig,
    HasMacros,
    NoColumns,
    OldExcel,
    Refused,
    ScheduleError,
    Suspicious,
    TooHard,
    TooManyRows,
    UnknownKind,
    UnknownLetters,
    WrongExtension,
)
from playlists.interchange.intake import reading
from tests.conftest import SAIGON
from tests.playlists.interchange.books import book, calendar, part_of, with_part

TODAY = date(2026, 11, 22)
HEADINGS = ["Ngày", "Giờ", "Nội dung"]
BOOK = book({"Lịch": [HEADINGS, ["23/11/2026", "5h30", "Tin xã"]]})
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
TYPES = part_of(BOOK, "[Content_Types].xml")
MERGED = part_of(BOOK, SHEET).replace(
    b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
)
FAR = part_of(BOOK, SHEET).replace(
    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
)
EVENT = "UID:1\nSUMMARY:Tin xã\nDTSTART:20261123T053000"
REFUSED: list[tuple[str, str, bytes, type[ScheduleError]]] = [
    ("nothing", "a.csv", b"", FileEmpty),
    ("headings alone", "a.csv", "Ngày,Giờ,Nội dung\n".encode(), FileEmpty),
    ("no headings", "a.csv", b"1,2,3\n4,5,6\n", NoColumns),
    ("an empty workbook", "a.xlsx", book({"Lịch": []}), FileEmpty),
    ("a workbook of something else", "a.xlsx", book({"Lương": [["Họ tên", "Lương"], ["Lan", 5]]}), NoColumns),
    ("10 MB", "a.csv", b"23/11/2026,5h30,Tin\n" * 520_000, FileTooBig),
    ("many rows", "a.csv", "Ngày,Giờ,Nội dung\n".encode() + b"23/11/2026,5h30,Tin\n" * 301, TooManyRows),
    ("very many rows", "a.csv", "Ngày,Giờ,Nội dung\n".encode() + b"23/11/2026,5h30,Tin\n" * 60_000, TooManyRows),
    ("a picture", "a.png", b"\x89PNG\r\n", UnknownKind),
    ("OpenDocument", "a.ods", b"PK\x03\x04", UnknownKind),
    ("no extension", "lich", b"abc", UnknownKind),
    ("old Excel", "a.xls", b"\xd0\xcf\x11\xe0" + bytes(100), OldExcel),
    ("locked Excel", "a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(100), OldExcel),
    ("macros", "a.xlsm", BOOK, HasMacros),
    ("macros under another name", "a.xlsx", with_part(BOOK, "xl/vbaProject.bin", b"x"), HasMacros),
    (
        "a workbook that says it has macros",
        "a.xlsx",
        with_part(BOOK, "[Content_Types].xml", TYPES.replace(b"spreadsheetml.sheet.main", b"macroEnabled.main")),
        HasMacros,
    ),
    ("a PDF called Excel", "a.xlsx", b"%PDF-1.7", WrongExtension),
    ("text called Excel", "a.xlsx", "Ngày,Giờ".encode(), WrongExtension),
    ("Excel called text", "a.csv", BOOK, WrongExtension),
    ("Excel called calendar", "a.ics", BOOK, WrongExtension),
    ("a calendar called text", "a.csv", calendar(EVENT), WrongExtension),
    ("TCVN3 letters", "a.csv", "Ng\u00b5y,Gi\u00ea,N\u00e9i dung\n".encode("latin-1"), UnknownLetters),
    ("bytes of no text", "a.csv", b"Ng\xd2y,\x00\x01\xff\xfe\x00" * 3, NoColumns),
    ("a cut zip", "a.xlsx", BOOK[:2000], FileDamaged),
    ("a zip of something else", "a.xlsx", with_part(BOOK, "[Content_Types].xml", b"<x/>"), FileDamaged),
    ("broken XML", "a.xlsx", with_part(BOOK, SHEET, b"<worksheet>"), FileDamaged),
    ("a zip bomb", "a.xlsx", with_part(BOOK, "xl/media/x.xml", bytes(41 * 1024 * 1024)), Suspicious),
    ("an XML bomb", "a.xlsx", with_part(BOOK, SHEET, LAUGHS), Suspicious),
    ("merged cells without end", "a.xlsx", with_part(BOOK, SHEET, MERGED), Suspicious),
    ("one cell very far away", "a.xlsx", with_part(BOOK, SHEET, FAR), TooManyRows),
    ("a calendar without events", "a.ics", calendar(), FileEmpty),
    ("a cut calendar", "a.ics", calendar(EVENT)[:-30], FileDamaged),
    ("a calendar of nonsense", "a.ics", b"BEGIN:VCALENDAR\r\n\x01\x02;;;:::\r\nEND:VEVENT", FileDamaged),
    ("very many events", "a.ics", calendar(*[EVENT] * 2001), TooManyRows),
]


@pytest.mark.parametrize(("_", "name", "data", "error"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_file_that_is_no_schedule_is_refused_with_one_sentence(
    _: str, name: str, data: bytes, error: type[ScheduleError]
) -> None:
    begun = time.monotonic()

    with pytest.raises(error) as refusal:
        reading(name, data, today=TODAY, timezone=SAIGON)

    assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value)
    assert time.monotonic() - begun < 5


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    (entry,) = reading_apart("lịch.xlsx", BOOK, today=TODAY, timezone=SAIGON).entries

    assert (entry.name, entry.first_day) == ("Tin xã", date(2026, 11, 23))


def test_the_process_apart_passes_the_sentence_on() -> None:
    with pytest.raises(Refused, match=r"macro nên không được nhận"):
        reading_apart("a.xlsm", BOOK, today=TODAY, timezone=SAIGON)


def test_a_file_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MEMORY_BYTES", 32 * 1024 * 1024)

    with pytest.raises(TooHard):
        reading_apart("a.xlsx", BOOK, today=TODAY, timezone=SAIGON)


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)

    with pytest.raises(TooHard):
        reading_apart("a.xlsx", BOOK, today=TODAY, timezone=SAIGON)
