import math
import struct
import tracemalloc

import pytest

from content.airformat import MUSIC, SPEECH, AirFormat
from content.audiofiles import (
    NoSoundInside,
    NotARecording,
    RecordingDamaged,
    RecordingEmpty,
    RecordingError,
    RecordingTooBig,
    RecordingTooLong,
)
from content.recordings import Limits, decode
from content.sound import wav_bytes
from tests.content.sounds import as_file, babble, scratched, share_at, silent_film, tone

KINDS = [
    ("wav", "pcm_s16le"),
    ("wav", "pcm_s24le"),
    ("mp3", "libmp3lame"),
    ("ipod", "aac"),
    ("ogg", "libopus"),
    ("flac", "flac"),
    ("adts", "aac"),
    ("webm", "libopus"),
]


@pytest.mark.parametrize("fmt", [SPEECH, MUSIC], ids=str)
@pytest.mark.parametrize(("container", "codec"), KINDS)
def test_every_common_kind_is_decoded_by_its_content(container: str, codec: str, fmt: AirFormat) -> None:
    data = as_file(tone(500, pitch=600, rate=48000), container, codec)

    sound = decode(data, fmt=fmt)

    assert (sound.frame_rate, sound.channels, sound.sample_width) == (fmt.sample_rate, fmt.channels, 2)
    assert abs(len(sound) - 500) < 90
    assert share_at(sound.split_to_mono()[0], 600) > 0.9


def test_an_mp3_behind_a_picture_tag_is_still_an_mp3() -> None:
    mp3 = as_file(tone(500), "mp3", "libmp3lame")
    tag = b"ID3\x03\x00\x00" + bytes([0, 0, 100 >> 7, 100 & 127]) + bytes(100)

    assert len(decode(tag + mp3[mp3.index(b"\xff\xf3") :], fmt=SPEECH)) > 400


BAD: list[tuple[str, bytes, type[RecordingError]]] = [
    ("nothing", b"", RecordingEmpty),
    ("a text", "Thông báo lịch tiêm chủng".encode(), NotARecording),
    ("a page", b"<html><body>404</body></html>", NotARecording),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(200), NotARecording),
    ("a list of addresses", b"#EXTM3U\nhttp://127.0.0.1/secret.mp3\n", NotARecording),
    ("a script for FFmpeg", b"ffconcat version 1.0\nfile /etc/hostname\n", NotARecording),
    ("zeros", bytes(5000), NotARecording),
    ("a WAV without samples", wav_bytes(b"", sample_rate=24000), NoSoundInside),
    ("the first bytes of a WAV", wav_bytes(bytes(48000), sample_rate=24000)[:20], RecordingDamaged),
    ("the first bytes of an M4A", as_file(tone(300), "ipod", "aac")[:400], RecordingDamaged),
    ("an empty M4A", struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0), RecordingDamaged),
    ("an Ogg of garbage", b"OggS" + bytes(range(256)) * 8, RecordingDamaged),
    ("a FLAC of garbage", b"fLaC" + bytes(range(256)) * 8, RecordingDamaged),
]


@pytest.mark.parametrize(("data", "error"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_cannot_be_used_is_refused_with_one_sentence(data: bytes, error: type[RecordingError]) -> None:
    with pytest.raises(error) as refusal:
        decode(data, fmt=SPEECH)

    assert str(refusal.value).endswith((".", ")."))
    assert "\n" not in str(refusal.value)


def test_a_video_without_sound_is_refused() -> None:
    with pytest.raises(NoSoundInside):
        decode(silent_film(), fmt=SPEECH)


def test_a_wav_cut_short_gives_what_is_there() -> None:
    whole = wav_bytes(tone(1000).raw_data, sample_rate=24000)

    assert abs(len(decode(whole[: len(whole) // 2], fmt=SPEECH)) - 500) < 20


@pytest.mark.parametrize(("container", "codec"), KINDS[2:])
def test_a_file_damaged_all_through_is_refused_not_half_played(container: str, codec: str) -> None:
    data = scratched(as_file(babble(3000, rate=48000), container, codec), share=0.3)

    with pytest.raises(RecordingDamaged):
        decode(data, fmt=SPEECH)


def test_a_scratch_costs_a_moment_not_the_file() -> None:
    data = scratched(as_file(babble(3000, rate=48000), "mp3", "libmp3lame"), share=0.002)

    assert len(decode(data, fmt=SPEECH)) > 2900


def test_a_file_too_big_is_refused_unread() -> None:
    with pytest.raises(RecordingTooBig, match="quá giới hạn"):
        decode(bytes(2001), fmt=SPEECH, limits=Limits(bytes=2000))


def test_a_recording_longer_than_the_limit_is_refused() -> None:
    flac = as_file(tone(3000), "flac", "flac")

    with pytest.raises(RecordingTooLong, match=r"0\.04 phút"):
        decode(flac, fmt=SPEECH, limits=Limits(minutes=0.04))


def test_hours_packed_into_a_small_file_never_fill_the_memory() -> None:
    hours = as_file(tone(1000, level=0) * 1800, "flac", "flac")

    tracemalloc.start()
    with pytest.raises(RecordingTooLong):
        decode(hours, fmt=SPEECH, limits=Limits(minutes=0.5))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert math.log2(peak) < 23  # 8 MB; the whole would be 86
