"""Sound brought in from outside: any common audio file, judged by its bytes, decoded at the air rate."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from content.airformat import AirFormat
from content.segment import AudioSegment
from content.sound import from_pcm, layout, pcm_of
from station.errors import StationError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    bytes: int = 300 * MEBIBYTE
    minutes: float = 60


STANDARD_LIMITS = Limits()


class RecordingError(StationError):
    """A file brought in cannot be used; its sentence says why."""


class RecordingEmpty(RecordingError):
    def __init__(self) -> None:
        super().__init__("Tệp rỗng, không có âm thanh nào.")


class RecordingTooBig(RecordingError):
    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"Tệp nặng {size / MEBIBYTE:.0f} MB, quá giới hạn {limit / MEBIBYTE:.0f} MB; hãy cắt ngắn hoặc nén lại."
        )


class RecordingTooLong(RecordingError):
    def __init__(self, minutes: float) -> None:
        super().__init__(f"Bản ghi dài quá giới hạn {minutes:g} phút; hãy cắt thành nhiều phần.")


class NotARecording(RecordingError):
    def __init__(self) -> None:
        super().__init__("Tệp này không phải là âm thanh (cần tệp WAV, MP3, M4A, OGG hoặc FLAC).")


class NoSoundInside(RecordingError):
    def __init__(self) -> None:
        super().__init__("Tệp này không chứa âm thanh nào nghe được.")


class RecordingDamaged(RecordingError):
    def __init__(self) -> None:
        super().__init__("Tệp âm thanh đã hỏng hoặc bị cắt dở; hãy tải lại bản gốc.")


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


def demuxer_of(data: bytes) -> str:
    """Name the only demuxer the bytes may be opened with.

    FFmpeg is never left to guess: its playlist formats would open other files and addresses for the uploader.
    """
    if data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        return "mov"
    for magic, demuxer in ((b"fLaC", "flac"), (b"OggS", "ogg"), (b"\x1a\x45\xdf\xa3", "matroska")):
        if data.startswith(magic):
            return demuxer
    if _starts_like_mpeg(_after_id3(data)):
        return "mp3"
    if _starts_like_adts(_after_id3(data)):
        return "aac"
    raise NotARecording


def _after_id3(data: bytes) -> bytes:
    """Skip an ID3v2 tag, its length written in four times seven bits, and the zeros some writers leave."""
    if not data.startswith(b"ID3") or len(data) < 10:
        return data[:4]
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return data[10 + size : 10 + size + 65536].lstrip(b"\0")[:4]


def _starts_like_mpeg(start: bytes) -> bool:
    """Recognise an MPEG audio header: sync bits, a layer, a bit rate and a sampling rate that exist."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return False
    return start[1] & 0x06 != 0 and start[2] >> 4 not in (0, 15) and start[2] & 0x0C != 0x0C


def _starts_like_adts(start: bytes) -> bool:
    return len(start) == 4 and start[0] == 0xFF and start[1] & 0xF6 == 0xF0


def _decoded_pcm(data: bytes, fmt: AirFormat, limits: Limits) -> bytes:
    try:
        with av.open(io.BytesIO(data), mode="r", format=demuxer_of(data)) as container:
            return _collected(_resampled(_decoded(container), fmt), fmt, limits)
    except (av.FFmpegError, ValueError) as error:
        raise RecordingDamaged from error


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
    pcm = bytearray()
    most = round(limits.minutes * 60 * fmt.sample_rate) * 2 * fmt.channels
    for frame in frames:
        pcm += pcm_of([frame])
        if len(pcm) > most:
            raise RecordingTooLong(limits.minutes)
    return bytes(pcm)
