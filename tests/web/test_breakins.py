"""Emergencies on the pages: two presses from a template, words typed now, an end with an all-clear, a rehearsal."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins, templates
from broadcaster.breakin.breakins import Manner
from broadcaster.models import BreakIn, BreakInTemplate
from content import house_sounds
from content.house_sounds import KEPT_READY
from content.models import Announcement
from station import clock
from station.models import Person, Zone
from tests.conftest import NOW, SAIGON, People
from tests.web.conftest import SHA, SignIn, look_again
from tests.web.test_every_page import ROLES

CALLERS = ("operator", "approver")
ALARM = Manner(times=0, gap_seconds=10.0, opening="siren")


@pytest.fixture
def prepared(session: Session, people: People, approved: Announcement) -> BreakInTemplate:
    """A template whose words are approved: ready to go."""
    template = templates.prepare_from(session, approved.id, ALARM, by=people.lan, now=NOW)
    session.commit()
    return template


@pytest.fixture
def blank(session: Session, people: People, zones: dict[str, int]) -> BreakInTemplate:
    """A template with blanks."""
    where, text = [zones["xa"]], "Nước lên tại {nơi}. Sơ tán trước {giờ}."
    template = templates.prepare(session, "Lũ quét", text, where, ALARM, by=people.lan, now=NOW)
    session.commit()
    return template


def ordered(session: Session) -> list[BreakIn]:
    look_again(session)
    return list(session.scalars(select(BreakIn).order_by(BreakIn.id)))


@pytest.mark.parametrize("role", ROLES)
def test_an_approved_template_is_two_presses_away_from_those_who_may(
    session: Session, browser: SignIn, everybody: dict[str, Person], prepared: BreakInTemplate, role: str
) -> None:
    someone = browser(everybody[role])

    offered = f'href="/dang-phat/mau/{prepared.id}"' in someone.get("/dang-phat/").text
    page = someone.get(f"/dang-phat/mau/{prepared.id}")
    typed = {"revision": prepared.announcement.current.id, "zones": prepared.announcement.zone_ids}
    pressed = someone.post(f"/dang-phat/mau/{prepared.id}", typed).status_code

    if role in CALLERS:
        (order,) = ordered(session)
        assert (offered, page.status_code, pressed) == (True, 200, 302)
        assert 'type="checkbox" name="zones" value="1" checked' in page.text
        assert (order.opening, order.times, order.approval_id is not None) == ("siren", 0, True)
    else:
        assert (offered, page.status_code, pressed, ordered(session)) == (False, 403, 403, [])


def test_blanks_are_asked_for_and_kept_when_one_is_missing(
    session: Session, browser: SignIn, people: People, blank: BreakInTemplate
) -> None:
    minh, path = browser(people.minh), f"/dang-phat/mau/{blank.id}"
    typed = {"revision": blank.announcement.current.id, "zones": blank.announcement.zone_ids, "blank-nơi": "thôn Đông"}

    refused = minh.post(path, typed)
    done = minh.post(path, {**typed, "blank-giờ": "19 giờ"})

    (order,) = ordered(session)
    assert (refused.status_code, done.status_code) == (422, 302)
    assert 'value="thôn Đông"' in refused.text and "Hãy điền «giờ»." in refused.text
    assert order.revision.text == "Nước lên tại thôn Đông. Sơ tán trước 19 giờ."


def test_a_template_edited_since_it_was_seen_does_not_sound(
    session: Session, browser: SignIn, people: People, prepared: BreakInTemplate
) -> None:
    answer = browser(people.minh).post(f"/dang-phat/mau/{prepared.id}", {"revision": 99, "zones": [1]})

    assert (answer.status_code, ordered(session)) == (422, [])


def text(zones: dict[str, int]) -> dict[str, object]:
    given = {"text": "Cháy rừng ở núi Voi. Bà con không vào rừng.", "zones": [zones["xa"]], "sure": "yes"}
    return {**given, "times": "3", "gap_seconds": "10", "opening": "siren"}


@pytest.mark.parametrize("role", ROLES)
def test_words_typed_now_go_out_on_the_word_of_those_who_may(
    session: Session, browser: SignIn, everybody: dict[str, Person], zones: dict[str, int], role: str
) -> None:
    status = browser(everybody[role]).post("/dang-phat/phat-khan/go-ngay", text(zones)).status_code

    found = ordered(session)
    if role in CALLERS:
        assert (status, found[0].title, found[0].approval_id) == (
            302,
            "Cháy rừng ở núi Voi",
            None,
        )
        assert found[0].revision.voice == "espeak"
    else:
        assert (status, found) == (403, [])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sure": ""}, "Hãy đánh dấu xác nhận"),
        ({"text": ""}, "Hãy nhập nội dung"),
        ({"zones": []}, "Hãy chọn ít nhất một khu vực"),
        ({"times": "21"}, "Số lần phát từ 1 đến 20"),
        ({"times": "-1"}, "Số lần phát từ 1 đến 20"),
        ({"gap_seconds": "4000"}, "từ 0 đến 3600 giây"),
        ({"opening": "kèn"}, "Tiếng mở đầu"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_with_the_words_kept(
    session: Session,
    browser: SignIn,
    people: People,
    zones: dict[str, int],
    change: dict[str, object],
    sentence: str,
) -> None:
    typed = text(zones) | change

    answer = browser(people.minh).post("/dang-phat/phat-khan/go-ngay", typed)

    assert (answer.status_code, ordered(session)) == (422, [])
    assert sentence in answer.text
    assert str(typed["text"]) in answer.text


@pytest.fixture
def running(session: Session, people: People, approved: Announcement) -> BreakIn:
    """A break-in ordered just now, until it is ended."""
    session.expire_all()
    where, now = approved.zone_ids, clock.now()
    order = breakins.order(session, approved.id, where, by=people.minh, now=now, timezone=SAIGON, manner=ALARM)
    session.commit()
    return order


def test_its_page_tells_who_ordered_it_and_which_zones_have_not_heard_it(
    browser: SignIn, people: People, running: BreakIn
) -> None:
    page = browser(people.lan).get(f"/dang-phat/phat-khan/{running.id}").text
    part = browser(people.lan).get(f"/dang-phat/phat-khan/{running.id}/luc-nay").text

    assert "minh, " in page and "đến khi có lệnh dừng" in page
    assert "Kết thúc ngay" not in page
    assert "Chưa phát ra ở: Toàn xã, Thôn Đông" in part


def test_an_end_may_be_followed_by_an_all_clear_from_a_template(
    session: Session, browser: SignIn, people: People, running: BreakIn, zones: dict[str, int]
) -> None:
    clear = templates.prepare(
        session, "Báo yên", "Hết báo động.", [zones["xa"]], Manner(), by=people.lan, now=NOW, is_all_clear=True
    )
    session.commit()
    minh, path = browser(people.minh), f"/dang-phat/phat-khan/{running.id}"

    page = minh.get(path).text
    minh.post(f"{path}/dung", {"when": "now", "all_clear": clear.id})

    old, new = ordered(session)
    assert f'<option value="{clear.id}">Báo yên</option>' in page
    assert (old.ended_by, new.title, new.zone_ids) == ("minh", "Báo yên", old.zone_ids)


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_break_in_end_it(
    session: Session, browser: SignIn, everybody: dict[str, Person], running: BreakIn, role: str
) -> None:
    status = browser(everybody[role]).post(f"/dang-phat/phat-khan/{running.id}/dung").status_code

    (order,) = ordered(session)
    assert (status, order.ended_at is not None) == ((302, True) if role in CALLERS else (403, False))


@pytest.fixture
def rehearsal(session: Session, zones: dict[str, int], approved: Announcement) -> int:
    """A zone for rehearsals, and the sounds that a drill needs."""
    for kind, words in KEPT_READY:
        house_sounds.ask(session, kind, words, now=NOW).clip_sha256 = SHA
    session.get_one(Zone, zones["thon-tay"]).is_test = True
    session.commit()
    return zones["thon-tay"]


def test_a_drill_is_offered_and_taken_in_rehearsal_zones_only(
    session: Session, browser: SignIn, people: People, prepared: BreakInTemplate, rehearsal: int, zones: dict[str, int]
) -> None:
    minh, path = browser(people.minh), f"/dang-phat/mau/{prepared.id}"
    typed = {"revision": prepared.announcement.current.id, "dien-tap": "1"}

    page = minh.get(f"{path}?dien-tap=1").text
    refused = minh.post(path, {**typed, "zones": [zones["xa"]]}).status_code
    done = minh.post(path, {**typed, "zones": [rehearsal]}).status_code

    (order,) = ordered(session)
    assert "DIỄN TẬP NGAY" in page and "Toàn xã" not in page
    assert (refused, done) == (422, 302)
    assert (order.is_drill, order.zone_ids) == (True, [rehearsal])
    assert "không phát ra" in minh.get("/dang-phat/dien-tap").text
    assert "DIỄN TẬP: Tiêm chủng" in minh.get("/dang-phat/luc-nay").text


def test_templates_are_kept_by_those_who_write(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    lan = browser(people.lan)
    typed = {"title": "Cháy rừng", "text": "Cháy rừng tại {nơi}.", "zones": [zones["xa"]], "opening": "siren"}

    refused = lan.post("/dang-phat/mau/", {**typed, "times": "99", "gap_seconds": "5"})
    done = lan.post("/dang-phat/mau/", {**typed, "until": "yes", "gap_seconds": "5"})
    (saved,) = templates.offered(session)
    lan.post(f"/dang-phat/mau/{saved.id}/sua", {"times": "2", "gap_seconds": "0", "is_all_clear": "yes"})
    look_again(session)
    changed = (saved.times, saved.opening, saved.is_all_clear)
    lan.post(f"/dang-phat/mau/{saved.id}/bo")

    assert (refused.status_code, "Cháy rừng tại {nơi}." in refused.text) == (422, True)
    assert (done.status_code, saved.announcement.form, saved.announcement.urgency) == (302, "template", "urgent")
    assert changed == (2, "", True)
    look_again(session)
    assert templates.offered(session) == []
    assert browser(people.minh).post("/dang-phat/mau/", typed).status_code == 403


def test_the_administrator_marks_the_zone_for_rehearsals(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    path = f"/quan-tri/khu-vuc/{zones['thon-tay']}/dien-tap"

    refused = browser(people.minh).post(path, {"is_test": "yes"}).status_code
    browser(people.chief).post(path, {"is_test": "yes"})
    look_again(session)
    marked = session.get_one(Zone, zones["thon-tay"]).is_test
    browser(people.chief).post(path, {"is_test": ""})
    look_again(session)

    assert (refused, marked, session.get_one(Zone, zones["thon-tay"]).is_test) == (403, True, False)
