"""Relay sources through the pages."""

import pytest
from sqlalchemy.orm import Session

from broadcaster import logbook
from broadcaster.airplan import Wanted
from broadcaster.relaying import facts as relay_facts
from content.clearance import Cleared
from content.models import Announcement
from playlists import actions as plans
from playlists import queries, relay_items, relay_sources
from playlists.models import RelaySource
from playlists.relay_sources import Approved, standing
from playlists.rundown import Slot
from playlists.timetable import Occurrence
from tests.broadcaster.inputs import upstream as up
from tests.conftest import NOW, People
from tests.web.conftest import SignIn, look_again

VOV = {"name": "VOV1", "address": "http://192.168.1.9:8000/vov1", "note": "theo công văn 12"}


@pytest.fixture
def source(session: Session, people: People) -> RelaySource:
    source = relay_sources.save(session, VOV["name"], VOV["address"], by=people.minh, now=NOW)
    session.commit()
    return source


def test_the_operator_names_a_source_and_the_approver_approves_it(
    session: Session, browser: SignIn, people: People
) -> None:
    answer = browser(people.minh).post("/tiep-song/moi", VOV)
    (source,) = relay_sources.sources(session)
    waiting = browser(people.hung).get(answer.location).text
    browser(people.hung).post(f"{answer.location}/duyet", {"address": VOV["address"]})

    look_again(session)
    assert "Duyệt địa chỉ này" in waiting and "theo công văn 12" in waiting
    assert isinstance(standing(source), Approved)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"address": "file:///etc/passwd"}, "phải bắt đầu bằng http://"),
        ({"name": " "}, "Hãy đặt tên nguồn"),
        ({"note": "x" * 501}, "Ghi chú tối đa 500"),
    ],
)
def test_a_source_that_cannot_be_is_refused_with_everything_typed_kept(
    session: Session, browser: SignIn, people: People, typed: dict[str, str], sentence: str
) -> None:
    answer = browser(people.minh).post("/tiep-song/moi", VOV | typed)

    assert answer.status_code == 422
    assert sentence in answer.text and ("công văn 12" in answer.text or "note" in typed)
    assert not relay_sources.sources(session)


def test_a_changed_address_must_be_approved_again(
    session: Session, browser: SignIn, people: People, source: RelaySource
) -> None:
    relay_sources.approve(session, source.id, VOV["address"], by=people.hung, now=NOW)
    session.commit()

    browser(people.minh).post(f"/tiep-song/{source.id}/sua", VOV | {"address": "http://192.168.1.9/khac"})

    page = browser(people.hung).get(f"/tiep-song/{source.id}").text
    assert "địa chỉ nguồn tiếp sóng đã đổi sau khi duyệt" in page


def test_an_approval_is_taken_back_with_its_reason(
    session: Session, browser: SignIn, people: People, source: RelaySource
) -> None:
    relay_sources.approve(session, source.id, VOV["address"], by=people.hung, now=NOW)
    session.commit()
    hung = browser(people.hung)

    empty = hung.post(f"/tiep-song/{source.id}/thu-hoi", {"reason": " "})
    hung.post(f"/tiep-song/{source.id}/thu-hoi", {"reason": "đài lạ chen vào"})

    assert empty.status_code == 422 and "Hãy ghi lý do" in empty.text
    assert "đài lạ chen vào" in hung.get(f"/tiep-song/{source.id}").text


def test_listening_says_what_was_heard_and_lets_it_be_heard(
    session: Session, browser: SignIn, people: People, source: RelaySource
) -> None:
    with up.upstream({"/": up.plays(up.mp3(up.speech()))}) as server:
        source.address = server.address("/")
        session.commit()
        page = browser(people.minh).get(f"/tiep-song/{source.id}/nghe-thu").text

    assert "Nguồn có tiếng" in page
    assert "data:audio/mpeg;base64," in page


def test_listening_to_a_page_says_that_it_is_no_sound(
    session: Session, browser: SignIn, people: People, source: RelaySource
) -> None:
    with up.upstream({"/": up.page}) as server:
        source.address = server.address("/")
        session.commit()
        page = browser(people.hung).get(f"/tiep-song/{source.id}/nghe-thu").text

    assert "không phải âm thanh" in page


def test_a_relay_is_put_into_a_playlist_with_its_fallback(
    session: Session, browser: SignIn, people: People, source: RelaySource, approved: Announcement
) -> None:
    spare = plans.save_playlist(session, "Dự phòng", [plans.Entry(approved.id)], by=people.minh, now=NOW)
    session.commit()
    minh = browser(people.minh)
    typed = {"name": "Sáng", "relay": source.id, "relay_length": "30:00", "fallback": spare.id, "do": "relay"}

    step = minh.post("/danh-sach-phat/moi", typed).text
    line = f"r:{source.id}/1800//{spare.id}"
    saved = minh.post("/danh-sach-phat/moi", {"name": "Sáng", "entries": [line], "do": "save"})
    page = minh.get(saved.location).text

    assert f'value="{line}"' in step
    assert "Tiếp sóng VOV1" in page and "dự phòng: Dự phòng" in page and "nguồn tiếp sóng chưa được duyệt" in page
    assert f'value="{line}"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"relay": ""}, "Hãy chọn nguồn tiếp sóng"),
        ({"relay_length": "nửa giờ"}, "không phải là thời lượng"),
        ({"relay_length": "", "relay_until": "25:00"}, "không phải là giờ"),
    ],
)
def test_a_relay_that_cannot_be_is_refused_with_everything_typed_kept(
    browser: SignIn, people: People, source: RelaySource, typed: dict[str, str], sentence: str
) -> None:
    asked = {"name": "Chiều", "relay": source.id, "relay_length": "5:00", "do": "relay"} | typed

    answer = browser(people.minh).post("/danh-sach-phat/moi", asked)

    assert answer.status_code == 422
    assert sentence in answer.text and 'value="Chiều"' in answer.text


@pytest.mark.parametrize(
    "line", ["r:", "r:x/1//", "r:1/1", "r:1/nan//", "r:1//25.00/", "r:1/5//x", "r:9/30//", "r:1/5//"]
)
def test_a_line_that_is_no_relay_saves_nothing(
    session: Session, browser: SignIn, people: People, source: RelaySource, line: str
) -> None:
    answer = browser(people.minh).post("/danh-sach-phat/moi", {"name": "Sáng", "entries": [line], "do": "save"})

    assert answer.status_code in (404, 422)
    assert not queries.playlists(session)


def test_the_log_names_a_relays_source_and_who_approved_it(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], source: RelaySource
) -> None:
    decision = relay_sources.approve(session, source.id, VOV["address"], by=people.hung, now=NOW)
    number, key = relay_items.named(source.id, {})
    relay = relay_facts.standing(number, relay_sources.standings(session, [source.id]), 250, frozenset({zones["xa"]}))
    assert isinstance(relay, Cleared)
    slot = Slot(key, number, relay.title, relay.clip_sha256, relay.frames, NOW, relay.approval_id)
    occurrence = Occurrence(1, "Thời sự", 1, NOW, frozenset({zones["xa"]}), 0, NOW)
    logbook.write_down(session, [Wanted(occurrence, zones["xa"], slot)], now=NOW)
    session.commit()

    page = browser(people.lan).get("/nhat-ky/?ngay=2026-11-22").text

    assert relay.approval_id == decision.id
    assert "Tiếp sóng VOV1" in page and "nguồn do Hung duyệt" in page
