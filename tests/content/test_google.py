import itertools
from contextlib import suppress

import gtts.tts
import pytest

from content.sound import from_wav
from content.speech import speak
from content.voices.google import Google, chunks
from content.voices.port import VoiceError
from tests.content import google_server
from tests.content.fake_voices import FakeVoice
from tests.content.google_server import Answer, FakeGoogle, audio_line, body, fake_google, status
from tests.content.readings import Reading, Sentence
from tests.content.sounds import as_file, share_at, tone

LONG = (
    "Đề nghị bà con chủ động đắp bờ, giữ nước và vệ sinh đồng ruộng; công an xã cảnh báo thủ đoạn lừa đảo "
    "qua điện thoại, người dân tuyệt đối không chuyển tiền cho người lạ dưới bất kỳ hình thức nào."
)


class Clock:
    """Time that passes only when somebody sleeps, or when told."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def voice(clock: Clock | None = None, *, total: float = 5.0) -> Google:
    clock = clock or Clock()
    return Google(request_seconds=0.4, total_seconds=total, monotonic=clock.monotonic, sleep=clock.sleep)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def point_at(fake: FakeGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gtts.tts, "_translate_url", lambda tld="com", path="": fake.address)


def test_a_long_sentence_is_asked_for_in_clauses_and_heard_without_seams(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with fake_google(google_server.speaks) as fake:
        point_at(fake, monkeypatch)
        sound = from_wav(voice().speak(LONG))

    syllables, seams = len(LONG.split()), len(fake.texts) - 1
    assert " ".join(fake.texts) == LONG
    assert abs(len(sound) - (200 * syllables + 160 * seams)) < 70 * len(fake.texts)


def test_requests_keep_their_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()

    with fake_google(google_server.speaks) as fake:
        point_at(fake, monkeypatch)
        voice(clock).speak(LONG)

    assert sum(clock.slept) == 0.5 * (len(fake.texts) - 1)


def test_the_pace_changes_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_google(google_server.speaks) as fake:
        point_at(fake, monkeypatch)
        usual, slow = (len(from_wav(voice().speak("một hai ba bốn năm", pace=p))) for p in (1.0, 0.8))

    assert 1.2 < slow / usual < 1.3


HALF = audio_line(as_file(tone(500), "mp3", "libmp3lame"))
MISBEHAVIOUR: dict[str, tuple[Answer, str]] = {
    "hangs": (google_server.hangs, "Không kết nối được"),
    "drips": (google_server.drips, "quá chậm"),
    "stops half-way": (body(HALF[:300], length=len(HALF)), "Không kết nối được"),
    "cuts the sound": (body(HALF.replace(b'\\"]', b"")), "không có âm thanh|báo lỗi 200"),
    "a page": (body(b"<html><body>Before you continue</body></html>"), "không trả về âm thanh"),
    "nothing": (body(b""), "không trả về âm thanh"),
    "no such language": (body(b'[["wrb.fr","jQ1olc",null,null]]'), "báo lỗi 200"),
    "an empty sound": (body(audio_line(b"")), "không trả về âm thanh"),
    "a page as sound": (body(audio_line(b"<html>")), "không trả về âm thanh"),
    "not text": (body(b'jQ1olc","[\\"\xff\xfe\\"]'), "Không kết nối được"),
    "refuses": (status(403), "quá nhiều lần"),
    "too many": (status(429), "quá nhiều lần"),
    "broken": (status(500), "báo lỗi 500"),
}


@pytest.mark.parametrize(("answer", "sentence"), MISBEHAVIOUR.values(), ids=MISBEHAVIOUR.keys())
def test_a_service_that_misbehaves_is_one_sentence(
    answer: Answer, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fake_google(answer) as fake:
        point_at(fake, monkeypatch)
        with pytest.raises(VoiceError, match=sentence) as failure:
            voice(total=1.0).speak("xin chào bà con")

    assert not failure.value.permanent


def test_an_answer_holding_half_the_words_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    half = body(audio_line(as_file(tone(500), "mp3", "libmp3lame")))

    with fake_google(half) as fake:
        point_at(fake, monkeypatch)
        spoken = speak(Reading((Sentence("một hai ba bốn năm sáu bảy"),)), [voice(), FakeVoice("khác")])

    assert spoken.voice_name == "khác"
    assert len(fake.texts) == 2


def test_no_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    point_at(FakeGoogle("http://127.0.0.1:9/"), monkeypatch)

    with pytest.raises(VoiceError, match="Không kết nối được"):
        voice().speak("xin chào bà con")


def test_after_a_refusal_the_service_is_left_alone_and_longer_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    google = voice(clock)
    asked_at = []

    with fake_google(status(429)) as fake:
        point_at(fake, monkeypatch)
        for _ in range(60 * 15):
            before = len(fake.texts)
            with pytest.raises(VoiceError):
                google.speak("xin chào")
            if len(fake.texts) > before:
                asked_at.append(round(clock.now / 60))
            clock.now += 1

    rests = [after - before for before, after in itertools.pairwise(asked_at)]
    assert rests == [1, 2, 4]


def test_a_service_that_answers_again_is_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    google = voice(clock)
    with fake_google(status(429)) as fake:
        point_at(fake, monkeypatch)
        with pytest.raises(VoiceError):
            google.speak("xin chào")

    clock.now += 61

    with fake_google(google_server.speaks) as fake:
        point_at(fake, monkeypatch)
        assert len(from_wav(google.speak("xin chào"))) > 300


def test_one_good_answer_forgives_earlier_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    google = voice(clock)
    for answer in (status(429), google_server.speaks, status(429), google_server.speaks):
        with fake_google(answer) as fake, suppress(VoiceError):
            point_at(fake, monkeypatch)
            google.speak("xin chào")
        clock.now += 61

    assert len(fake.texts) == 1


@pytest.mark.parametrize("text", [LONG, "a" * 350, "TP. Ninh Bình", "một, hai, ba", ", ".join(["thôn"] * 90)])
def test_chunks_are_short_and_lose_nothing(text: str) -> None:
    parts = list(chunks(text))

    assert all(0 < len(part) <= 100 for part in parts)
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


def test_a_short_text_is_never_cut() -> None:
    assert list(chunks("TP. Ninh Bình, xã Nghĩa Hưng")) == ["TP. Ninh Bình, xã Nghĩa Hưng"]


def test_the_pitch_changes_the_sound_and_not_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_google(google_server.speaks) as fake:
        point_at(fake, monkeypatch)
        usual, high = (from_wav(voice().speak("một hai ba bốn", pitch=p)) for p in (1.0, 1.25))

    assert abs(len(usual) - len(high)) < 60
    assert share_at(usual[100:-100], 440) > 0.8
    assert share_at(high[100:-100], 550) > 0.8
