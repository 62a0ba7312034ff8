"""Sound on its way from a page to the process that airs it."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from broadcaster.inputs import live_line
from broadcaster.inputs.live_line import Chunk, Heard
from station import audit
from station.database import Database
from tests.conftest import People
from tests.web.conftest import SignIn
from tests.web.test_live import talk_of
from web.app import create_app


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
