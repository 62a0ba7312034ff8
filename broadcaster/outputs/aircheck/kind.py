"""The air-check in the table of kinds."""

from broadcaster.outputs.aircheck.disk import RealDisk
from broadcaster.outputs.aircheck.pieces import folder_of
from broadcaster.outputs.aircheck.recorder import Recorder
from broadcaster.outputs.aircheck.tape import Tape
from broadcaster.outputs.checks import line, whole
from broadcaster.outputs.kind import Field, Kind
from broadcaster.outputs.port import OutputSpec
from content.airformat import AirFormat
from station.settings import load

SILENCE = {"keep": "Ghi cả lúc im lặng", "skip": "Chỉ ghi lúc có tiếng"}


def record(spec: OutputSpec, fmt: AirFormat) -> Recorder:
    """Record a zone in the station's own folder."""
    told = load()
    tape = Tape(
        folder_of(told.home, spec.zone_slug),
        fmt,
        told.timezone,
        RealDisk(),
        keep_days=int(spec.options.get("keep_days") or 30),
        only_sound=spec.options.get("silence") == "skip",
    )
    return Recorder(tape, fmt)


KIND = Kind(
    label="Ghi lưu (kiểm thính)",
    open=record,
    sounds=False,
    hint="Ghi lại mọi âm thanh đã phát của khu vực, mỗi giờ một tệp MP3, để nghe lại và làm bằng chứng.",
    fields=(
        Field(
            "keep_days",
            "Giữ bao nhiêu ngày",
            whole(1, 3650),
            hint="Ghi cả lúc im lặng cần khoảng 0,7 GB một ngày cho mỗi khu vực (64 kbit/s).",
            default="30",
            needed=True,
        ),
        Field("silence", "Lúc im lặng", line, default="keep", needed=True, choices=SILENCE),
    ),
)
