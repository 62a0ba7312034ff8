"""A voice becomes frames as it comes: whatever the microphone's rate, near or far, and never over full scale."""

import math
from array import array

import pytest

from broadcaster.inputs.live_voice import Voice
from content.airformat import MUSIC, SPEECH, AirFormat, check_frames, frame_count
from content.codec import decoded
from content.presets import PLAIN, PRESETS


def tone(seconds: float, rate: int, loud: float) -> bytes:
    """A note of 440 Hz, `loud` of full scale."""
    samples = (round(32767 * loud * math.sin(math.tau * 440 * n / rate)) for n in range(round(seconds * rate)))
    return array("h", samples).tobytes()


def spoken(voice: Voice, pcm: bytes, rate: int) -> bytes:
    """Speak in pieces of a tenth of a second."""
    piece = rate // 10 * 2
    return b"".join(voice.take(pcm[at : at + piece], rate) for at in range(0, len(pcm), piece))


@pytest.mark.parametrize("fmt", [SPEECH, MUSIC], ids=["speech", "music"])
@pytest.mark.parametrize("rate", [16000, 24000, 44100, 48000])
def test_frames_leave_less_than_a_tenth_of_a_second_behind_the_voice(fmt: AirFormat, rate: int) -> None:
    voice = Voice(fmt, PRESETS["horn"])

    frames = spoken(voice, tone(2, rate, 0.3), rate)

    check_frames(frames, fmt)
    assert 0 <= 2 - frame_count(frames, fmt) * 0.024 < 0.1
    check_frames(frames + voice.end(), fmt)


def test_a_mouth_far_away_comes_nearer_and_one_too_near_is_held() -> None:
    heard = {}
    for loud in (0.02, 0.2, 0.99):
        voice = Voice(SPEECH, PLAIN)
        sound = decoded(spoken(voice, tone(2, 24000, loud), 24000), SPEECH)
        heard[loud] = (sound[1000:1900].dBFS, sound.max_dBFS)

    spread = heard[0.99][0] - heard[0.02][0]
    assert spread < 34 - 8  # decibels: 34 between the mouths
    assert all(peak < -0.5 for _, peak in heard.values())


def test_another_rate_in_mid_talk_goes_on_in_the_same_air_format() -> None:
    voice = Voice(SPEECH, PLAIN)

    frames = spoken(voice, tone(1, 48000, 0.3), 48000) + spoken(voice, tone(1, 24000, 0.3), 24000) + voice.end()

    check_frames(frames, SPEECH)
    assert abs(frame_count(frames, SPEECH) * 0.024 - 2) < 0.15
