"""Why a schedule's file was not taken, one sentence each."""

from station.errors import StationError


class ScheduleError(StationError):
    """A schedule's file cannot be used; its sentence says why."""


class UnknownKind(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Không đọc được tệp «{name}»: chỉ nhận lịch phát dạng .xlsx, .csv và .ics.")


class OldExcel(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» là Excel đời cũ hoặc có mật khẩu; hãy lưu lại thành .xlsx không mật khẩu.")


class HasMacros(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» có chứa macro nên không được nhận; hãy lưu lại thành .xlsx không có macro.")


class WrongExtension(ScheduleError):
    def __init__(self, name: str, found: str) -> None:
        super().__init__(f"Đuôi của tệp «{name}» không đúng với nội dung, bên trong là {found}.")


class FileEmpty(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» không có dòng lịch phát nào.")


class FileTooBig(ScheduleError):
    def __init__(self, name: str, limit_mb: int) -> None:
        super().__init__(f"Tệp «{name}» quá lớn, lịch phát chỉ nhận tệp đến {limit_mb} MB.")


class TooManyRows(ScheduleError):
    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            f"Tệp «{name}» có quá nhiều dòng, mỗi lần nhập được nhiều nhất {limit} dòng; hãy chia nhỏ tệp."
        )


class TooWide(ScheduleError):
    def __init__(self, name: str, sheet: str) -> None:
        super().__init__(f"Trang tính «{sheet}» của tệp «{name}» rộng bất thường; hãy xóa các ô thừa rồi lưu lại.")


class FileDamaged(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» bị hỏng, không đọc được.")


class Suspicious(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» có cấu trúc bất thường nên không được nhận.")


class UnknownLetters(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Không rõ bảng mã của tệp «{name}»; hãy lưu lại dạng .xlsx, hoặc CSV UTF-8.")


class NoColumns(ScheduleError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Không tìm thấy dòng tiêu đề trong tệp «{name}»: cần cột ngày hoặc thứ, và cột chương trình hoặc nội dung."
        )


class TooHard(ScheduleError):
    """Reading took too long or too much."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Không đọc nổi tệp «{name}»: quá lớn hoặc quá phức tạp; hãy lưu lại chỉ phần lịch phát.")


class Refused(ScheduleError):
    """The reader refused the file; the sentence is its own."""
