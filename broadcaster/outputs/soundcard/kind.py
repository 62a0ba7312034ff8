"""The sound card as a kind of output: what a person fills in."""

from broadcaster.outputs.checks import line
from broadcaster.outputs.kind import ADDRESS, Field, Kind, Unfit
from broadcaster.outputs.pcm.sink import PcmSink


def _device(text: str) -> str:
    if line(text).startswith("-"):
        raise Unfit("Tên thiết bị ALSA không bắt đầu bằng dấu gạch; xem danh sách bằng lệnh aplay -L.")
    return text


KIND = Kind(
    label="Card âm thanh của máy này",
    open=PcmSink,
    hint="Phát thẳng ra ampli hoặc bàn trộn nối với máy này (qua chương trình aplay của ALSA).",
    fields=(
        Field(
            ADDRESS,
            "Thiết bị ALSA",
            _device,
            hint="«default» là thiết bị mặc định; xem danh sách bằng lệnh aplay -L.",
            default="default",
            needed=True,
        ),
    ),
)
