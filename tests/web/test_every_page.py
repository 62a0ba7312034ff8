"""Every page, as every role: none crashes, and each role is let in where it belongs."""

from datetime import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from broadcaster import output_actions
from broadcaster.breakin import breakins, templates
from broadcaster.preflight import runs
from content import campaigns
from content.campaigns import CampaignAsked
from content.models import Announcement
from playlists import actions as plans
from playlists import relay_sources
from playlists.models import Playlist
from playlists.year import yearkeeping
from station.models import Person
from station.notify import channels
from station.notify.sending import Receiver
from tests.conftest import NOW, SAIGON, People
from tests.web.conftest import SHA, SignIn

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
PIECE = "2026-11-22_05-00-00.mp3"
ONLY = {  # pages that not everybody may open
    "announcements.new": {"editor"},
    "announcements.change": {"editor"},
    "uploads.new": {"editor"},
    "documents.new": {"editor"},
    "campaigns.new": {"operator"},
    "campaigns.edit": {"operator"},
    "playlists.new": {"operator"},
    "programmes.new": {"operator"},
    "schedules.new": {"operator"},
    "relays.new": {"operator"},
    "relays.edit": {"operator"},
    "relays.listen": {"operator", "approver"},
    "breakins.new": {"operator", "approver"},
    "breakins.text": {"operator", "approver"},
    "templates.new": {"editor"},
    "templates.change": {"editor"},
    "templates.page": {"operator", "approver"},
    "deeds.index": {"inspector", "administrator"},
    "people.index": {"administrator"},
    "people.new": {"administrator"},
    "people.page": {"administrator"},
    "zones.index": {"administrator"},
    "guard.change": {"administrator"},
    "yeardays.new": {"operator"},
    "yeardays.change": {"operator"},
    "airchecks.index": {"approver", "operator", "administrator", "inspector"},
    "airchecks.piece": {"approver", "operator", "administrator", "inspector"},
    "channels.new": {"administrator"},
    "channels.page": {"administrator"},
    "outputs.new": {"administrator"},
    "outputs.page": {"administrator"},
}


@pytest.fixture
def playlist(session: Session, people: People, approved: Announcement) -> Playlist:
    entries = [plans.Entry(approved.id), plans.Entry(pause_seconds=3)]
    playlist = plans.save_playlist(session, "Bản tin sáng", entries, by=people.minh, now=NOW)
    session.commit()
    return playlist


@pytest.fixture(autouse=True)
def output(session: Session, people: People, zones: dict[str, int]) -> None:
    values = {"address": "http://may-chu:8000/xa.mp3", "password": "bí mật"}
    setup = output_actions.Setup(zones["xa"], "Máy chủ huyện", values)
    output_actions.add(session, "icecast", setup, by=people.chief, now=NOW)
    session.commit()


@pytest.fixture(autouse=True)
def programme(session: Session, people: People, playlist: Playlist, zones: dict[str, int]) -> None:
    timing = plans.Timing(time(17), NOW.date(), range(7))
    told = {"by": people.minh, "now": NOW, "timezone": SAIGON}
    plans.book(session, "", playlist.id, [zones["xa"]], timing, **told)  # type: ignore[arg-type]
    session.commit()


@pytest.fixture(autouse=True)
def checked(session: Session, people: People) -> None:
    """A check under way, and a channel."""
    runs.begin(session, NOW.date(), "minh", now=NOW)
    setup = channels.Setup("Trực đài", ["alarm"])
    channels.add(session, setup, "json://h", Receiver("JSON", "json://h/…"), by=people.chief, now=NOW)
    session.commit()


@pytest.fixture(autouse=True)
def source(session: Session, people: People) -> None:
    relay_sources.save(session, "VOV1", "http://127.0.0.1:9/vov1", by=people.minh, now=NOW)
    session.commit()


@pytest.fixture(autouse=True)
def days(session: Session) -> None:
    yearkeeping.begin(session, now=NOW)
    session.commit()


@pytest.fixture(autouse=True)
def campaign(session: Session, people: People, zones: dict[str, int]) -> None:
    told = CampaignAsked("Thu thuế", "CV 12", NOW.date(), NOW.date(), "", "", [zones["xa"]], goal_airings=3)
    campaigns.start(session, told, by=people.minh, now=NOW)
    session.commit()


@pytest.fixture(autouse=True)
def rehearsed(session: Session, people: People, approved: Announcement) -> None:
    """A template and a break-in, each the first of its kind."""
    session.expire_all()
    templates.prepare_from(session, approved.id, breakins.Manner(), by=people.lan, now=NOW)
    where, by = approved.zone_ids, people.minh
    breakins.order(session, approved.id, where, by=by, now=NOW, timezone=SAIGON)
    session.commit()


def pages_of(app: Flask, announcement: Announcement, playlist: Playlist) -> dict[str, str]:
    known = {
        "announcement_id": announcement.id,
        "playlist_id": playlist.id,
        "programme_id": 1,
        "username": "lan",
        "break_in_id": 1,
        "template_id": 1,
        "sha256": SHA,
        "zone_id": 1,
        "output_id": 1,
        "kind": "icecast",
        "slug": "xa",
        "name": PIECE,
        "source_id": 1,
        "day_id": 1,
        "year": 2027,
        "number": 2,
        "run_id": 1,
        "channel_id": 1,
        "campaign_id": 1,
    }
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return {
            rule.endpoint: adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})
            for rule in rules
            if not rule.rule.startswith(("/api/", "/static/", "/healthz"))
        }


@pytest.mark.parametrize("role", ROLES)
def test_no_page_crashes_for_any_role(
    app: Flask,
    tmp_path: Path,
    browser: SignIn,
    everybody: dict[str, Person],
    approved: Announcement,
    playlist: Playlist,
    role: str,
) -> None:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / f"{SHA}.mp3").write_bytes(b"mp3")
    (tmp_path / "aircheck" / "xa").mkdir(parents=True)
    (tmp_path / "aircheck" / "xa" / PIECE).write_bytes(b"mp3")
    someone = browser(everybody[role])

    answers = {
        endpoint: someone.get(path, buffered=True).status_code
        for endpoint, path in pages_of(app, approved, playlist).items()
    }

    allowed = {endpoint: 200 if role in ONLY.get(endpoint, ROLES) else 403 for endpoint in answers}
    assert answers == allowed


def test_nobody_sees_a_page_without_signing_in(app: Flask, approved: Announcement, playlist: Playlist) -> None:
    client = app.test_client()

    answers = {endpoint: client.get(path).status_code for endpoint, path in pages_of(app, approved, playlist).items()}

    assert [answers.pop(each) for each in ("sign_in.form", "calendar.of_station", "calendar.of_zone")] == [200] * 3
    assert set(answers.values()) == {302}


def test_every_page_tells_the_browser_to_run_nothing_but_our_files(browser: SignIn, people: People) -> None:
    address = "http://dai.xa:8080"

    answer = browser(people.lan, address).get("/", base_url=address)

    policy = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["media-src"] == "'self' data: http://dai.xa:8081"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in answer.headers
    assert "Chào Lan" in answer.text
    assert "<script>" not in answer.text
    assert " style=" not in answer.text


def test_pages_stand_without_the_browser_libraries(app: Flask, tmp_path: Path, browser: SignIn, people: People) -> None:
    app.static_folder = str(tmp_path / "empty")

    page = browser(people.lan).get("/").text

    assert "vendor/" not in page
    assert "Chào Lan" in page


@pytest.mark.parametrize("path", ["/ban-tin/99999999999999999999", "/danh-sach-phat/4294967296", "/duyet/0"])
def test_numbers_that_no_row_has_are_not_found(browser: SignIn, people: People, path: str) -> None:
    assert browser(people.lan).get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/ban-tin/?page=-1&state=x",
        "/ban-tin/?page=999999999999999999999",
        "/nhat-ky/?khu-vuc=99999999999999999999",
        "/nhat-ky/?ngay=9999-12-31",
        "/nhat-ky/nhat-ky.csv?ngay=mai",
        "/dang-phat/?nghe=khong-co",
        "/thao-tac/?before=99999999999999999999&who=x",
    ],
)
def test_nonsense_in_an_address_is_answered_calmly(browser: SignIn, people: People, path: str) -> None:
    assert browser(people.chief).get(path).status_code in {200, 422}
