"""Talking live through the pages: going on air, sound on its way, coming off, and permits."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from broadcaster import live
from broadcaster.inputs import live_line
from broadcaster.inputs.live_line import Chunk, Heard
from broadcaster.models import LiveTalk
from content.models import Clip
from station import audit
from station.database import Database
from station.models import Person
from tests.conftest import People
from tests.web.conftest import SHA, Browser, SignIn, look_again
from tests.web.test_live_permits import grant
from web.app import create_app

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]


def talk_of(someone: Browser, zone: int, **more: str) -> dict[str, str]:
    answer = someone.post("/truc-tiep/", {"zones": zone, "minutes": "5", **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


@pytest.mark.parametrize("role", ROLES)
def test_the_page_offers_the_microphone_to_those_who_may_speak(
    browser: SignIn, everybody: dict[str, Person], zones: dict[str, int], role: str
) -> None:
    page = browser(everybody[role]).get("/truc-tiep/").text

    assert ('id="talk"' in page) is (role in ("editor", "approver", "operator"))
    assert ("chưa có giấy phép" in page) is (role in ("editor", "operator"))


def test_an_approver_goes_on_air_and_a_process_begins_for_the_sound(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], begun: list[tuple[str, ...]]
) -> None:
    told = talk_of(browser(people.hung), zones["thon-dong"])

    (talk,) = live.recent(session)
    assert told == {
        "sound": f"/truc-tiep/{talk.id}/tieng",
        "end": f"/truc-tiep/{talk.id}/dung",
        "chime_seconds": 0.0,
        "seconds": 300,
    }
    assert begun == [("live", str(talk.id), "300.000")]


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"zones": []}, 422, "Hãy chọn ít nhất một khu vực"),
        ({"zones": "99"}, 404, "Không tìm thấy khu vực"),
        ({"minutes": "90"}, 422, "từ 1 đến 60 phút"),
        ({"minutes": "lâu"}, 422, "không phải là một số"),
        ({"chime": "ding-dong"}, 422, "chưa tạo xong"),
    ],
)
def test_a_talk_that_cannot_be_is_refused_in_one_sentence(
    browser: SignIn,
    people: People,
    zones: dict[str, int],
    begun: list[tuple[str, ...]],
    typed: dict[str, object],
    status: int,
    sentence: str,
) -> None:
    answer = browser(people.hung).post("/truc-tiep/", {"zones": zones["xa"], "minutes": "5", **typed})

    assert (answer.status_code, begun) == (status, [])
    assert sentence in (answer.json or {})["sentence"]


def test_the_second_talker_of_a_zone_is_told_who_talks(browser: SignIn, people: People, zones: dict[str, int]) -> None:
    grant(browser, people, "minh", zones["xa"])
    talk_of(browser(people.hung), zones["thon-dong"])

    answer = browser(people.minh).post("/truc-tiep/", {"zones": zones["xa"]})

    assert answer.status_code == 422
    assert "Hung nói trực tiếp" in (answer.json or {})["sentence"]


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[list[Chunk]]:
    """The process of talk 1: takes chunks, and says for how long it goes on."""
    taken: list[Chunk] = []
    ear = live_line.listen(tmp_path, 1)
    thread = threading.Thread(target=serve, args=(ear, taken))
    thread.start()
    yield taken
    ear.shutdown(socket.SHUT_RDWR)
    ear.close()
    thread.join()


def serve(ear: socket.socket, taken: list[Chunk]) -> None:
    while True:
        try:
            line, _ = ear.accept()
        except OSError:
            return
        with line:
            if chunk := live_line.take(line):
                taken.append(chunk)
                live_line.answer(line, Heard(wanted=len(chunk.pcm) // 2, on_air=True, seconds_left=7.5))


def test_sound_is_passed_on_without_a_lock_on_the_database_or_a_tap_on_any_shoulder(
    database: Database,
    session: Session,
    browser: SignIn,
    people: People,
    zones: dict[str, int],
    studio: list[Chunk],
) -> None:
    hung = browser(people.hung)
    told = talk_of(hung, zones["xa"])
    deeds = audit.newest(session)
    headers = {"X-CSRFToken": hung.token, "Content-Type": "application/octet-stream"}

    with database.writing() as other:  # somebody else writes, for as long as this takes
        other.execute(text("UPDATE zone SET name = name"))
        answer = hung.client.post(f"{told['sound']}?tu=480&tan-so=24000", data=b"\1\0" * 2400, headers=headers)

    assert answer.json == {"wanted": 2400, "on_air": True, "seconds_left": 7.5, "over": ""}
    assert studio == [Chunk(at=480, rate=24000, pcm=b"\1\0" * 2400)]
    assert audit.newest(session) == deeds


def test_pages_that_were_started_anew_go_on_passing_the_sound_of_a_talk(
    app: Flask, browser: SignIn, people: People, zones: dict[str, int], studio: list[Chunk]
) -> None:
    hung = browser(people.hung)
    told = talk_of(hung, zones["xa"])
    anew = create_app(app.extensions["house"].settings, app.extensions["house"].database)

    client = anew.test_client()
    client.set_cookie("session", hung.client.get_cookie("session").value)  # type: ignore[union-attr]
    answer = client.post(f"{told['sound']}?tu=0&tan-so=24000", data=b"\0\0", headers={"X-CSRFToken": hung.token})

    assert (answer.status_code, len(studio)) == (200, 1)


@pytest.mark.parametrize(
    ("query", "body", "status"),
    [
        ("tu=0&tan-so=0", b"", 422),
        ("tu=0", b"", 422),
        ("tu=0&tan-so=999999", b"", 422),
        ("tu=0&tan-so=24000", bytes(3 * 1024 * 1024), 422),
        ("tu=0&tan-so=24000", b"", 503),
    ],
    ids=["rate nought", "no rate", "rate of a bat", "too much", "nobody there"],
)
def test_sound_that_cannot_be_used_is_refused(
    browser: SignIn, people: People, zones: dict[str, int], query: str, body: bytes, status: int
) -> None:
    hung = browser(people.hung)
    told = talk_of(hung, zones["xa"])

    answer = hung.client.post(f"{told['sound']}?{query}", data=body, headers={"X-CSRFToken": hung.token})

    assert answer.status_code == status
    assert (answer.json or {})["sentence"]


def test_a_process_that_died_is_begun_again_by_the_next_chunk(
    browser: SignIn, people: People, zones: dict[str, int], begun: list[tuple[str, ...]]
) -> None:
    hung = browser(people.hung)
    told = talk_of(hung, zones["xa"])

    hung.client.post(f"{told['sound']}?tu=0&tan-so=24000", headers={"X-CSRFToken": hung.token})

    assert [part for part, *_ in begun] == ["live", "live"]


def test_sound_needs_the_token_of_the_page_and_its_own_speaker(
    browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    hung, minh = browser(people.hung), browser(people.minh)
    told = talk_of(hung, zones["xa"])
    address = f"{told['sound']}?tu=0&tan-so=24000"

    forged = hung.client.post(address, data=b"\0\0")
    strange = minh.client.post(address, data=b"\0\0", headers={"X-CSRFToken": minh.token})

    assert forged.status_code == 400
    assert (strange.status_code, strange.json) == (
        403,
        {"sentence": "Lượt nói trực tiếp này là của Hung; người khác chỉ ngắt được."},
    )


def test_an_officer_sees_who_talks_and_cuts_it(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    hung, minh = browser(people.hung), browser(people.minh)
    told = talk_of(hung, zones["xa"])
    shown = minh.get("/truc-tiep/luc-nay").text

    minh.post(told["end"])
    look_again(session)
    sound = hung.client.post(f"{told['sound']}?tu=0&tan-so=24000", headers={"X-CSRFToken": hung.token})

    assert "Hung đang nói trực tiếp" in shown
    assert live.recent(session)[0].end_reason == "«minh» ngắt"
    assert (sound.status_code, sound.json) == (409, {"sentence": "Lượt nói trực tiếp đã kết thúc: «minh» ngắt."})
    assert "đang nói trực tiếp" not in minh.get("/truc-tiep/luc-nay").text


def test_ending_twice_is_calm(browser: SignIn, people: People, zones: dict[str, int]) -> None:
    hung = browser(people.hung)
    told = talk_of(hung, zones["xa"])

    assert [hung.post(told["end"]).status_code for _ in range(2)] == [302, 302]


def test_what_was_said_is_heard_from_the_page_and_from_the_log(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    talk_of(browser(people.hung), zones["xa"])
    (talk,) = live.recent(session)
    live.close(session, talk, "người nói kết thúc", by="hung", now=talk.starts_at + timedelta(seconds=9))
    session.add(
        Clip(sha256=SHA, frames=9, air_format="x", lufs=-16, true_peak_dbtp=-2, voice="x", made_at=talk.starts_at)
    )
    session.flush()
    session.get_one(LiveTalk, talk.id).clip_sha256 = SHA
    session.commit()

    pages = [browser(people.chief).get(path).text for path in ("/truc-tiep/", "/nhat-ky/")]

    assert all(f"/clips/{SHA}.mp3" in page for page in pages)
