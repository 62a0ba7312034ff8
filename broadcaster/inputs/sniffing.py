"""What a source sends, told from its first bytes and its declared kind; pure.

FFmpeg could tell too, but wants 64 KB where a stream is joined in the middle of a frame: at 32 kbit/s sixteen seconds.
"""

_MPEG = {"audio/mpeg", "audio/mp3", "audio/x-mpeg", "audio/mpeg3"}
_CHAIN = 3  # headers in a row, each where the one before says, are no chance
_ADTS_BYTES = 6


def is_hls(head: bytes) -> bool:
    """Is this a list of segments (RFC 8216)?"""
    return head.startswith(b"#EXTM3U") and b"#EXT-X-" in head


def not_sound_but(head: bytes, kind: str) -> str:
    """Return what a person would call something that is no sound; "" of what may be sound."""
    if head.startswith((b"#EXTM3U", b"[playlist]")):
        return "danh sách m3u/pls: hãy dùng địa chỉ luồng ghi trong đó"
    return kind or "text/html" if head[:1] == b"<" or kind.startswith("text/") else ""


def demuxer(head: bytes, kind: str) -> str | None:
    """Return FFmpeg's name of the format, None to let it find out."""
    if any(_is_adts_chain(head, at) for at in range(len(head) - _ADTS_BYTES)):
        return "aac"
    return "mp3" if kind in _MPEG and not head.startswith(b"OggS") else None


def _is_adts_chain(data: bytes, at: int) -> bool:
    """Do frames of AAC follow one another from here (ISO/IEC 13818-7, ADTS)?"""
    for _ in range(_CHAIN):
        if at + _ADTS_BYTES > len(data) or data[at] != 0xFF or data[at + 1] & 0xF6 != 0xF0:
            return False
        length = (data[at + 3] & 0b11) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if length <= _ADTS_BYTES:
            return False
        at += length
    return True
