"""The tone that tests an output: two seconds, in the air format, made once, by another process."""

import subprocess
import sys
from pathlib import Path

import pytest

from content.airformat import MUSIC, SPEECH, AirFormat, check_frames, seconds
from content.tone import tone
from station.settings import PROJECT


@pytest.mark.parametrize("fmt", [SPEECH, MUSIC])
def test_the_tone_is_two_seconds_in_the_air_format(tmp_path: Path, fmt: AirFormat) -> None:
    sound = tone(tmp_path, fmt).read_bytes()

    check_frames(sound, fmt)
    assert 1.9 < seconds(sound, fmt) < 2.3


def test_a_tone_is_made_once_and_again_only_when_it_is_damaged(tmp_path: Path) -> None:
    path = tone(tmp_path, SPEECH)
    whole, made_at = path.read_bytes(), path.stat().st_mtime_ns
    kept = tone(tmp_path, SPEECH).stat().st_mtime_ns == made_at
    path.write_bytes(whole[:1000])

    assert kept
    assert tone(tmp_path, SPEECH).read_bytes() == whole


def test_asking_for_the_tone_loads_no_audio_engine() -> None:
    words = "import sys, content.tone, broadcaster.outputs.table; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", words], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert {"av", "pydub", "numpy", "sqlalchemy", "flask"}.isdisjoint(loaded.stdout.split())
