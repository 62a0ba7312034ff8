from pathlib import Path

import pytest
from click.testing import CliRunner

from content.sound import from_wav
from content.voice_commands import voices
from content.voices.installed import VoiceNotThere, VoiceUnreachable


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("LOA_HOME", str(tmp_path))
    return CliRunner()


def test_every_voice_is_listed_with_the_installed_ones(run: CliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "voices"
    folder.mkdir()
    (folder / "lan.onnx").write_bytes(bytes(1_500_000))
    (folder / "lan.onnx.json").write_text('{"audio": {"sample_rate": 22050}}')

    lines = run.invoke(voices, ["list"], catch_exceptions=False).output.splitlines()

    assert {"espeak", "google", "edge-nu", "edge-nam"} <= set(lines)
    assert lines[-1] == "piper-lan\t1.4 MB, 22050 Hz"


def test_a_voice_can_be_tried_and_heard(run: CliRunner, tmp_path: Path) -> None:
    target = tmp_path / "thu.wav"

    done = run.invoke(voices, ["try", "espeak", "--out", str(target)], catch_exceptions=False)

    assert "đọc tốt" in done.output
    assert len(from_wav(target.read_bytes())) > 2000


def test_errors_reach_the_front_door(run: CliRunner) -> None:
    with pytest.raises(VoiceUnreachable):
        run.invoke(voices, ["add", "no-such.onnx", "--sha256", "0" * 64], catch_exceptions=False)
    with pytest.raises(VoiceNotThere):
        run.invoke(voices, ["remove", "piper-lan"], catch_exceptions=False)
