"""Sound brought in from outside: any common audio file, judged by its bytes, decoded at the air rate."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from content.airformat import AirFormat
from content.audiofiles import (
    MEBIBYTE,
    NoSoundInside,
    RecordingDamaged,
    RecordingEmpty,
    RecordingTooBig,
    RecordingTooLong,
    demuxer_of,
)
from content.segment import AudioSegment
from content.sound import from_pcm, layout, samples_of

_LEAST_OF_PROMISED = 0.9


@dataclass(frozen=True)
class Limits:
    bytes: int = 300 * MEBIBYTE
    minutes: float = 60


STANDARD_LIMITS = Limits()


def decode(data: bytes, *, fmt: AirFormat, limits: Limits = STANDARD_LIMITS) -> AudioSegment:
    """Decode a whole file, stopping as soon as a limit is passed; raise a RecordingError with its reason."""
    if not data:
        raise RecordingEmpty
    if len(data) > limits.bytes:
        raise RecordingTooBig(len(data), limits.bytes)
    pcm = _decoded_pcm(data, fmt, limits)
    if not pcm:
        raise NoSoundInside
    return from_pcm(pcm, sample_rate=fmt.sample_rate, channels=fmt.channels)


def _decoded_pcm(data: bytes, fmt: AirFormat, limits: Limits) -> bytes:
    try:
        with av.open(io.BytesIO(data), mode="r", format=demuxer_of(data)) as container:
            pcm = _collected(_resampled(_decoded(container), fmt), fmt, limits)
            _check_whole(container, len(pcm) / (2 * fmt.channels * fmt.sample_rate))
            return pcm
    except (av.FFmpegError, ValueError) as error:
        raise RecordingDamaged from error


def _check_whole(container: InputContainer, seconds: float) -> None:
    """Refuse a file that holds much less than it promises: damaged parts are often skipped without a word."""
    is_a_guess = container.format.name in ("mp3", "aac")  # from the bit rate of the first frames
    promised = 0.0 if is_a_guess else (container.duration or 0) / av.time_base
    if seconds and seconds < _LEAST_OF_PROMISED * promised - 0.5:
        raise RecordingDamaged


def _decoded(container: InputContainer) -> Iterator[AudioFrame]:
    """Decode the first audio stream; a bad packet is a scratch, more than one in twenty a broken file."""
    if not container.streams.audio:
        raise NoSoundInside
    good = bad = 0
    for packet in container.demux(container.streams.audio[0]):
        try:
            yield from (frame for frame in packet.decode() if isinstance(frame, AudioFrame))
            good += 1
        except av.InvalidDataError:
            bad += 1
    if bad * 20 > good:
        raise RecordingDamaged


def _resampled(decoded: Iterator[AudioFrame], fmt: AirFormat) -> Iterator[AudioFrame]:
    resampler = AudioResampler(format="s16", layout=layout(fmt.channels), rate=fmt.sample_rate)
    for frame in decoded:
        frame.pts = None  # a file's odd time stamps must not insert or drop sound
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _collected(frames: Iterator[AudioFrame], fmt: AirFormat, limits: Limits) -> bytes:
    pcm = io.BytesIO()
    most = round(limits.minutes * 60 * fmt.sample_rate) * 2 * fmt.channels
    for frame in frames:
        pcm.write(samples_of(frame))
        if pcm.tell() > most:
            raise RecordingTooLong(limits.minutes)
    return pcm.getvalue()
