import subprocess
import sys

import pytest

from content.airformat import (
    MUSIC,
    SPEECH,
    AirFormat,
    NoSuchAirFormat,
    NotAirFormat,
    check_frames,
    frame_count,
    seconds,
    silent_frame,
)
from content.codec import decoded, encoded
from tests.content.sounds import tone

FORMATS = [SPEECH, MUSIC, AirFormat(32, 24000, 1), AirFormat(64, 48000, 1), AirFormat(96, 24000, 2)]


def wrong_frames() -> dict[str, bytes]:
    """Return, by what is wrong, a second frame that must be refused."""
    frame = bytearray(silent_frame(SPEECH))
    return {
        "borrows from the frame before": bytes(frame[:4]) + b"\x01" + bytes(frame[5:]),
        "another bit rate": b"\xff\xf3\x74\xc0" + bytes(frame[4:]),
        "another rate": b"\xff\xf3\x80\xc0" + bytes(frame[4:]),
        "a checksum": b"\xff\xf2\x84\xc0" + bytes(frame[4:]),
        "padding": b"\xff\xf3\x86\xc0" + bytes(frame[4:]),
        "stereo": b"\xff\xf3\x84\x00" + bytes(frame[4:]),
        "MPEG-1": b"\xff\xfb\x84\xc0" + bytes(frame[4:]),
        "cut short": bytes(frame[:100]),
        "a tag": bytes(frame[:13]) + b"Xing" + bytes(frame[17:]),
        "no frame at all": b"TAG" + bytes(189),
    }


@pytest.mark.parametrize("fmt", FORMATS, ids=str)
def test_every_frame_lasts_24_ms(fmt: AirFormat) -> None:
    assert fmt.frame_samples / fmt.sample_rate == fmt.frame_seconds == 0.024
    assert fmt.frame_bytes * 8 / 0.024 == fmt.kbps * 1000


def test_the_two_house_formats_have_the_sizes_their_players_expect() -> None:
    assert (SPEECH.frame_bytes, SPEECH.frame_samples) == (192, 576)
    assert (MUSIC.frame_bytes, MUSIC.frame_samples) == (384, 1152)


@pytest.mark.parametrize(("kbps", "rate", "channels"), [(64, 44100, 1), (65, 24000, 1), (64, 24000, 3)])
def test_a_format_whose_frames_would_change_size_is_refused(kbps: int, rate: int, channels: int) -> None:
    with pytest.raises(NoSuchAirFormat, match="Không có định dạng phát"):
        AirFormat(kbps, rate, channels)


@pytest.mark.parametrize("fmt", FORMATS, ids=str)
def test_a_silent_frame_decodes_to_silence(fmt: AirFormat) -> None:
    data = silent_frame(fmt) * 50

    sound = decoded(data, fmt)

    check_frames(data, fmt)
    assert sound.max == 0
    assert abs(len(sound) - 1200) <= 24


@pytest.mark.parametrize("fmt", FORMATS, ids=str)
def test_what_is_encoded_passes_the_check_and_keeps_its_length(fmt: AirFormat) -> None:
    data = encoded(tone(1000), fmt)

    check_frames(data, fmt)

    assert 1.0 <= seconds(data, fmt) <= 1.1
    assert frame_count(data, fmt) * fmt.frame_bytes == len(data)


@pytest.mark.parametrize("frame", wrong_frames().values(), ids=wrong_frames().keys())
def test_a_wrong_frame_is_named(frame: bytes) -> None:
    with pytest.raises(NotAirFormat, match="khung thứ 2"):
        check_frames(silent_frame(SPEECH) + frame, SPEECH)


@pytest.mark.parametrize("place", [4, 5])
def test_all_nine_bits_of_a_borrowing_mpeg1_frame_are_seen(place: int) -> None:
    frame = bytearray(silent_frame(MUSIC))
    frame[place] = 0x80

    with pytest.raises(NotAirFormat, match="khung trước"):
        check_frames(bytes(frame), MUSIC)


def test_nothing_is_not_sound() -> None:
    with pytest.raises(NotAirFormat):
        check_frames(b"", SPEECH)


def test_play_out_can_use_the_air_format_without_loading_an_audio_library() -> None:
    script = "import sys, content.airformat; print([m for m in ('av', 'pydub') if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
