"""Blocks decoded one by one sound like the whole, and the same block is decoded once."""

import audioop
from itertools import pairwise

import av
import pytest

from broadcaster.outputs.pcm.coding import Coder
from broadcaster.outputs.pcm.decoding import Decoder
from broadcaster.outputs.pcm.gathering import Gathering
from broadcaster.outputs.pcm.wire import BLOCK_FRAMES, SILENT, Told, Unframer, framed
from broadcaster.outputs.port import Health
from broadcaster.outputs.rtp.formats import FORMATS
from content.airformat import MUSIC, SPEECH, AirFormat, silent_frame
from content.codec import encoded
from tests.content.sounds import babble, tone


def blocks(fmt: AirFormat, milliseconds: int = 2400) -> list[bytes]:
    sound = encoded(babble(milliseconds, rate=fmt.sample_rate).set_channels(fmt.channels), fmt)
    size = fmt.frame_bytes * BLOCK_FRAMES
    return [sound[at : at + size] for at in range(0, len(sound) - size, size)]


def whole(frames: bytes, fmt: AirFormat, rate: int, channels: int) -> bytes:
    """Decode in one go, as any player would."""
    if channels > fmt.channels:
        return audioop.tostereo(whole(frames, fmt, rate, 1), 2, 1, 1)
    context = av.CodecContext.create("mp3float", "r")
    resampler = av.AudioResampler(format="s16", layout="mono" if channels == 1 else "stereo", rate=rate)
    made = []
    for at in range(0, len(frames), fmt.frame_bytes):
        for frame in context.decode(av.Packet(frames[at : at + fmt.frame_bytes])):
            frame.pts = None
            made += [bytes(each.planes[0])[: each.samples * channels * 2] for each in resampler.resample(frame)]
    return b"".join(made)


@pytest.mark.parametrize("fmt", [SPEECH, MUSIC], ids=["speech", "music"])
@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (24000, 1), (48000, 1), (48000, 2)])
def test_blocks_join_to_the_very_samples_of_the_whole(fmt: AirFormat, rate: int, channels: int) -> None:
    decoder = Decoder(fmt)
    silence = silent_frame(fmt) * BLOCK_FRAMES
    sounds = [silence, *blocks(fmt)]

    pieces = []
    for before, block in pairwise(sounds):
        decoder.pcm(silence, sounds[3], rate=rate, channels=channels)  # another zone's sound in between
        pieces.append(decoder.pcm(before, block, rate=rate, channels=channels))
        decoder.forget()

    assert {len(piece) for piece in pieces} == {rate * 120 // 1000 * channels * 2}
    assert b"".join(pieces[1:-1]) in whole(b"".join(sounds), fmt, rate, channels)


def test_zones_that_send_the_same_share_one_decoding() -> None:
    decoder = Decoder(SPEECH)
    first, second, *_ = blocks(SPEECH)

    once = decoder.pcm(first, second, rate=8000, channels=1)
    again = decoder.pcm(bytes(first), bytes(second), rate=8000, channels=1)

    assert again is once


@pytest.mark.parametrize("name", FORMATS)
def test_a_block_makes_six_packets_that_fit_an_ethernet_frame(name: str) -> None:
    silence = silent_frame(SPEECH) * BLOCK_FRAMES
    coder = Coder(Decoder(SPEECH), FORMATS[name])

    payloads = coder.payloads(silence, blocks(SPEECH)[4])

    assert len(payloads) == 6 and max(len(payload) for payload in payloads) <= 1400
    assert name == "opus" or {len(payload) for payload in payloads} == {len(FORMATS[name].silence)}


@pytest.mark.parametrize("name", ["pcmu", "pcma", "l16", "l16-16k"])
def test_silence_on_air_is_the_silence_of_the_format(name: str) -> None:
    silence = silent_frame(SPEECH) * BLOCK_FRAMES

    assert set(Coder(Decoder(SPEECH), FORMATS[name]).payloads(silence, silence)) == {FORMATS[name].silence}


def test_opus_sounds_right_across_blocks_and_after_silence() -> None:
    sound = encoded(tone(1200, pitch=1000), SPEECH)
    size = SPEECH.frame_bytes * BLOCK_FRAMES
    sounds = [silent_frame(SPEECH) * BLOCK_FRAMES, *(sound[at : at + size] for at in range(0, len(sound) - size, size))]
    coder = Coder(Decoder(SPEECH), FORMATS["opus"])
    heard = b""
    ear = av.CodecContext.create("libopus", "r")
    ear.sample_rate, ear.layout = 48000, "mono"

    payloads = [FORMATS["opus"].silence] * 6
    for before, block in pairwise(sounds):
        payloads += coder.payloads(before, block)
        coder.forget()
    for payload in payloads:
        heard += b"".join(bytes(frame.planes[0])[: frame.samples * 2] for frame in ear.decode(av.Packet(payload)))

    steady = heard[48000 * 2 // 2 : 48000 * 2]
    rms, crossings = audioop.rms(steady, 2), audioop.cross(steady, 2)
    assert rms == pytest.approx(0.3 * 32767 / 2**0.5, rel=0.15)
    assert crossings == pytest.approx(1000, abs=12)  # half a second of 1 kHz, two a period


def test_encoders_that_nothing_follows_are_let_go() -> None:
    coder = Coder(Decoder(SPEECH), FORMATS["opus"])
    first, second, *_ = blocks(SPEECH)
    coder.payloads(first, second)

    for _ in range(50):
        coder.forget()

    assert coder._opus._lines == {}


def test_a_block_travels_once_however_many_zones_send_it() -> None:
    gathered: Gathering[bytes] = Gathering()
    for output_id, block in enumerate([b"a", b"b", b"a", None]):
        gathered.add(output_id, 1.0, block)

    blocks, plays = gathered.take()

    assert blocks == (b"a", b"b")
    assert [play.block for play in plays] == [0, 1, 0, SILENT]
    assert not gathered and gathered.take() == ((), ())


def test_messages_survive_any_cutting() -> None:
    said = [Told(number, Health(True, "x" * number)) for number in range(5)]
    stream = b"".join(framed(each) for each in said)
    unframer = Unframer()

    heard = [message for at in range(0, len(stream), 3) for message in unframer.feed(stream[at : at + 3])]

    assert heard == said
