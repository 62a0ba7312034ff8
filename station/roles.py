"""Who may do what: one table."""

from enum import StrEnum
from typing import Protocol

from station.errors import Forbidden


class Role(StrEnum):
    """A hat that a person wears; the smallest commune has two people and all of them."""

    EDITOR = "editor"
    APPROVER = "approver"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"


class Deed(StrEnum):
    """Something a person may be allowed to do; the value finishes a Vietnamese sentence."""

    WRITE = "soạn bản tin"
    APPROVE = "duyệt bản tin"
    PLAN = "xếp lịch phát"
    BREAK_IN = "phát khẩn"
    LIVE = "nói trực tiếp"
    STOP_ALL = "dừng phát toàn đài"
    ANSWER_ALARM = "xác nhận báo động"
    CHECK = "kiểm tra trước giờ phát"
    HEAR = "nghe bản ghi lưu"
    ADMINISTER = "quản trị hệ thống"
    LOOK = "xem hệ thống"


ROLE_NAMES = {
    Role.EDITOR: "Biên tập viên",
    Role.APPROVER: "Lãnh đạo duyệt",
    Role.OPERATOR: "Trực đài",
    Role.ADMINISTRATOR: "Quản trị",
    Role.INSPECTOR: "Giám sát",
}

_AT_THE_AIR = frozenset({Deed.LOOK, Deed.HEAR, Deed.STOP_ALL, Deed.ANSWER_ALARM, Deed.CHECK})

MAY: dict[Role, frozenset[Deed]] = {
    Role.EDITOR: frozenset({Deed.LOOK, Deed.WRITE, Deed.LIVE, Deed.CHECK}),
    Role.APPROVER: _AT_THE_AIR | {Deed.APPROVE, Deed.BREAK_IN, Deed.LIVE},
    Role.OPERATOR: _AT_THE_AIR | {Deed.PLAN, Deed.BREAK_IN, Deed.LIVE},
    Role.ADMINISTRATOR: _AT_THE_AIR | {Deed.ADMINISTER},
    Role.INSPECTOR: frozenset({Deed.LOOK, Deed.HEAR}),
}


class Wearer(Protocol):
    """Anyone with a name and roles."""

    @property
    def username(self) -> str: ...

    @property
    def roles(self) -> list[str]: ...


def may(person: Wearer, deed: Deed) -> bool:
    """Is this deed allowed by at least one of the person's roles?"""
    return any(deed in MAY[Role(role)] for role in person.roles)


def require(person: Wearer, deed: Deed) -> None:
    """Raise Forbidden unless the person may do this."""
    if not may(person, deed):
        raise Forbidden(person.username, deed.value)
