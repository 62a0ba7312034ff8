"""The page of live talks in a real browser with a fake microphone, and what a listener hears of it."""

import math
import os
import shutil
import subprocess
import sys
import urllib.request
import wave
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from broadcaster import queries
from broadcaster.models import LiveTalk
from broadcaster.reconcile import reading, rules
from broadcaster.talks import live
from content.airformat import FRAME_SECONDS, SPEECH
from content.codec import decoded
from station import accounts, clock
from station.settings import PROJECT
from tests.broadcaster.conftest import Listener, Station, free_port, wait_for
from tests.conftest import SAIGON

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PASSWORD = "dong-sen-2026"
WITHIN = 1.5  # seconds from the mouth to the listener
EVERY, LONG = 2.0, 0.4  # seconds: a word each two seconds
LOUD = 2000  # of 32767: a word, not what encoding leaves of silence

# Notes in the page when each word reaches the microphone: the chunk that holds its first sample has just come.
WATCH = f"""() => {{
  const pass = window.heard;
  window.words = [];
  let quiet = 99;
  window.heard = (samples) => {{
    const first = samples.findIndex((sample) => Math.abs(sample) > {LOUD});
    const open = document.querySelector(".booth").dataset.state === "air";
    if (first >= 0 && quiet > 5 && open)
      window.words.push((Date.now() - (samples.length - first) / {SPEECH.sample_rate} * 1000) / 1000);
    quiet = first >= 0 ? 0 : quiet + 1;
    pass(samples);
  }};
}}"""


@dataclass(frozen=True)
class Desk:
    """The page of the approver hung, open, in a browser that says a word each two seconds."""

    station: Station
    page: Page
    address: str

    @property
    def lamp(self) -> str:
        return self.page.inner_text("#lamp")

    def go_on_air(self, zone: str, *, minutes: str = "5") -> None:
        """Press the button, and wait for the lamp."""
        self.page.goto(f"{self.address}/truc-tiep/")
        self.page.evaluate("() => document.querySelectorAll('#choices details input').forEach((box) => box.click())")
        self.page.check(f"input[name=zones][value='{self.station.zones[zone]}']")
        self.page.select_option("select[name=minutes]", minutes)
        self.page.evaluate(WATCH)
        self.page.click("#talk")
        self.page.wait_for_selector(".booth[data-state=air]", timeout=30_000)

    def words(self) -> list[float]:
        """Return when the words since the lamp were spoken."""
        return [float(at) for at in self.page.evaluate("() => window.words")]


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds of words for the fake microphone, which says them again and again."""
    rate, path = 48_000, tmp_path_factory.mktemp("mic") / "words.wav"
    loud = (10_000 if n / rate % EVERY < LONG else 0 for n in range(10 * rate))
    samples = array("h", (round(each * math.sin(math.tau * 700 * n / rate)) for n, each in enumerate(loud)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


@pytest.fixture(scope="module")
def chromium(microphone: Path) -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    flags += [f"--use-file-for-fake-audio-capture={microphone}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


def web(station: Station, port: int) -> "subprocess.Popen[bytes]":
    """Start the pages, and wait until they answer."""
    told = {"LOA_HOME": str(station.home), "LOA_HOST": "127.0.0.1", "LOA_PORT": str(port)}
    told |= {"LOA_STREAM_PORT": str(station.port), "LOA_DATABASE_URL": f"sqlite:///{station.home / 'station.db'}"}
    process = subprocess.Popen([sys.executable, str(PROJECT / "loa.py"), "web"], env=os.environ | told)
    station.processes.append(process)
    wait_for(lambda: answers(port), seconds=40)
    return process


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def desk(station: Station, chromium: Browser) -> Iterator[Desk]:
    with station.database.writing() as session:
        accounts.set_password(session, "hung", PASSWORD, now=clock.now())
    station.broadcast()
    port = free_port()
    web(station, port)
    context = chromium.new_context()
    page = context.new_page()
    address = f"http://127.0.0.1:{port}"
    page.goto(address)
    page.fill("input[name=username]", "hung")
    page.fill("input[name=password]", PASSWORD)
    page.click("button.big")
    page.wait_for_load_state()
    yield Desk(station, page, address)
    context.close()
    wait_for(lambda: all_written_down(station), seconds=40)


def all_written_down(station: Station) -> bool:
    """Is every talk over and on the shelf, so that none of its processes is left?"""
    with station.database.reading() as session:
        over = all(talk.ended_at for talk in live.recent(session))
    return over and not list((station.home / "live").glob("*.mp3"))


def talk_of(station: Station) -> LiveTalk:
    with station.database.reading() as session:
        return live.recent(session)[0]


def listen(station: Station, zone: str) -> Listener:
    listener = Listener(f"http://127.0.0.1:{station.port}/stream/{zone}.mp3")
    listener.start()
    return listener


def onsets(sound: bytes) -> list[float]:
    """Return where words begin in frames of sound, in seconds."""
    if not sound:
        return []
    samples = array("h", decoded(sound, SPEECH).raw_data)
    rate, found, last = SPEECH.sample_rate, list[float](), -1.0
    for place in (n / rate for n in range(len(samples)) if abs(samples[n]) > LOUD):
        if place - last > 0.3:
            found.append(place)
        last = place
    return found


def hears_a_word(listener: Listener) -> None:
    """Wait until a word that is not yet on its way is heard."""
    mark = len(listener.heard) + int(1 / FRAME_SECONDS) * SPEECH.frame_bytes
    wait_for(lambda: len(listener.heard) > mark, seconds=30)
    wait_for(lambda: bool(onsets(bytes(listener.heard[mark:]))), seconds=30)


def heard_at(listener: Listener) -> list[float]:
    """Return when a player that began with the first byte, and dropped nothing since, says each word."""
    begun, _ = listener.arrivals[0]
    sound = bytes(listener.heard)
    return [max(begun + place, arrival(listener, place)) for place in onsets(sound)]


def arrived_at(listener: Listener) -> list[float]:
    """Return when each word's first frame was there to be played."""
    return [arrival(listener, place) for place in onsets(bytes(listener.heard))]


def arrival(listener: Listener, place: float) -> float:
    byte = int(place / FRAME_SECONDS) * SPEECH.frame_bytes
    return max(at for at, before in listener.arrivals if before <= byte)


def rows(station: Station) -> list[queries.LogRow]:
    now = clock.now()
    with station.database.reading() as session:
        return queries.log(session, since=now - timedelta(hours=1), until=now + timedelta(hours=1))


def differences(station: Station) -> list[str]:
    """Return in what the log does not agree with what was ordered, and nothing explains."""
    now = clock.now()
    since, until = now - timedelta(hours=1), now + timedelta(hours=1)
    with station.database.reading() as session:
        book = reading.read(session, since=since, until=until, now=now, timezone=SAIGON)
    return [each.sentence for each in rules.unexplained(rules.differences(book))]


def microphone_process(talk_id: int) -> int:
    """Return the process that airs a talk, by its words on the command line (proc(5))."""
    wanted = ["-m", "broadcaster.inputs.live", str(talk_id)]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if words[1:4] == wanted:
            return int(folder.name)
    raise AssertionError("nobody airs the talk")
