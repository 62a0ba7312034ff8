"""The one constant form of sound on air, so that any frame may follow any frame.

MPEG audio layer III (ISO/IEC 11172-3 and 13818-3), constant bit rate, no bit reservoir.  Only 24 and 48 kHz
are taken: there a frame lasts exactly 24 ms and its size never changes.  Standard library only: play-out
imports this module.
"""

from dataclasses import dataclass

from station.errors import StationError

FRAME_SECONDS = 0.024
HEADER_BYTES = 4
_RATE_INDEX = 1  # second entry of both tables of sampling rates: 24 kHz (MPEG-2) and 48 kHz (MPEG-1)
_MPEG1_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_KBPS = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MONO = 0b11
# What may differ between frames of one format: private, mode extension, copyright, original, emphasis.
_FIXED_BITS = 0xFFFFFEC0


class NoSuchAirFormat(StationError):
    def __init__(self, kbps: int, sample_rate: int, channels: int) -> None:
        super().__init__(f"Không có định dạng phát {kbps} kbit/s, {sample_rate} Hz, {channels} kênh.")


class NotAirFormat(StationError):
    def __init__(self, frame: int, reason: str) -> None:
        super().__init__(f"Âm thanh không đúng định dạng phát ở khung thứ {frame + 1}: {reason}.")


@dataclass(frozen=True)
class AirFormat:
    kbps: int
    sample_rate: int  # Hz
    channels: int

    def __post_init__(self) -> None:
        rates_known = self.sample_rate in (24000, 48000) and self.channels in (1, 2)
        if not rates_known or self.kbps not in self._kbps_table:
            raise NoSuchAirFormat(self.kbps, self.sample_rate, self.channels)

    @property
    def frame_seconds(self) -> float:
        return FRAME_SECONDS

    @property
    def frame_samples(self) -> int:
        return self.sample_rate * 24 // 1000

    @property
    def frame_bytes(self) -> int:
        return self.kbps * 3  # kbit/s times 24 ms, in bytes

    @property
    def side_bytes(self) -> int:
        """Return the size of the side information that follows a header."""
        if self._is_mpeg1:
            return 17 if self.channels == 1 else 32
        return 9 if self.channels == 1 else 17

    @property
    def header(self) -> bytes:
        """Return the four header bytes of a plain frame: no checksum, no padding."""
        version = 0b11 if self._is_mpeg1 else 0b10
        mode = _MONO if self.channels == 1 else 0b00
        bits = 0x7FF << 21 | version << 19 | 0b01 << 17 | 1 << 16
        bits |= (self._kbps_table.index(self.kbps) + 1) << 12 | _RATE_INDEX << 10 | mode << 6
        return bits.to_bytes(HEADER_BYTES, "big")

    @property
    def _is_mpeg1(self) -> bool:
        return self.sample_rate == 48000

    @property
    def _kbps_table(self) -> tuple[int, ...]:
        return _MPEG1_KBPS if self._is_mpeg1 else _MPEG2_KBPS


SPEECH = AirFormat(kbps=64, sample_rate=24000, channels=1)
MUSIC = AirFormat(kbps=128, sample_rate=48000, channels=2)
AIR_FORMATS = {"speech": SPEECH, "music": MUSIC}  # by the name that the setting LOA_AIR_FORMAT takes


def silent_frame(fmt: AirFormat) -> bytes:
    """Build one frame of silence: all-zero side information says that no spectrum follows."""
    return fmt.header.ljust(fmt.frame_bytes, b"\0")


def frame_count(data: bytes, fmt: AirFormat) -> int:
    return len(data) // fmt.frame_bytes


def seconds(data: bytes, fmt: AirFormat) -> float:
    return frame_count(data, fmt) * 24 / 1000


def check_frames(data: bytes, fmt: AirFormat) -> None:
    """Refuse sound that cannot be spliced at every frame: raise NotAirFormat at the first wrong one."""
    if not data:
        raise NotAirFormat(0, "không có khung nào")
    wanted = int.from_bytes(fmt.header, "big")
    for index, start in enumerate(range(0, len(data), fmt.frame_bytes)):
        frame = data[start : start + fmt.frame_bytes]
        if len(frame) < fmt.frame_bytes:
            raise NotAirFormat(index, "khung bị cắt dở")
        if not _same_format(int.from_bytes(frame[:HEADER_BYTES], "big"), wanted):
            raise NotAirFormat(index, "đầu khung sai")
        if _borrowed_bytes(frame, fmt):
            raise NotAirFormat(index, "khung dùng dữ liệu của khung trước")
        if frame[HEADER_BYTES + fmt.side_bytes :].startswith((b"Xing", b"Info", b"VBRI")):
            raise NotAirFormat(index, "khung chỉ chứa thẻ ghi chú")


def _same_format(header: int, wanted: int) -> bool:
    """Compare all that must not change; joint stereo counts as stereo."""
    is_mono = (wanted >> 6) & 0b11 == _MONO
    mode_fits = ((header >> 6) & 0b11 == _MONO) is is_mono
    return (header ^ wanted) & _FIXED_BITS & ~0xC0 == 0 and mode_fits


def _borrowed_bytes(frame: bytes, fmt: AirFormat) -> int:
    """Read main_data_begin: 9 bits in MPEG-1, 8 in MPEG-2, the first of the side information."""
    if fmt.sample_rate == 48000:
        return frame[4] << 1 | frame[5] >> 7
    return frame[4]
