"""The encoder of live sound: whole frames, at once, that can follow any other."""

import random

import pytest

from broadcaster.inputs.encoder import Encoder
from content.airformat import MUSIC, SPEECH, AirFormat, check_frames, frame_count
from content.codec import decoded
from tests.content.sounds import tone

BOTH = pytest.mark.parametrize("fmt", [SPEECH, MUSIC])


def pcm(fmt: AirFormat, milliseconds: int) -> bytes:
    samples: bytes = tone(milliseconds, rate=fmt.sample_rate).set_channels(fmt.channels).raw_data
    return samples


@BOTH
def test_sound_in_crumbs_of_any_size_becomes_whole_air_frames(fmt: AirFormat) -> None:
    encoder, whole, chance = Encoder(fmt), pcm(fmt, 2000), random.Random(7)

    out, at = b"", 0
    while at < len(whole):
        size = chance.randrange(1, 5000)
        out += encoder.encode(whole[at : at + size])
        at += size
    out += encoder.flush()

    check_frames(out, fmt)
    assert 2 <= frame_count(out, fmt) * 0.024 <= 2.1


@BOTH
def test_a_frame_comes_out_one_frame_after_its_sound_went_in(fmt: AirFormat) -> None:
    encoder, block = Encoder(fmt), pcm(fmt, 24)

    counts = [frame_count(encoder.encode(block), fmt) for _ in range(10)]

    assert counts == [0] + [1] * 9


def test_what_was_said_is_what_is_heard() -> None:
    encoder = Encoder(SPEECH)

    out = encoder.encode(pcm(SPEECH, 1000)) + encoder.flush()

    heard = decoded(out, SPEECH)
    assert abs(heard[200:800].dBFS - tone(1000).dBFS) < 1


def test_an_encoder_that_took_nothing_gives_nothing_that_is_not_a_frame() -> None:
    encoder = Encoder(SPEECH)

    assert encoder.encode(b"") == b""
    assert len(encoder.flush()) % SPEECH.frame_bytes == 0
