"""The pages of the year: a month by sun and moon, days typed by a person, a wrong file, and what mourning silences."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.models import Form
from playlists.models import YearDay
from playlists.year import yearkeeping
from playlists.year.daysasked import DayAsked
from station import clock
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import LineStation
from tests.web.conftest import SignIn, look_again

TYPED = {"name": "Hội làng", "kind": "festival", "falls": "12/8 âm lịch", "days": "1", "is_on": "1"}


@pytest.fixture(autouse=True)
def days(session: Session) -> None:
    yearkeeping.begin(session, now=NOW)
    session.commit()


def named(session: Session, name: str) -> YearDay | None:
    look_again(session)
    return session.scalars(select(YearDay).where(YearDay.name == name)).one_or_none()


def test_a_month_shows_both_calendars_and_what_falls_in_it(browser: SignIn, people: People) -> None:
    page = browser(people.lan).get("/lich-thang/2027/2").text

    assert "Tháng 2 năm 2027" in page
    assert "</span>1/1</span>" in page
    assert "</span>15/1</span>" in page
    assert page.count("Tết Nguyên đán") == 5
    assert 'rel="prev" href="/lich-thang/2027/1"' in page
    assert 'rel="next" href="/lich-thang/2027/3"' in page


@pytest.mark.parametrize(("path", "status"), [("1900/1", 200), ("2100/12", 200), ("2101/1", 404), ("2026/13", 404)])
def test_months_end_where_the_lunar_calendar_does(browser: SignIn, people: People, path: str, status: int) -> None:
    assert browser(people.lan).get(f"/lich-thang/{path}").status_code == status


def test_a_year_lists_its_days_by_date(browser: SignIn, people: People) -> None:
    page = browser(people.lan).get("/lich-nam/?nam=2027").text

    assert page.index("Giỗ Tổ Hùng Vương") < page.index("30/04/2027")
    assert "16/04/2027" in page
    assert 'aria-label="Sửa ' not in page  # lan writes; the operator plans


def test_a_day_is_added_changed_switched_off_and_removed(browser: SignIn, session: Session, people: People) -> None:
    operator = browser(people.minh)

    assert operator.post("/lich-nam/moi", TYPED | {"lead_days": "5", "goal_airings": "4"}).status_code == 302
    day = named(session, "Hội làng")
    assert day is not None
    assert (day.falls, day.lead_days, day.goal_airings) == ("12/8 âm lịch", 5, 4)
    operator.post(f"/lich-nam/{day.id}", TYPED | {"falls": "13/8 âl"})
    operator.post(f"/lich-nam/{day.id}/dung", {"is_on": ""})
    changed = named(session, "Hội làng")
    assert changed is not None
    assert (changed.falls, changed.lead_days, changed.is_on) == ("13/8 âm lịch", None, False)
    operator.post(f"/lich-nam/{day.id}/bo")
    assert named(session, "Hội làng") is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"falls": "30/2"}, "Dương lịch không có ngày"),
        ({"falls": "31/1 âm lịch"}, "Âm lịch không có ngày"),
        ({"days": "0"}, "Số ngày từ 1"),
        ({"name": " "}, "Hãy đặt tên"),
        ({"name": "Quốc khánh"}, "Lịch năm đã có"),
        ({"kind": "mourning"}, "đủ năm"),
        ({"kind": "party"}, "Loại ngày là một trong"),
        ({"lead_days": "500"}, "trước từ 0 đến"),
        ({"lead_days": "5", "goal_airings": "3", "goal_minutes": "3"}, "chỉ chọn một"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_what_was_typed_still_there(
    browser: SignIn, session: Session, people: People, wrong: dict[str, str], sentence: str
) -> None:
    answer = browser(people.minh).post("/lich-nam/moi", TYPED | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert (wrong.get("name", "Hội làng")).strip() in answer.text
    assert named(session, "Hội làng") is None


def test_only_those_who_plan_change_the_year(browser: SignIn, session: Session, people: People) -> None:
    for person in (people.lan, people.hung, people.chief):
        assert browser(person).post("/lich-nam/moi", TYPED).status_code in (403, 422)

    assert named(session, "Hội làng") is None


def test_a_file_with_a_wrong_lunar_date_is_refused_in_one_sentence(
    browser: SignIn, session: Session, people: People
) -> None:
    table = "tên,loại,ngày\nHội làng,lễ hội địa phương,12/8 âm lịch\nHội đình,lễ hội địa phương,30/4/2026 âm lịch\n"
    sent = {"file": (io.BytesIO(table.encode()), "ngay.csv")}

    answer = browser(people.minh).post("/lich-nam/nhap", sent)

    assert answer.status_code == 422
    assert "dòng 3 của bảng không dùng được: Âm lịch không có ngày 30 tháng 4 năm 2026." in answer.text
    assert named(session, "Hội làng") is None


def test_what_mourning_will_silence_is_said_beforehand(
    browser: SignIn, session: Session, people: People, zones: dict[str, int]
) -> None:
    station = LineStation(session, people, zones)
    jingle, words = station.speech("Nhạc hiệu"), station.speech("Tin trong xã")
    jingle.form = Form.JINGLE
    station.book("Buổi chiều", jingle, words)
    mourned = f"{clock.local(clock.now(), SAIGON) + timedelta(days=3):%d/%m/%Y}"
    yearkeeping.keep(session, DayAsked("Quốc tang", "mourning", mourned), by=people.minh, now=NOW)
    session.commit()

    page = browser(people.minh).get("/lich-nam/").text

    assert f"{mourned} 17:00, Buổi chiều: «Nhạc hiệu»" in page
    assert "«Tin trong xã»" not in page


def test_one_press_starts_the_campaign_of_a_coming_day(
    browser: SignIn, session: Session, people: People, zones: dict[str, int]
) -> None:
    operator, on = browser(people.minh), clock.local(clock.now(), SAIGON).date() + timedelta(days=20)
    operator.post("/lich-nam/moi", TYPED | {"falls": f"{on:%d/%m/%Y}", "lead_days": "5", "goal_airings": "4"})
    day = named(session, "Hội làng")
    assert day is not None

    before = operator.get("/lich-nam/").text
    pressed = operator.post(f"/lich-nam/{day.id}/dot", {"on": on.isoformat()})
    again = operator.post(f"/lich-nam/{day.id}/dot", {"on": on.isoformat()})

    assert f"Mở đợt từ {on - timedelta(days=5):%d/%m/%Y}" in before
    assert pressed.status_code == 302
    assert f"Đợt «Tuyên truyền Hội làng {on.year}»" in operator.get("/lich-nam/").text
    assert f"Đợt «Tuyên truyền Hội làng {on.year}»" in operator.get(f"/lich-thang/{on.year}/{on.month}").text
    assert (again.status_code, "đã được mở từ trước" in again.text) == (422, True)
