"""What a printed schedule says beside days and hours: which holiday it is, and what the queue draws from."""

import html
import io
import re
from datetime import UTC, datetime, time, timedelta

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from content import actions as content
from content import campaigns, queueing
from content.campaigns import CampaignAsked
from content.models import Announcement
from content.queueing import QueueAsked
from playlists import actions as plans
from playlists.daytypes import DayType
from playlists.interchange.intake import reading
from playlists.queueing.queue_items import QueueRoom
from playlists.year import yearkeeping
from playlists.year.daysasked import DayAsked
from tests.conftest import NOW, SAIGON, People
from tests.web.conftest import SignIn

TODAY = datetime.now(UTC).astimezone(SAIGON).date()  # noqa: TID251 - the pages read the clock themselves
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
WEEK = f"tu={MONDAY.isoformat()}&ky=tuan"


def test_a_holiday_is_named_on_the_paper_and_has_the_contents_of_its_own_playlist(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    terms = content.Terms([zones["xa"]])
    wish = content.write(session, content.Wording("Chúc Tết", "Lời."), terms, by=people.lan, now=NOW)
    usual, festive = (
        plans.save_playlist(session, name, entries, by=people.minh, now=NOW)
        for name, entries in (("Thường", [plans.Entry(pause_seconds=60)]), ("Tết", [plans.Entry(wish.id)]))
    )
    holiday = DayAsked(f"Tết của xã {MONDAY:%d/%m/%Y}", "holiday", f"{MONDAY:%d/%m/%Y}")
    yearkeeping.keep(session, holiday, by=people.minh, now=NOW)
    daily = plans.Timing(time(6), MONDAY, range(7), by_type={DayType.HOLIDAY: festive.id})
    plans.book(session, "Sáng", usual.id, [zones["thon-dong"]], daily, by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()

    page = html.unescape(browser(people.lan).get(f"/nhap-xuat-lich/in?{WEEK}&khu-vuc={zones['thon-dong']}").text)

    assert page.count("Tết của xã") == 1
    assert "Tết của xã\n" in page or "Tết của xã<" in page  # without the date that keeps such names apart
    assert page.count("Chúc Tết") == 1


@pytest.mark.parametrize("door", ["in", "lich-phat-thanh.docx", "lich-phat-thanh.xlsx"])
def test_a_paper_of_programmes_that_draw_from_the_queue_names_the_campaigns_once(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], door: str
) -> None:
    days = (MONDAY, MONDAY + timedelta(days=9))
    asked = CampaignAsked("Nông thôn mới", "KH 1", *days, "Khác", "Phòng Kinh tế", (zones["xa"],), 9, None)
    campaigns.start(session, asked, by=people.minh, now=NOW)
    drawing = plans.save_playlist(session, "Rút", [plans.Entry(queue=QueueRoom(300))], by=people.minh, now=NOW)
    daily = plans.Timing(time(6), MONDAY, range(7))
    before = browser(people.lan).get(f"/nhap-xuat-lich/{door}?{WEEK}").data
    plans.book(session, "Sáng", drawing.id, [zones["thon-dong"]], daily, by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()

    taken = browser(people.lan).get(f"/nhap-xuat-lich/{door}?{WEEK}").data

    told = f"- Nông thôn mới (từ {days[0]:%d/%m/%Y} đến {days[1]:%d/%m/%Y}; Phòng Kinh tế)"
    assert [words(each, door).count(told) for each in (before, taken)] == [0, 1]
    if door.endswith("xlsx"):
        assert reading("lich.xlsx", taken, today=TODAY, timezone=SAIGON).entries  # still brought in again


def test_a_week_s_paper_names_what_will_be_drawn_and_a_month_s_only_that_something_is(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], approved: Announcement
) -> None:
    queueing.queue(session, approved.id, QueueAsked(), by=people.minh, now=NOW)
    drawing = plans.save_playlist(session, "Rút", [plans.Entry(queue=QueueRoom(300))], by=people.minh, now=NOW)
    daily = plans.Timing(time(6), MONDAY, range(7))
    plans.book(session, "Sáng", drawing.id, [zones["thon-dong"]], daily, by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()
    title, generic = approved.current.title, "Bản tin theo các đợt tuyên truyền"

    week, month = (
        html.unescape(browser(people.lan).get(f"/nhap-xuat-lich/in?{asked}").text)
        for asked in (WEEK, f"tu={MONDAY.isoformat()}&ky=thang")
    )

    assert (week.count(title), week.count(generic)) == (7, 0)
    assert month.count(title) == 0 and month.count(generic) > 0


def words(taken: bytes, door: str) -> list[str]:
    """Return the lines of a paper."""
    if door.endswith("docx"):
        return [each.text for each in docx.Document(io.BytesIO(taken)).paragraphs]
    if door.endswith("xlsx"):
        sheet = load_workbook(io.BytesIO(taken)).worksheets[0]
        return [str(cell.value) for row in sheet.iter_rows() for cell in row]
    return [html.unescape(text) for text in re.findall(r"<p>(.*?)</p>", taken.decode())]
