"""Campaigns and the queue through the pages."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.models import Announcement, Campaign, QueueEntry
from playlists.models import Playlist
from tests.conftest import People
from tests.web.conftest import SignIn, look_again

DAYS = {"first_day": "22/11/2026", "last_day": "15/12/2026"}
TAX = {"name": "Thu thuế đất", "basis": "Kế hoạch 12/KH-UBND", "unit": "Chi cục thuế", "goal": "30", **DAYS}


def test_the_operator_opens_a_campaign_and_queues_its_announcement(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], approved: Announcement
) -> None:
    minh = browser(people.minh)
    opened = minh.post("/dot-tuyen-truyen/moi", {**TAX, "zones": str(zones["xa"])})
    enlisted = minh.post(f"{opened.location}/ban-tin", {"announcement": str(approved.id)})
    minh.post(enlisted.location, {"a_day": "2", "total": "12", "gap_hours": "3", "urgency": "priority"})

    look_again(session)
    page, listed = minh.get(opened.location).text, minh.get("/dot-tuyen-truyen/").text
    assert session.scalars(select(QueueEntry)).one().total == 12
    assert "Trong hàng chờ" in page and "0/30 lượt" in page and "thiếu 30 lượt" in page
    assert "Đang diễn ra (1)" in listed and "Thu thuế đất" in listed
    assert approved.current.title in minh.get("/hang-cho/").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"last_day": "1/11/2026"}, "Ngày kết thúc đợt phải từ ngày bắt đầu"),
        ({"goal": "0,5"}, "Hãy gõ một số nguyên"),
        ({"goal": "20000"}, "Mục tiêu từ 1 đến 10.000 lượt"),
        ({"name": " "}, "Hãy đặt tên đợt"),
        ({"first_day": ""}, "Hãy chọn ngày"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused_with_everything_typed_kept(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], typed: dict[str, str], sentence: str
) -> None:
    answer = browser(people.minh).post("/dot-tuyen-truyen/moi", {**TAX, "zones": str(zones["xa"]), **typed})

    assert answer.status_code == 422
    assert sentence in answer.text and "12/KH-UBND" in answer.text
    assert not session.scalars(select(Campaign)).all()


def test_a_bad_queue_value_is_told_beside_its_box(
    session: Session, browser: SignIn, people: People, approved: Announcement
) -> None:
    answer = browser(people.minh).post(f"/hang-cho/{approved.id}", {"a_day": "99", "total": "7"})

    assert answer.status_code == 422
    assert 'id="a_day-wrong"' in answer.text and 'value="7"' in answer.text
    assert not session.scalars(select(QueueEntry)).all()


def test_a_playlist_takes_a_queue_item_through_its_form(session: Session, browser: SignIn, people: People) -> None:
    minh, fields = browser(people.minh), ["Y tế, dân số", "Pháp luật"]
    step = minh.post("/danh-sach-phat/moi", {"do": "queue", "queue_length": "10:00", "queue_fields": fields})
    line = step.text.partition('name="entries" value="')[2].partition('"')[0]
    minh.post("/danh-sach-phat/moi", {"do": "save", "name": "Tự lấy tin", "entries": line})

    item = session.scalars(select(Playlist)).one().items[0]
    assert (item.queue_seconds, item.queue_fields) == (600.0, sorted(fields))
    assert "Lấy từ hàng chờ, tối đa 10 phút 00 giây" in step.text
    assert "Pháp luật, Y tế, dân số" in minh.get("/danh-sach-phat/1").text


def test_an_announcements_page_tells_when_it_will_be_heard_or_that_it_will_not(
    browser: SignIn, people: People, approved: Announcement
) -> None:
    page = browser(people.lan).get(f"/ban-tin/{approved.id}").text

    assert "Trong 7 ngày tới chưa có lượt phát nào" in page and f"/hang-cho/{approved.id}" in page


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"total": "0"}, "total"),
        ({"total": "9"}, "first_day"),
        ({"total": "9", "first_day": "2026-11-23"}, "last_day"),
    ],
)
def test_a_total_without_its_days_cannot_be_spread(
    browser: SignIn, people: People, approved: Announcement, terms: dict[str, str], field: str
) -> None:
    answer = browser(people.minh).post(f"/hang-cho/{approved.id}", {"a_day": "2", "is_spread": "1", **terms})

    assert answer.status_code == 422
    assert "Muốn rải đều" in answer.text and f'id="{field}-wrong"' in answer.text
