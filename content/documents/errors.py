"""Why a document was not taken, one sentence each."""

from station.errors import StationError


class DocumentError(StationError):
    """A document cannot be used; its sentence says why."""


class DocumentEmpty(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» không có chữ nào.")


class DocumentTooBig(DocumentError):
    def __init__(self, name: str, limit_mb: int) -> None:
        super().__init__(f"Tệp «{name}» quá lớn, chỉ nhận tệp đến {limit_mb} MB.")


class DocumentTooLong(DocumentError):
    def __init__(self, name: str, limit: int) -> None:
        characters = f"{limit:,}".replace(",", ".")
        super().__init__(f"Tệp «{name}» dài quá {characters} ký tự; hãy chia thành nhiều tệp.")


class UnknownKind(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Không đọc được tệp «{name}»: chỉ nhận tệp .txt, .md, .docx và .pdf.")


class WrongExtension(DocumentError):
    def __init__(self, name: str, found: str) -> None:
        super().__init__(f"Đuôi của tệp «{name}» không đúng với nội dung, bên trong là {found}.")


class NotUnicode(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» không phải văn bản Unicode; hãy chuyển mã sang Unicode (UTF-8) rồi tải lại.")


class DocumentLocked(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» có mật khẩu; hãy bỏ mật khẩu rồi tải lại.")


class OldWord(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» là Word đời cũ hoặc có mật khẩu; hãy lưu lại thành .docx không mật khẩu.")


class Scanned(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» chỉ có ảnh chụp, không có chữ; hãy gõ lại hoặc dùng bản gốc.")


class DocumentDamaged(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» bị hỏng, không đọc được.")


class Suspicious(DocumentError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp «{name}» có cấu trúc bất thường nên không được nhận.")
