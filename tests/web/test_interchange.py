"""Schedules given out through the pages: printed, .docx, .xlsx, and brought in again."""

import html
import io
import re
import zipfile
from datetime import UTC, date, datetime, time, timedelta

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from content import actions as content
from playlists import actions as plans
from playlists import queries
from playlists.catchup import CatchUp
from playlists.daytypes import DayType
from playlists.interchange.intake import reading
from playlists.recurring.recurrence import LunarDays
from station.models import Person
from tests.conftest import NOW, SAIGON, People
from tests.web.conftest import SignIn, look_again
from tests.web.test_schedules import form_of

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
TODAY = datetime.now(UTC).astimezone(SAIGON).date()  # noqa: TID251 - the pages read the clock themselves
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
WEEK = f"tu={MONDAY.isoformat()}&ky=tuan"
EVIL = '=HYPERLINK("http://x")'
HEAD = "authority=Ủy ban nhân dân xã Nghĩa Hưng&number=&place=Nghĩa Hưng&recipients=- Các thôn;%0ALưu: VT"
SIGNED = "signer_role=TM. ỦY BAN NHÂN DÂN%0AKT. CHỦ TỊCH&signer=Nguyễn Văn A"


@pytest.fixture(autouse=True)
def booked(session: Session, people: People, zones: dict[str, int]) -> None:
    """A series of every kind there is, with names that a spreadsheet might run."""
    terms = content.Terms([zones["xa"]])
    texts = [
        content.write(session, content.Wording(title, "Lời."), terms, by=people.lan, now=NOW)
        for title in (EVIL, "Điện")
    ]
    entries = [*(plans.Entry(text.id) for text in texts), plans.Entry(pause_seconds=300)]
    playlist = plans.save_playlist(session, "Bản tin; sáng, trưa", entries, by=people.minh, now=NOW)

    def book(name: str, where: list[int], timing: plans.Timing) -> None:
        plans.book(session, name, playlist.id, where, timing, by=people.minh, now=NOW, timezone=SAIGON)

    book(EVIL, [zones["thon-dong"], zones["thon-tay"]], plans.Timing(time(5, 30), MONDAY, [0, 2, 4]))
    book("Một lần", [zones["xa"]], plans.Timing(time(17), MONDAY + timedelta(days=1), hard_end=time(17, 30)))
    late = plans.Timing(
        time(10, 45, 30), MONDAY, range(7), date(2031, 1, 2), 500, catch_up=CatchUp.LATE, late_minutes=7
    )
    book("@Ưu tiên", [zones["thon-tay"]], late)
    lunar = plans.Timing(
        time(18),
        MONDAY,
        rule=LunarDays(frozenset(range(1, 31, 3))),
        by_type={DayType.MOURNING: None, DayType.HOLIDAY: playlist.id},
    )
    book("Rằm, mồng một", [zones["xa"]], lunar)
    session.commit()


def facts(session: Session) -> set[tuple[object, ...]]:
    look_again(session)
    return {
        (
            each.name,
            each.playlist_id,
            each.starts_at,
            each.first_day,
            each.last_day,
            str(each.rule),
            tuple(sorted(each.by_day_type.items())),
            tuple(each.zone_ids),
            each.priority,
            each.catch_up,
            each.late_minutes,
            each.hard_end,
        )
        for each in queries.programmes(session)
        if each.ended_at is None
    }


def test_what_is_taken_away_for_a_spreadsheet_comes_back_as_the_same_programmes(
    session: Session, browser: SignIn, people: People
) -> None:
    minh, before = browser(people.minh), facts(session)
    taken = minh.get(f"/nhap-xuat-lich/lich-phat-thanh.xlsx?{WEEK}")

    for each in list(queries.programmes(session)):
        plans.end_programme(session, each.id, by=people.minh, now=NOW)
    session.commit()
    page = minh.post("/nhap-lich/", {"file": (io.BytesIO(taken.data), "lich.xlsx")}).text
    answer = minh.post("/nhap-lich/dat-lich", {**form_of(page), "do": "book"})

    assert "chỉ đọc trang đó" in page
    assert answer.status_code == 302
    assert facts(session) == before


def test_the_sheet_of_days_alone_is_a_schedule_too(browser: SignIn, people: People) -> None:
    taken = browser(people.minh).get(f"/nhap-xuat-lich/lich-phat-thanh.xlsx?{WEEK}").data
    made = load_workbook(io.BytesIO(taken))
    made.remove(made.worksheets[1])
    kept = io.BytesIO()
    made.save(kept)

    entries = reading("lich.xlsx", kept.getvalue(), today=TODAY, timezone=SAIGON).entries

    assert len(entries) in (3 + 1 + 7 + 2, 3 + 1 + 7 + 3)
    assert (entries[0].first_day, entries[0].starts_at, entries[0].name) == (MONDAY, time(5, 30), EVIL)
    assert not any(each.problems for each in entries)


def test_no_cell_is_ever_a_formula(browser: SignIn, people: People) -> None:
    taken = browser(people.minh).get(f"/nhap-xuat-lich/lich-phat-thanh.xlsx?{WEEK}").data

    made = load_workbook(io.BytesIO(taken))
    cells = [cell for sheet in made.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert risky and all(cell.quotePrefix for cell in risky)
    with zipfile.ZipFile(io.BytesIO(taken)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_the_paper_for_a_word_processor_is_laid_out_as_an_official_document(browser: SignIn, people: People) -> None:
    answer = browser(people.lan).get(f"/nhap-xuat-lich/lich-phat-thanh.docx?{WEEK}&{HEAD}&{SIGNED}")

    made = docx.Document(io.BytesIO(answer.data))
    section, (head, table, foot) = made.sections[0], made.tables
    text = "\n".join(cell.text for part in (head, foot) for row in part.rows for cell in row.cells)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="lich-phat-thanh-{MONDAY}.docx"'
    assert [round(each.mm) for each in (section.left_margin, section.right_margin, section.top_margin)] == [30, 15, 20]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text and "ỦY BAN NHÂN DÂN XÃ NGHĨA HƯNG" in text
    assert "Số: ........./.................." in text
    assert "Nghĩa Hưng, ngày ..... tháng ..... năm ........" in text
    assert "- Các thôn\n- Lưu: VT" in text and "KT. CHỦ TỊCH" in text and "Nguyễn Văn A" in text
    assert [cell.text for cell in table.rows[0].cells][:4] == ["Ngày", "Buổi, giờ", "Chuyên mục", "Nội dung"]
    assert table.rows[1].cells[0].text.startswith(f"Thứ Hai\n{MONDAY:%d/%m/%Y}\n(")
    assert table.rows[1].cells[0].text.endswith(" ÂL)")
    assert {run.font.name for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs} == {
        "Times New Roman"
    }


def test_the_printed_page_has_every_day_with_its_lunar_date_and_leaves_blanks_blank(
    browser: SignIn, people: People
) -> None:
    page = html.unescape(browser(people.lan).get(f"/nhap-xuat-lich/in?{WEEK}").text)

    assert f"Tuần từ ngày {MONDAY:%d/%m/%Y} đến ngày {MONDAY + timedelta(days=6):%d/%m/%Y}" in page
    assert [name for name in ("Thứ Hai", "Thứ Ba", "Chủ nhật") if name in page] == ["Thứ Hai", "Thứ Ba", "Chủ nhật"]
    assert len(re.findall(r"\d{1,2}/\d{1,2}( nhuận)? ÂL", page)) == 7
    assert "ngày ..... tháng ..... năm" in page
    assert EVIL in page and "05:30" in page and "Minh" in page
    assert "<script" not in page and " style=" not in page


def test_a_paper_of_one_zone_has_what_is_heard_there(browser: SignIn, people: People, zones: dict[str, int]) -> None:
    page = html.unescape(browser(people.lan).get(f"/nhap-xuat-lich/in?{WEEK}&khu-vuc={zones['thon-dong']}").text)

    assert "Thôn Đông" in page and "Khu vực</th>" not in page
    assert EVIL in page and "Một lần" in page
    assert "@Ưu tiên" not in page


def test_a_month_and_a_stretch_of_days_can_be_asked_for(browser: SignIn, people: People) -> None:
    lan = browser(people.lan)

    month = lan.get("/nhap-xuat-lich/in?ky=thang&tu=2027-02-10").text
    days = lan.get("/nhap-xuat-lich/in?ky=khoang&tu=2027-02-10&den=2027-02-12").text

    assert "Tháng 2 năm 2027" in month
    assert "Từ ngày 10/02/2027 đến ngày 12/02/2027" in days


@pytest.mark.parametrize(
    "asked",
    [
        "ky=khoang&tu=2027-02-10&den=2027-02-01",
        "ky=khoang&tu=2027-02-10&den=2028-02-01",
        "ky=khoang&tu=2027-02-10",
        "tu=9999-12-31",
        "tu=mai",
        "day=mai",
        "khu-vuc=x",
    ],
)
@pytest.mark.parametrize("door", ["in", "lich-phat-thanh.docx", "lich-phat-thanh.xlsx"])
def test_a_period_that_cannot_be_is_one_sentence(browser: SignIn, people: People, asked: str, door: str) -> None:
    answer = browser(people.lan).get(f"/nhap-xuat-lich/{door}?{asked}")

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_the_head_of_the_paper_is_remembered_by_the_browser(browser: SignIn, people: People) -> None:
    lan = browser(people.lan)

    lan.get(f"/nhap-xuat-lich/in?{WEEK}&{HEAD}&{SIGNED}")
    page = html.unescape(lan.get("/nhap-xuat-lich/").text)

    assert 'value="Ủy ban nhân dân xã Nghĩa Hưng"' in page
    assert "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH" in page


@pytest.mark.parametrize("role", ROLES)
def test_everybody_prints_and_only_operators_are_offered_to_bring_in(
    browser: SignIn, everybody: dict[str, Person], role: str
) -> None:
    page = browser(everybody[role]).get("/nhap-xuat-lich/")

    assert page.status_code == 200
    assert "http://localhost/calendar/thon-dong.ics" in page.text
    assert ("Nhập lịch từ tệp" in page.text) == (role == "operator")
