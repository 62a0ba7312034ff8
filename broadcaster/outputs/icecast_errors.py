"""Why an Icecast server does not take our sound, each in one sentence."""

import ssl

from station.errors import StationError


class IcecastError(StationError):
    """The server does not take our sound now; we go on trying."""


class NoAnswer(IcecastError):
    """Nobody answers at the address, or not in time."""

    def __init__(self, server: str) -> None:
        super().__init__(f"Máy chủ Icecast {server} không trả lời.")


class NoServer(IcecastError):
    """No connection can be made."""

    def __init__(self, server: str, problem: Exception) -> None:
        because = "chứng chỉ TLS không tin được" if isinstance(problem, ssl.SSLError) else "máy tắt hoặc sai địa chỉ"
        super().__init__(f"Không nối được tới máy chủ Icecast {server}: {because}.")


class WrongPassword(IcecastError):
    """The server knows this name and password not."""

    def __init__(self, server: str) -> None:
        super().__init__(f"Icecast {server} không nhận tên hoặc mật khẩu nguồn phát.")


class Taken(IcecastError):
    """Somebody else, or our own connection of a moment ago, is sending to the mount."""

    def __init__(self, server: str, mount: str) -> None:
        super().__init__(f"Điểm phát {mount} trên Icecast {server} đang có nguồn khác, hoặc máy chủ đã đủ số nguồn.")


class Refused(IcecastError):
    """The server refuses for a reason of its own."""

    def __init__(self, server: str, status: int) -> None:
        super().__init__(f"Icecast {server} từ chối nguồn phát (mã {status}).")


class NotIcecast(IcecastError):
    """Whatever answers does not speak HTTP."""

    def __init__(self, server: str) -> None:
        super().__init__(f"{server} trả lời không giống một máy chủ Icecast.")


class Lost(IcecastError):
    """The server hung up."""

    def __init__(self, server: str) -> None:
        super().__init__(f"Icecast {server} ngắt kết nối.")


class Stalled(IcecastError):
    """The server takes our sound too slowly or no longer."""

    def __init__(self, server: str) -> None:
        super().__init__(f"Icecast {server} nhận tiếng quá chậm; đã ngắt để nối lại từ hiện tại.")
