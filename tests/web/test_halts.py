"""The red button: for whom it is, and that it works while the database does not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from broadcaster.halts import halt
from station import accounts, clock, schema
from station.database import Database
from station.models import Person
from station.roles import Role
from station.settings import PROJECT
from tests.broadcaster.conftest import free_port, wait_for
from tests.conftest import NOW, People
from tests.web.browsing import Visitor
from tests.web.conftest import SignIn
from tests.web.test_every_page import ROLES

PASSWORD = "mat-khau-cua-minh"
LOCK = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('BEGIN EXCLUSIVE'); print(1, flush=True); input()"


@pytest.mark.parametrize("role", ROLES)
def test_those_who_answer_for_the_air_stop_and_release_it(
    tmp_path: Path, browser: SignIn, everybody: dict[str, Person], role: str
) -> None:
    someone = browser(everybody[role])

    stopped = someone.post("/dung-phat/", {"why": "phát nhầm"}).status_code
    held = halt.halted(tmp_path)
    released = someone.post("/dung-phat/thoi").status_code

    if role in ("approver", "operator", "administrator"):
        assert (stopped, released, halt.halted(tmp_path)) == (303, 303, None)
        assert held and (held.by, held.why) == (everybody[role].username, "phát nhầm")
    else:
        assert (stopped, released, held) == (403, 403, None)


def test_every_page_says_that_the_station_is_silenced(tmp_path: Path, browser: SignIn, people: People) -> None:
    before = browser(people.lan).get("/").text
    halt.halt(tmp_path, "minh", NOW, "còi kêu nhầm")

    pages = [browser(people.lan).get(path).text for path in ("/", "/dang-phat/", "/dung-phat/")]

    assert "dừng phát toàn đài" not in before
    assert all("«minh» đã dừng phát toàn đài: còi kêu nhầm" in page for page in pages)
    assert "Cho phát lại</button>" not in pages[2]
    assert "Cho phát lại</button>" in browser(people.minh).get("/dung-phat/").text


def test_nobody_stops_the_station_without_signing_in_or_from_another_site(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["may_stop"] = "minh"

    answers = [client.post(path).status_code for path in ("/dung-phat/", "/dung-phat/thoi")]

    assert (answers, halt.halted(tmp_path)) == ([401, 401], None)


def test_without_a_database_the_cookie_of_the_last_sign_in_is_believed(
    app: Flask, database: Database, tmp_path: Path, browser: SignIn, people: People
) -> None:
    minh, lan = browser(people.minh), browser(people.lan)
    with minh.client.session_transaction() as cookie:
        cookie["may_stop"] = "minh"
    database.engine.dispose()
    (tmp_path / "station.db").write_bytes(b"no database any more" * 100)

    refused = lan.post("/dung-phat/").status_code, halt.halted(tmp_path)
    page = minh.get("/dung-phat/").text
    stopped = minh.post("/dung-phat/", follow_redirects=True).text
    held = halt.halted(tmp_path)
    minh.post("/dung-phat/thoi")

    assert refused == (401, None)
    assert "DỪNG TẤT CẢ" in page and "không trả lời" in page
    assert "Cho phát lại</button>" in stopped
    assert held and held.by == "minh"
    assert halt.halted(tmp_path) is None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the database shut from another process."""
    with subprocess.Popen(
        [sys.executable, "-c", LOCK, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout and other.stdout.readline() == b"1\n"
        try:
            yield
        finally:
            other.kill()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Visitor]:
    """A real web process, in which minh is signed in."""
    home, port = tmp_path / "home", free_port()
    database = Database(f"sqlite:///{home / 'station.db'}")
    schema.upgrade(database.engine)
    with database.writing() as session:
        accounts.add_person(session, "minh", PASSWORD, roles=[Role.OPERATOR], now=NOW)
    database.engine.dispose()
    environ = os.environ | {"LOA_HOME": str(home), "LOA_HOST": "127.0.0.1", "LOA_PORT": str(port)}
    process = subprocess.Popen([sys.executable, str(PROJECT / "loa.py"), "web"], env=environ)
    visitor = Visitor(f"http://127.0.0.1:{port}")
    try:
        wait_for(lambda: visitor.answers("/healthz"), seconds=20)
        visitor.sign_in("minh", PASSWORD)
        yield visitor
    finally:
        process.kill()
        process.wait()


def test_the_button_silences_the_station_while_the_database_is_locked_and_others_wait(
    served: Visitor, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    served.get("/dung-phat/")
    with ThreadPoolExecutor(18) as crowd, locked(home / "station.db"):
        waiting = [crowd.submit(served.post, "/ban-tin/", {"text": "x"}) for _ in range(18)]
        wait_for(lambda: all(each.running() for each in waiting), seconds=5)
        unanswered = [each for each in waiting if not each.done()]
        pressed = clock.monotonic()
        page = served.post("/dung-phat/")
        seconds = clock.monotonic() - pressed
        held = halt.halted(home)

    assert held and held.by == "minh"
    assert seconds < 5.0  # the database is locked for longer; how fast exactly is no matter for a busy machine
    assert "Mọi khu vực đang im lặng" in page
    assert len(unanswered) > 15
