"""RTP as a kind of output: what a person fills in."""

from broadcaster.outputs.checks import line, whole
from broadcaster.outputs.kind import ADDRESS, Field, Kind, Unfit
from broadcaster.outputs.pcm.sink import PcmSink
from broadcaster.outputs.rtp import target
from broadcaster.outputs.rtp.target import host_and_port

LONGEST_INTERFACE = 15  # letters of a network interface's name, in Linux


def _address(text: str) -> str:
    host, port = host_and_port(text)
    return f"[{host}]:{port}" if host.version == 6 else f"{host}:{port}"


def _interface(text: str) -> str:
    if len(text) > LONGEST_INTERFACE or "/" in text or any(letter.isspace() for letter in line(text)):
        raise Unfit("Cần tên một cổng mạng của máy này, ví dụ eth0.")
    return text


KIND = Kind(
    label="Loa IP nghe RTP",
    open=PcmSink,
    hint="Gửi tiếng trong mạng nội bộ tới loa IP theo RTP: cả nhóm một lần (multicast) hoặc từng loa (unicast).",
    fields=(
        Field(
            ADDRESS,
            "Địa chỉ nhóm hoặc loa",
            _address,
            hint="Ví dụ 239.255.12.7:5004 cho một nhóm, 192.168.1.31:5004 cho một loa; cổng là số chẵn.",
            needed=True,
        ),
        Field(
            target.CODEC,
            "Kiểu mã hoá",
            line,
            hint="Loa IP nào cũng nhận G.711; L16 và Opus nghe rõ hơn, nếu loa nhận.",
            default="pcmu",
            choices={
                "pcmu": "G.711 µ-law (PCMU, 8 kHz)",
                "pcma": "G.711 A-law (PCMA, 8 kHz)",
                "l16": "L16 24 kHz (kiểu 96)",
                "l16-16k": "L16 16 kHz (kiểu 96)",
                "opus": "Opus 48 kbit/s (kiểu 96)",
            },
        ),
        Field(target.TTL, "TTL của multicast", whole(1, 255), default=str(target.DEFAULT_TTL)),
        Field(target.INTERFACE, "Cổng mạng", _interface, hint="Ví dụ eth0; để trống: theo bảng định tuyến của máy."),
        Field(
            target.DSCP,
            "Mức ưu tiên DSCP",
            whole(0, 63),
            hint="46 (EF) để thiết bị mạng cho tiếng đi trước.",
            default=str(target.EXPEDITED),
        ),
        Field(
            target.ANNOUNCE,
            "Báo tên nhóm bằng SAP",
            line,
            default="yes",
            choices={"yes": "Có", "no": "Không"},
        ),
        Field(
            target.SILENCE,
            "Khi không có tiếng",
            line,
            hint="Tạm ngừng để loa nhận được nhóm khác có mức ưu tiên thấp hơn.",
            default="send",
            choices={"send": "Vẫn gửi đều, không tiếng", "pause": "Tạm ngừng sau một giây"},
        ),
    ),
)
