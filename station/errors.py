"""Errors that know the one Vietnamese sentence a person should read."""


class StationError(Exception):
    """The root of every error a person may read; its text is one Vietnamese sentence."""


class NotFound(StationError):
    """Something was asked for by a name or number that nothing has."""

    def __init__(self, thing: str, key: object) -> None:
        super().__init__(f"Không tìm thấy {thing} «{key}».")


class Forbidden(StationError):
    """The person is known, but the deed belongs to another role."""

    def __init__(self, person: str, deed: str) -> None:
        super().__init__(f"Tài khoản «{person}» không có quyền {deed}.")


class BadInput(StationError):
    """A typed value cannot be used; `field` names the input box that the sentence belongs beside."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
