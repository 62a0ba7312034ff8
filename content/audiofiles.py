"""Recognising an audio file by its first bytes; needs no decoder, so that the pages can ask too."""

from station.errors import StationError

MEBIBYTE = 1024 * 1024


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
