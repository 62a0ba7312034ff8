"""The pages in a real browser: nothing scrolls sideways on a phone, nothing complains, listening is noticed."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from cheroot.wsgi import Server
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy.orm import Session

from content import actions, airformat, lexicon
from content.models import Announcement, Urgency
from playlists import actions as plans
from playlists.year import yearkeeping
from station import clock
from station.models import Person
from tests.conftest import SAIGON, People
from tests.web.conftest import SHA, SignIn

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
PAGES = {
    "editor": [
        "/",
        "/ban-tin/",
        "/ban-tin/moi",
        "/ban-tin/{urgent}/sua",
        "/tai-len/",
        "/nhap-van-ban/",
        "/tai-khoan/",
        "/ban-tin/{urgent}",
        "/tu-dien/",
    ],
    "approver": [
        "/",
        "/duyet/",
        "/ban-tin/{approved}",
        "/ban-tin/{urgent}",
        "/dang-phat/phat-khan",
        "/truc-tiep/giay-phep",
    ],
    "operator": [
        "/lich-nam/",
        "/lich-nam/moi",
        "/lich-thang/2027/2",
        "/danh-sach-phat/",
        "/danh-sach-phat/{playlist}",
        "/chuong-trinh/",
        "/chuong-trinh/moi",
        "/nhap-xuat-lich/",
        "/nhap-lich/",
        "/nhap-xuat-lich/in",
        "/dang-phat/",
        "/truc-tiep/",
    ],
    "administrator": ["/quan-tri/nguoi/", "/quan-tri/nguoi/lan", "/quan-tri/khu-vuc/", "/thao-tac/", "/nhat-ky/"],
}
LONG = "Thông báo khẩn về việc sơ tán người dân vùng trũng ven sông trước khi bão số 12 đổ bộ vào đất liền"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@dataclass(frozen=True)
class Site:
    """A running station with something on every page."""

    address: str
    numbers: dict[str, int]
    cookies: dict[str, str]

    def visit(self, page: Page, role: str, path: str) -> None:
        """Open a page as somebody of this role."""
        page.context.add_cookies([{"name": "session", "value": self.cookies[role], "url": self.address}])
        page.goto(self.address + path.format(**self.numbers))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def numbers(
    session: Session, people: People, zones: dict[str, int], approved: Announcement, tmp_path: Path
) -> dict[str, int]:
    """A playlist, a programme, and an urgent text with the longest of everything on the approver's desk."""
    now = clock.now()
    (tmp_path / "clips").mkdir()
    second = airformat.silent_frame(airformat.SPEECH) * 42
    (tmp_path / "clips" / f"{SHA}.mp3").write_bytes(second)
    terms = actions.Terms(list(zones.values()), date(2026, 11, 22), date(2030, 11, 30), Urgency.URGENT, "Khác", LONG)
    text = f"{LONG}. UBND xã đề nghị bà con XYZQ di dời trước 17h00 ngày 25/11.\n" * 6 + "x" * 60
    urgent = actions.write(session, actions.Wording(LONG, text), terms, by=people.lan, now=now)
    urgent.current.clip_sha256 = SHA
    session.flush()
    actions.submit(session, urgent.id, by=people.lan, now=now)
    entries = [plans.Entry(approved.id), plans.Entry(pause_seconds=3), plans.Entry(urgent.id)]
    playlist = plans.save_playlist(session, LONG, entries, by=people.minh, now=now)
    timing = plans.Timing(clock.local(now, SAIGON).time(), clock.local(now, SAIGON).date(), range(7))
    plans.book(session, LONG, playlist.id, list(zones.values()), timing, by=people.minh, now=now, timezone=SAIGON)
    yearkeeping.begin(session, now=now)
    session.commit()
    return {"urgent": urgent.id, "approved": approved.id, "playlist": playlist.id}


@pytest.fixture
def site(app: Flask, browser: SignIn, everybody: dict[str, Person], numbers: dict[str, int]) -> Iterator[Site]:
    cookies = {}
    for role, person in everybody.items():
        cookie = browser(person).client.get_cookie("session")
        assert cookie
        cookies[role] = cookie.value
    server = Server(("127.0.0.1", 0), app, numthreads=8)
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.bind_addr[1]}", numbers, cookies)
    server.stop()
    thread.join()


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page that is open: too wide, or too small to touch."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main a.btn, main summary.btn, main select, main input")]
            .filter((each) => each.offsetParent && each.tabIndex >= 0)
            .map((each) => [each, (each.closest("label") || each).getBoundingClientRect()])
            .filter(([each, box]) => box.width && box.height < 43.5)
            .map(([each]) => each.outerHTML.slice(0, 90))"""
    )
    return [f"{wide} px too wide"] * (wide > 0) + [f"too small: {each}" for each in small]


@pytest.mark.parametrize("libraries", [True, False], ids=["dressed", "plain"])
def test_no_page_scrolls_sideways_on_a_phone_and_none_complains(
    app: Flask, site: Site, chromium: Browser, libraries: bool
) -> None:
    if not libraries:
        app.jinja_env.globals["vendor"] = lambda name: None
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    found = {}

    for role, paths in PAGES.items():
        for path in paths:
            site.visit(page, role, path)
            found[role, path] = faults(page)
    context.close()

    assert {place: wrong for place, wrong in found.items() if wrong} == {}
    assert complaints == []


def test_the_desk_says_whether_the_clip_was_heard_to_its_end(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    site.visit(page, "approver", "/duyet/")
    before = page.locator("[data-heard]").inner_text()

    page.locator("audio").evaluate("player => { player.muted = true; return player.play(); }")
    page.wait_for_selector("[data-heard].done", timeout=10_000)

    assert "Chưa nghe hết" in before
    assert "Đã nghe hết" in page.locator("[data-heard]").inner_text()
    context.close()


def test_an_urgent_text_that_was_not_heard_asks_once_before_it_is_approved(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    site.visit(page, "approver", "/duyet/")

    page.get_by_role("button", name="Duyệt").click()
    asked = page.locator("[data-heard]").inner_text()
    page.get_by_role("button", name="Duyệt").click()
    page.wait_for_selector(".notice.good")

    assert "hãy nghe hết" in asked
    assert "Đã duyệt" in page.locator(".notice.good").first.inner_text()
    context.close()


def test_the_page_of_the_air_refreshes_itself_without_touching_the_player(site: Site, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    site.visit(page, "operator", "/dang-phat/")
    if page.evaluate("typeof htmx") == "undefined":
        pytest.skip("the browser libraries were not fetched")
    page.evaluate(
        "document.querySelector('audio').dataset.same = 'yes'; document.querySelector('#now').dataset.old = 1"
    )

    page.wait_for_selector("#now:not([data-old])", timeout=10_000)

    assert page.locator("audio").get_attribute("data-same") == "yes"
    context.close()


def test_a_word_is_mended_where_it_stands_on_a_phone(site: Site, chromium: Browser, session: Session) -> None:
    page = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    site.visit(page, "editor", "/ban-tin/{urgent}")

    page.locator("details.word summary", has_text="XYZQ").first.click()
    opened = page.locator("details.word[open] form").first
    box = opened.bounding_box()
    opened.get_by_label("đọc là").fill("ven sông")
    opened.get_by_role("button", name="Luôn luôn").click()

    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert "Đã ghi vào từ điển đọc" in page.content()
    assert lexicon.entries(session) == {"XYZQ": "ven sông"}
