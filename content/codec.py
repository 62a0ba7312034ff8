"""Into the air format and back: sound is encoded once, when a clip is made."""

from collections.abc import Iterable, Iterator

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from content.airformat import AirFormat, check_frames
from content.segment import AudioSegment
from content.sound import frames, from_pcm, layout, pcm_of, resampled, run_graph, shape

# LAME's 5 takes two thirds of the time of its default; nobody can tell them apart over a horn.
_LAME = {"reservoir": "0", "compression_level": "5"}


def encoded(sound: AudioSegment, fmt: AirFormat) -> bytes:
    return encoded_frames(frames(resampled(sound, sample_rate=fmt.sample_rate, channels=fmt.channels)), fmt)


def encoded_frames(incoming: Iterable[AudioFrame], fmt: AirFormat) -> bytes:
    """Encode into frames that can each follow any other; refuse our own work if one cannot."""
    data = b"".join(_packets(incoming, fmt))
    check_frames(data, fmt)
    return data


def _packets(incoming: Iterable[AudioFrame], fmt: AirFormat) -> Iterator[bytes]:
    context = encoder(fmt)
    for frame in incoming:
        yield from (bytes(packet) for packet in context.encode(frame))
    yield from (bytes(packet) for packet in context.encode(None))


def encoder(fmt: AirFormat) -> AudioCodecContext:
    """Return an encoder of the air format; a bare codec context writes no container, hence no ID3 or Xing frames."""
    context = av.CodecContext.create("libmp3lame", "w")
    assert isinstance(context, AudioCodecContext)
    context.sample_rate = fmt.sample_rate
    context.layout = layout(fmt.channels)
    context.format = "s16p"
    context.bit_rate = fmt.kbps * 1000
    context.options = _LAME
    return context


def decoded(data: bytes, fmt: AirFormat) -> AudioSegment:
    pcm = pcm_of(run_graph(decoded_frames(data, fmt), [shape(fmt.sample_rate, fmt.channels)]))
    return from_pcm(pcm, sample_rate=fmt.sample_rate, channels=fmt.channels)


def decoded_frames(data: bytes, fmt: AirFormat) -> Iterator[AudioFrame]:
    context = av.CodecContext.create("mp3float", "r")
    assert isinstance(context, AudioCodecContext)
    for start in range(0, len(data), fmt.frame_bytes):
        yield from context.decode(av.Packet(data[start : start + fmt.frame_bytes]))
    yield from context.decode(None)
