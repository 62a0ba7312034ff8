"""The page of the check: begun by a button, watched, read, and led from to where things are put right."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster.preflight import runs
from broadcaster.preflight.models import PreflightRun
from broadcaster.preflight.values import Finding, Kind, Report, Row, Where
from station import clock, preferences, settings
from station.models import Person
from station.preferences import Preferences
from tests.conftest import SAIGON, People
from tests.web.conftest import SignIn, look_again

FINDINGS = {
    Where.ANNOUNCEMENT: "/ban-tin/7",
    Where.PLAYLIST: "/danh-sach-phat/7",
    Where.PROGRAMME: "/chuong-trinh/#programme-7",
    Where.OUTPUT: "/quan-tri/dau-ra/#output-7",
    Where.CAMPAIGN: "/dot-tuyen-truyen/7",
    Where.RELAY: "/tiep-song/7",
}


def finished(session: Session, *findings: Finding, station: tuple[Finding, ...] = ()) -> PreflightRun:
    now = clock.now()
    day = clock.local(now, SAIGON).date() + timedelta(days=1)
    run = runs.begin(session, day, "minh", now=now)
    at = now + timedelta(hours=9)
    rows = (Row("p1@x", 1, "Sáng", at, 1, "Toàn xã", findings), Row("p1@x", 1, "Sáng", at, 2, "Thôn Đông"))
    runs.finish(session, run.id, Report(rows, station), settings.load({}), now=now)
    session.commit()
    return run


def red(where: Where = Where.ANNOUNCEMENT) -> Finding:
    return Finding(Kind.UNAPPROVED, "«Thu thuế»: chưa duyệt; hãy duyệt trước 05:00.", where, 7)


def test_the_button_begins_a_check_and_leads_to_it(
    session: Session, browser: SignIn, people: People, begun: list[tuple[str, ...]]
) -> None:
    answer = browser(people.minh).post("/kiem-tra/")

    run = runs.newest(session)
    assert run and answer.location == f"/kiem-tra/{run.id}"
    assert begun == [("preflight", str(run.id))]
    waiting = browser(people.minh).get(answer.location).text
    assert "Đang kiểm tra" in waiting and f'hx-get="/kiem-tra/{run.id}/ket-qua"' in waiting


@pytest.mark.parametrize(("where", "address"), FINDINGS.items())
def test_every_reason_leads_to_where_it_is_put_right(
    session: Session, browser: SignIn, people: People, where: Where, address: str
) -> None:
    finished(session, red(where))

    page = browser(people.lan).get("/kiem-tra/").text

    assert "«Thu thuế»: chưa duyệt; hãy duyệt trước 05:00." in page
    assert f'href="{address}"' in page


def test_red_stands_first_and_each_zone_has_its_cell(session: Session, browser: SignIn, people: People) -> None:
    finished(session, red(), station=(Finding(Kind.DISK, "Ổ đĩa sắp đầy; hãy xóa bớt."),))

    page = browser(people.lan).get("/kiem-tra/").text

    assert page.index("2 mục đỏ") < page.index("Ổ đĩa sắp đầy") < page.index("«Thu thuế»") < page.index("Từng khu vực")
    assert page.count('href="#do-1"') == 1 and 'id="do-1"' in page
    assert page.count("xanh</span>") == 1


@pytest.mark.parametrize(("findings", "words"), [((red(),), "có 1 mục đỏ"), ((), "mọi buổi đều sẵn sàng")])
def test_the_first_page_says_how_the_coming_day_stands(
    session: Session, browser: SignIn, people: People, findings: tuple[Finding, ...], words: str
) -> None:
    run = finished(session, *findings)

    page = browser(people.lan).get("/").text

    assert words in page and f'href="/kiem-tra/{run.id}"' in page


def test_a_check_that_died_says_so(session: Session, browser: SignIn, people: People) -> None:
    now = clock.now()
    run = runs.begin(session, now.date(), "minh", now=now - timedelta(minutes=10))
    session.commit()

    page = browser(people.lan).get(f"/kiem-tra/{run.id}").text

    assert "bị dừng giữa chừng" in page and "hx-get" not in page


@pytest.mark.parametrize("day", ["hôm qua", "2020-01-01", "31/02/2027"])
def test_a_day_that_cannot_be_checked_is_one_sentence_at_its_box(browser: SignIn, people: People, day: str) -> None:
    answer = browser(people.minh).post("/kiem-tra/", {"ngay": day})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_an_inspector_reads_and_begins_nothing(browser: SignIn, inspector: Person) -> None:
    someone = browser(inspector)

    assert "Kiểm tra ngay" not in someone.get("/kiem-tra/").text
    assert someone.post("/kiem-tra/").status_code == 403


def test_the_administrator_sets_the_hour_and_the_deadline(session: Session, browser: SignIn, people: People) -> None:
    chief = browser(people.chief)

    saved = chief.post("/kiem-tra/quy-dinh", {"preflight_at": "19:00", "cut_off_minutes": "45"})
    refused = chief.post("/kiem-tra/quy-dinh", {"preflight_at": "19:00", "cut_off_minutes": "999"})
    look_again(session)

    assert (saved.status_code, refused.status_code) == (302, 422)
    assert 'id="cut_off_minutes-wrong"' in refused.text
    kept = preferences.read(session)
    assert kept == Preferences(preflight_at=kept.preflight_at.replace(hour=19), cut_off_minutes=45)
