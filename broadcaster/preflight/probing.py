"""Looking at the world: the files that will air, the sources to be relayed, the disk and the clock."""

import ctypes
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from broadcaster.inputs.condition import Condition
from broadcaster.inputs.trial import TrialFailed, listen_in
from broadcaster.preflight.values import Finding, Kind
from content.shelf import ClipDamaged, ClipMissing, Shelf
from station.settings import Settings

LEAST_FREE = 1_000_000_000  # bytes; a recorder leaves the last 200 MB to the station
AT_ONCE = 2  # sources: each is opened and decoded for some seconds
STA_UNSYNC = 0x40  # adjtimex(2)
_TIMEX_BYTES = 256  # more than struct timex has anywhere


def clips(shelf: Shelf, wanted: Iterable[str]) -> dict[str, str]:
    """Return what is wrong with the files of these clips, each read to its end."""
    found = {}
    for sha256 in wanted:
        try:
            shelf.read(sha256)
        except ClipMissing:
            found[sha256] = "tệp âm thanh không còn trong kho"
        except ClipDamaged:
            found[sha256] = "tệp âm thanh trong kho đã hỏng"
        except OSError as problem:
            found[sha256] = f"không đọc được tệp âm thanh ({problem.strerror})"
    return found


def relays(settings: Settings, addresses: Mapping[int, str]) -> dict[int, str]:
    """Return what is wrong with these sources, having listened to each for some seconds."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        heard = pool.map(lambda address: _heard(settings, address), addresses.values())
        return {source_id: why for source_id, why in zip(addresses, heard, strict=True) if why}


def _heard(settings: Settings, address: str) -> str:
    try:
        report = listen_in(address, settings).report
    except TrialFailed:
        return "không nghe thử được nguồn tiếp sóng"
    if report.condition is Condition.GOOD:
        return ""
    return report.reason or "nguồn tiếp sóng chưa có tiếng"


def disk(settings: Settings) -> list[Finding]:
    """Say so when the disk is nearly full."""
    free = shutil.disk_usage(settings.home).free
    if free >= LEAST_FREE:
        return []
    sentence = f"Ổ đĩa của đài chỉ còn {free // 1_000_000} MB; hãy xóa bớt bản ghi lưu cũ hoặc thêm ổ đĩa."
    return [Finding(Kind.DISK, sentence)]


def wall_clock() -> list[Finding]:
    """Say so when nothing keeps this machine's clock right, as far as its kernel knows (Linux)."""
    timex = ctypes.create_string_buffer(_TIMEX_BYTES)
    libc = ctypes.CDLL(None)
    if libc.adjtimex(timex) < 0:
        return []
    status = ctypes.c_int.from_buffer(timex, 5 * ctypes.sizeof(ctypes.c_long)).value  # after modes and four longs
    if not status & STA_UNSYNC:
        return []
    sentence = "Đồng hồ máy chưa được đồng bộ qua mạng; hãy bật NTP, nếu không giờ phát sẽ lệch dần."
    return [Finding(Kind.CLOCK, sentence)]
