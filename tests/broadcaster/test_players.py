"""Real players at the built-in stream: they decode it without a word of complaint, titles and all."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.broadcaster.noise import noise
from tests.broadcaster.stream_house import FRAME, House, stream_house

BLOCK = 5 * FRAME


@contextmanager
def playing() -> Iterator[House]:
    """A zone that sends a real clip over and over, four times as fast as it would sound."""
    clip = noise(2.4, 7)[: 20 * BLOCK]
    with stream_house() as house:
        house.server.halls["xa"].name = "Thôn Đông"
        house.say("Bản tin 'sáng'")
        over = threading.Event()
        thread = threading.Thread(target=_play, args=(house, clip, over))
        thread.start()
        yield house
        over.set()
        thread.join()


def _play(house: House, clip: bytes, over: threading.Event) -> None:
    at = 0
    while not over.wait(0.03):
        house.send_sound(clip[at : at + BLOCK])
        at = (at + BLOCK) % len(clip)


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    if shutil.which(words[0]) is None:
        pytest.skip(f"không có {words[0]} trên máy này")
    return subprocess.run(words, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("titles", ["0", "1"])
def test_ffmpeg_decodes_the_stream_without_a_warning(titles: str) -> None:
    with playing() as house:
        url = f"http://127.0.0.1:{house.port}/stream/xa.mp3"
        done = run("ffmpeg", "-nostdin", "-v", "warning", "-icy", titles, "-i", url, "-t", "3", "-f", "null", "-")

    assert (done.returncode, done.stderr) == (0, "")


def test_ffmpeg_shows_the_zone_and_what_sounds() -> None:
    with playing() as house:
        url = f"http://127.0.0.1:{house.port}/stream/xa.mp3"
        done = run("ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "default=nw=1", url)

    assert "TAG:icy-name=Thôn Đông" in done.stdout and "TAG:icy-br=64" in done.stdout
    assert "TAG:StreamTitle=Bản tin ’sáng’" in done.stdout


def test_gstreamer_decodes_the_stream_and_shows_what_sounds() -> None:
    with playing() as house:
        source = f"souphttpsrc location=http://127.0.0.1:{house.port}/stream/xa.mp3 iradio-mode=true num-buffers=150"
        decoding = "icydemux ! mpegaudioparse ! mpg123audiodec ! fakesink sync=false"
        words = ["gst-launch-1.0", "-t", *f"{source} ! {decoding}".split()]
        for _ in range(3):  # on a busy machine gst-launch may end before it has printed the tags it found
            done = run(*words)
            assert done.returncode == 0 and "ERROR" not in done.stdout + done.stderr
            assert "WARN" not in done.stderr
            if "Bản tin ’sáng’" in done.stdout:
                break

    assert "Bản tin ’sáng’" in done.stdout
