"""Snapcast as a kind of output: what a person fills in."""

from broadcaster.outputs.checks import line, whole
from broadcaster.outputs.kind import ADDRESS, Field, Kind
from broadcaster.outputs.pcm.sink import PcmSink
from broadcaster.outputs.snapcast import place
from broadcaster.outputs.snapcast.place import host_and_port, stream_name


def _address(text: str) -> str:
    host_and_port(text)
    return text


KIND = Kind(
    label="Máy chủ Snapcast",
    open=PcmSink,
    hint="Các loa Snapcast phát khớp nhau đến từng mili giây, nên loa gần nhau không vọng tiếng.",
    fields=(
        Field(
            ADDRESS,
            "Máy chủ Snapcast",
            _address,
            hint="Tên hoặc địa chỉ IP; thêm :cổng nếu cổng điều khiển không phải 1705.",
            needed=True,
        ),
        Field(place.STREAM, "Tên luồng", stream_name, hint="Để trống: «loa-» và tên rút gọn của khu vực."),
        Field(
            place.SOURCE,
            "Cổng nhận tiếng của luồng",
            whole(1024, 65535),
            hint="Dùng khi luồng chưa có trên máy chủ; mỗi luồng một cổng.",
            default=str(place.SOURCE_PORT),
        ),
        Field(
            place.CLIENTS,
            "Loa hoặc nhóm loa nghe luồng này",
            line,
            hint="Tên, mã máy hoặc địa chỉ IP, cách nhau bằng dấu phẩy; để trống: giữ nguyên cách chia nhóm ở máy chủ.",
        ),
    ),
)
