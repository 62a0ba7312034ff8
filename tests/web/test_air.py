"""The air, break-ins and the log through the pages."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins
from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent, BreakIn
from content.models import Announcement, Urgency
from station import ledger
from station.models import Person
from tests.conftest import NOW, People
from tests.web.conftest import SHA, SignIn, look_again

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]


def typed(chosen: Announcement, **more: object) -> dict[str, object]:
    given = {"announcement": chosen.id, "zones": chosen.zone_ids, "times": "2", "gap_seconds": "1,5"}
    return {**given, "revision": chosen.current.id, **more}


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_break_in_do(
    session: Session, browser: SignIn, everybody: dict[str, Person], approved: Announcement, role: str
) -> None:
    someone = browser(everybody[role])

    seen = someone.post("/dang-phat/phat-khan/xem-lai", typed(approved)).status_code
    sent = someone.post("/dang-phat/phat-khan", typed(approved)).status_code

    found = breakins.recent(session, since=NOW - timedelta(days=1))
    if role in ("operator", "approver"):
        assert (seen, sent, found[0].times, found[0].gap_seconds) == (200, 302, 2, 1.5)
    else:
        assert (seen, sent, found) == (403, 403, [])


def test_the_second_step_shows_what_will_sound_and_sends_it_on(
    browser: SignIn, people: People, approved: Announcement
) -> None:
    page = browser(people.minh).post("/dang-phat/phat-khan/xem-lai", typed(approved)).text

    assert f"/clips/{SHA}.mp3" in page
    assert "Toàn xã" in page
    assert f'name="revision" value="{approved.current.id}"' in page


@pytest.mark.parametrize(
    "change",
    [
        {"announcement": ""},
        {"announcement": "999"},
        {"zones": []},
        {"zones": "999"},
        {"times": "hai"},
        {"times": "1.5"},
        {"gap_seconds": "x"},
    ],
)
def test_a_break_in_that_cannot_be_is_refused_with_the_form_kept(
    browser: SignIn, people: People, approved: Announcement, change: dict[str, object]
) -> None:
    wanted = typed(approved, **change)

    answer = browser(people.minh).post("/dang-phat/phat-khan/xem-lai", wanted)

    assert answer.status_code == 422
    assert f'value="{wanted["times"]}"' in answer.text
    assert f'value="{wanted["gap_seconds"]}"' in answer.text


def test_a_clip_changed_since_the_second_step_does_not_sound(
    session: Session, browser: SignIn, people: People, approved: Announcement
) -> None:
    answer = browser(people.minh).post("/dang-phat/phat-khan", typed(approved, revision=approved.current.id + 1))

    assert answer.status_code == 422
    assert not breakins.recent(session, since=NOW - timedelta(days=1))


def test_a_running_break_in_is_shown_and_ended(
    session: Session, browser: SignIn, people: People, approved: Announcement
) -> None:
    minh = browser(people.minh)
    minh.post("/dang-phat/phat-khan", typed(approved))
    (running,) = breakins.recent(session, since=NOW - timedelta(days=1))

    shown = minh.get("/dang-phat/luc-nay").text
    minh.post(f"/dang-phat/phat-khan/{running.id}/dung")
    look_again(session)

    assert "Đang phát khẩn: Tiêm chủng" in shown
    assert session.get_one(BreakIn, running.id).ended_by == "minh"
    assert "Đang phát khẩn: Tiêm chủng" not in minh.get("/dang-phat/luc-nay").text


def test_an_urgent_text_aired_unapproved_waits_for_another_to_sign(
    session: Session, browser: SignIn, people: People, submitted: Announcement
) -> None:
    submitted.urgency = Urgency.URGENT
    session.commit()
    minh, hung = browser(people.minh), browser(people.hung)
    minh.post("/dang-phat/phat-khan", typed(submitted))
    (order,) = breakins.unsigned(session)

    refused = minh.post(f"/dang-phat/phat-khan/{order.id}/ky").status_code
    waiting = "chờ ký xác nhận" in hung.get("/").text
    signed = hung.post(f"/dang-phat/phat-khan/{order.id}/ky").status_code
    look_again(session)

    assert (refused, waiting, signed) == (403, True, 302)
    assert not breakins.unsigned(session)


def test_the_stream_is_heard_from_the_host_the_page_came_from(
    browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    address = "http://192.0.2.7:8080"

    page = browser(people.minh, address).get("/dang-phat/?nghe=thon-tay", base_url=address).text

    assert 'src="http://192.0.2.7:8081/stream/thon-tay.mp3"' in page


@pytest.fixture
def aired(session: Session, approved: Announcement, zones: dict[str, int]) -> AsRun:
    row = AsRun(
        occurrence="p1@20261121T223000Z",
        item="1.1",
        zone_id=zones["xa"],
        zone_name="Toàn xã",
        programme_name="=1+1",
        announcement_id=approved.id,
        title="Tiêm chủng",
        clip_sha256=SHA,
        frames=250,
        approval_id=1,
        planned_at=NOW,
        claimed_at=NOW,
        quieter_db=6,
    )
    ledger.append(session, [row])
    late = NOW + timedelta(milliseconds=1250)
    events = [(Happening.STARTED, late, 0, "máy bận"), (Happening.ENDED, late + timedelta(seconds=6), 250, "")]
    ledger.append(
        session,
        [
            AsRunEvent(as_run_id=row.id, happening=happening, at=at, frame=frame, reason=reason)
            for happening, at, frame, reason in events
        ],
    )
    session.commit()
    return row


def test_the_log_of_a_day_tells_what_went_out(browser: SignIn, people: People, aired: AsRun) -> None:
    lan = browser(people.lan)

    page = lan.get("/nhat-ky/?ngay=2026-11-22").text
    other_day = lan.get("/nhat-ky/?ngay=21/11/2026").text
    other_zone = lan.get(f"/nhat-ky/?ngay=2026-11-22&khu-vuc={aired.zone_id + 1}").text

    for part in ("09:00:00", "09:00:01", "1250 ms", "Phát muộn", "máy bận", "Tiêm chủng"):
        assert part in page
    assert "Tiêm chủng" not in other_day
    assert "Tiêm chủng" not in other_zone


def test_the_log_is_taken_away_as_a_table_that_runs_no_formula(browser: SignIn, people: People, aired: AsRun) -> None:
    answer = browser(people.lan).get("/nhat-ky/nhat-ky.csv?ngay=2026-11-22")

    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (row["Trễ (ms)"], row["Kết quả"], row["Chương trình"]) == ("1250", "Phát muộn", "'=1+1")
    assert (row["Giờ dự kiến"], row["Nhỏ hơn (dB)"]) == ("2026-11-22 09:00:00.000", "6")
