"""The life of an announcement: its states, and the only moves between them."""

from enum import StrEnum

from station.errors import StationError


class State(StrEnum):
    """Where an announcement stands on its way to the air."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STATE_NAMES = {
    State.DRAFT: "Nháp",
    State.SUBMITTED: "Chờ duyệt",
    State.RETURNED: "Trả lại",
    State.REJECTED: "Từ chối",
    State.APPROVED: "Đã duyệt",
    State.WITHDRAWN: "Thu hồi",
    State.EXPIRED: "Hết hiệu lực",
}

# A change of the words, the sound, the zones or the validity always leads back to DRAFT: approval inherits nothing.
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.DRAFT, State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.DRAFT, State.APPROVED, State.RETURNED, State.REJECTED}),
    State.RETURNED: frozenset({State.DRAFT, State.SUBMITTED}),
    State.REJECTED: frozenset({State.DRAFT}),
    State.APPROVED: frozenset({State.DRAFT, State.WITHDRAWN, State.EXPIRED}),
    State.WITHDRAWN: frozenset({State.DRAFT}),
    State.EXPIRED: frozenset({State.DRAFT}),
}


class WrongMove(StationError):
    """An announcement was asked to go where no move leads."""

    def __init__(self, old: State, new: State) -> None:
        super().__init__(
            f"Bản tin đang ở trạng thái «{STATE_NAMES[old]}», không chuyển sang «{STATE_NAMES[new]}» được."
        )


def move(old: State, new: State) -> State:
    """Return the new state if a move leads there. Raise WrongMove."""
    if new not in MOVES[old]:
        raise WrongMove(old, new)
    return new
