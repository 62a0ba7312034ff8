"""What can be wrong with a source of sound from outside, each with its sentence."""

from station.errors import StationError


class SourceFault(StationError):
    """The source gives no sound now."""


class SourceUnreachable(SourceFault):
    def __init__(self, reason: object) -> None:
        super().__init__(f"không kết nối được tới nguồn tiếp sóng ({reason})")


class SourceSlow(SourceFault):
    def __init__(self, seconds: float) -> None:
        super().__init__(f"nguồn tiếp sóng không trả lời trong {seconds:.0f} giây")


class SourceStalled(SourceFault):
    def __init__(self, seconds: float) -> None:
        super().__init__(f"nguồn tiếp sóng ngừng gửi âm thanh {seconds:.0f} giây")


class SourceEnded(SourceFault):
    def __init__(self) -> None:
        super().__init__("nguồn tiếp sóng đã đóng luồng")


class SourceRefuses(SourceFault):
    def __init__(self, status: int) -> None:
        meaning = {401: "đòi mật khẩu", 403: "không cho phép", 404: "không có luồng ở địa chỉ này"}.get(status, "lỗi")
        super().__init__(f"nguồn tiếp sóng trả lời {status} ({meaning})")


class NotTrusted(SourceFault):
    def __init__(self, reason: str) -> None:
        super().__init__(f"chứng thư TLS của nguồn tiếp sóng không hợp lệ ({reason})")


class TooManyRedirects(SourceFault):
    def __init__(self, most: int) -> None:
        super().__init__(f"nguồn tiếp sóng chuyển hướng quá {most} lần")


class WrongAddress(SourceFault):
    def __init__(self, address: str) -> None:
        super().__init__(f"nguồn tiếp sóng dẫn tới địa chỉ không được phép «{address[:80]}»")


class NotSound(SourceFault):
    def __init__(self, kind: str) -> None:
        super().__init__(f"nguồn tiếp sóng gửi «{kind[:60]}», không phải âm thanh")


class TooMuch(SourceFault):
    def __init__(self) -> None:
        super().__init__("nguồn tiếp sóng gửi một danh sách hay một đoạn quá lớn")


class Undecodable(SourceFault):
    def __init__(self) -> None:
        super().__init__("không giải mã được âm thanh của nguồn tiếp sóng")
