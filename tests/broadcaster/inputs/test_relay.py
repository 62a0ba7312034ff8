"""The real relay process against upstreams that misbehave; all run at once, for silence takes ten seconds to prove."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from broadcaster.inputs.condition import Condition
from broadcaster.inputs.level import MOST_UP_DB
from content.airformat import SPEECH, check_frames
from content.codec import decoded
from content.loudness import measure
from tests.broadcaster.inputs import upstream as up
from tests.broadcaster.inputs.relaying import Relay, relay
from tests.broadcaster.inputs.transmitter import Transmitter
from tests.content.sounds import as_file, tone

HLS = "application/vnd.apple.mpegurl"
ENDLESS_LIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n"
SPY_LIST = ENDLESS_LIST + b"#EXTINF:2,\n%s\n" * 2


def streams() -> dict[str, up.Stream]:
    talk = up.mp3(up.speech())
    return {
        "/silent": up.plays(up.mp3(tone(4000, level=0.0))),
        "/hiss": up.plays(up.mp3(up.hiss())),
        "/tone": up.plays(up.tone_mp3()),
        "/page": up.page,
        "/stall": up.stalls(talk),
        "/drip": up.drips,
        "/cut": up.plays(talk, turns=1),
        "/round": up.leads("/round"),
        "/spy": up.leads("file:///etc/passwd"),
        "/list": up.gives(b"#EXTM3U\nhttp://example.org/a.mp3\n", "audio/x-mpegurl"),
        "/spy.ts": up.leads("file:///etc/passwd"),
        "/spy-list": up.gives(SPY_LIST % (b"file:///etc/passwd", b"file:///etc/hosts"), HLS),
        "/trap-list": up.gives(SPY_LIST % (b"spy.ts", b"spy.ts"), HLS),
        "/flood": up.pours(ENDLESS_LIST, b"#EXTINF:2,\nx.ts\n" * 1000, HLS),
        "/junk": up.pours(b"", bytes(range(256)) * 50, "audio/mpeg"),
        "/quiet": up.plays(up.mp3(up.speech(level=0.06))),
        "/rate": up.changes(talk, up.mp3(up.speech(rate=44100))),
        "/codec": up.changes(talk, as_file(up.speech(), "adts", "aac")),
        "/aac": up.plays(as_file(up.speech(), "adts", "aac"), "audio/aac"),
        "/opus": up.plays(as_file(up.speech(rate=48000), "ogg", "libopus"), "application/ogg"),
        "/shout": up.shouts(talk),
    }


@pytest.fixture(scope="module")
def relays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Relay]]:
    with ExitStack() as stack:
        server = stack.enter_context(up.upstream(streams()))
        addresses = {path: server.address(path) for path in (*server.streams, "/nothing")}
        addresses["dumb"] = stack.enter_context(up.silent_door())
        if shutil.which("openssl"):
            addresses["self-signed"] = stack.enter_context(up.self_signed(tmp_path_factory.mktemp("tls")))
        home = tmp_path_factory.mktemp("home")
        yield {name: stack.enter_context(relay(address, home)) for name, address in addresses.items()}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/page", "không phải âm thanh"),
        ("/nothing", "trả lời 404"),
        ("/round", "chuyển hướng quá 5 lần"),
        ("/spy", "địa chỉ không được phép «file:///etc/passwd»"),
        ("/list", "danh sách m3u/pls"),
        ("/spy-list", "không giải mã được"),  # FFmpeg's own refusal comes first
        ("/trap-list", "địa chỉ không được phép «file:///etc/passwd»"),
        ("/flood", "quá lớn"),
        ("/junk", "không giải mã được"),
        ("/drip", "không trả lời"),
        ("/stall", "ngừng gửi âm thanh"),
        ("/cut", "đã đóng luồng"),
        ("dumb", "không trả lời trong 8 giây"),
    ],
)
def test_what_is_no_sound_is_dead_and_says_why(relays: dict[str, Relay], path: str, sentence: str) -> None:
    report = relays[path].wait(lambda report: report.condition is Condition.DEAD)

    assert sentence in report.reason


@pytest.mark.parametrize("path", ["/quiet", "/rate", "/codec", "/aac", "/opus", "/shout"])
def test_sound_in_any_dress_is_good(relays: dict[str, Relay], path: str) -> None:
    report = relays[path].wait(lambda report: report.condition is Condition.GOOD)

    assert report.lufs is not None and report.what


def test_silence_is_not_taken_for_sound(relays: dict[str, Relay]) -> None:
    relays["/silent"].wait(lambda report: report.condition is Condition.SILENT)

    assert all(report.condition is not Condition.GOOD for report in relays["/silent"].reports)


@pytest.mark.parametrize("path", ["/hiss", "/tone"])
def test_noise_and_a_test_tone_are_found_out(relays: dict[str, Relay], path: str) -> None:
    report = relays[path].wait(lambda report: report.condition is Condition.STEADY)

    assert "tiếng ù, rè hoặc tín hiệu thử" in report.reason


@pytest.mark.parametrize("path", ["/rate", "/codec", "/cut"])
def test_a_source_that_changes_or_is_cut_is_good_again(relays: dict[str, Relay], path: str) -> None:
    at = 6  # by then the first four seconds are over

    relays[path].wait(lambda report: report.condition is Condition.GOOD, after=at)


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
def test_a_certificate_that_nobody_signed_is_refused(relays: dict[str, Relay]) -> None:
    report = relays["self-signed"].wait(lambda report: report.condition is Condition.DEAD)

    assert "chứng thư TLS" in report.reason


def test_a_quiet_source_reaches_the_transmitter_as_loud_as_the_station(tmp_path: Path) -> None:
    there = Transmitter(tmp_path)
    quiet = {"/": up.plays(up.mp3(up.speech(level=0.06)))}
    with up.upstream(quiet) as server, relay(server.address("/"), tmp_path) as running:
        upstream_lufs = running.wait(lambda report: report.condition is Condition.GOOD).lufs or 0
        before = len(there.frames)
        there.wait(lambda: len(there.frames) > before + 200 * SPEECH.frame_bytes)
    there.end()

    sent = bytes(there.frames[before : before + 200 * SPEECH.frame_bytes])
    check_frames(sent, SPEECH)
    assert upstream_lufs < -24
    assert abs(measure(decoded(sent, SPEECH)).lufs - min(-16, upstream_lufs + MOST_UP_DB)) < 1.5
    assert there.heads == [b'{"source": "relay:1"}\n']
