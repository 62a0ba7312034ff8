"""Why a Snapcast server does not play our sound, each in one sentence."""

from station.errors import StationError


class SnapcastError(StationError):
    """The server does not take our sound now; we go on trying."""


class NoServer(SnapcastError):
    """Nobody answers at the address, or not in time."""

    def __init__(self, server: str) -> None:
        super().__init__(f"Không nối được tới máy chủ Snapcast {server}.")


class NoStream(SnapcastError):
    """The stream is not there and cannot be added from here: many servers have that call removed for safety."""

    def __init__(self, stream: str, source: str) -> None:
        line = f"source = {source}"
        super().__init__(f"Máy chủ Snapcast chưa có luồng «{stream}»; hãy thêm vào snapserver.conf dòng: {line}")


class WrongStream(SnapcastError):
    """A stream of that name takes its sound from elsewhere."""

    def __init__(self, stream: str) -> None:
        super().__init__(f"Luồng Snapcast «{stream}» không nhận tiếng 16 bit qua tcp://… (mode=server).")


class Refused(SnapcastError):
    """The server would not do what it was asked."""

    def __init__(self, method: str, reason: str) -> None:
        super().__init__(f"Máy chủ Snapcast từ chối {method}: {reason}.")
        self.method = method


class Lost(SnapcastError):
    """The server hung up, or no longer takes what it is sent."""

    def __init__(self, server: str) -> None:
        super().__init__(f"Máy chủ Snapcast {server} ngắt kết nối.")
