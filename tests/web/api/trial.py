"""One deed over the API, as it is tried by everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.web.api.conftest import HATS, Api

EVERYBODY = frozenset(HATS)
WRITERS = frozenset({"lan", "both"})
APPROVERS = frozenset({"hung", "both"})
PLANNERS = frozenset({"minh"})
CALLERS = frozenset({"hung", "minh", "both"})
ADMINISTRATORS = frozenset({"chief"})
HEARERS = frozenset({"hung", "minh", "chief", "nga", "both"})
STOPPERS = CALLERS | ADMINISTRATORS
WATCHERS = CALLERS | ADMINISTRATORS


@dataclass(frozen=True)
class Trial:
    """One deed: who may do it, and what to send; `{}` in the path is the number that `begin` returns."""

    method: str
    path: str
    allowed: frozenset[str]
    asked: Callable[[Api], dict[str, Any]] | None = None
    begin: Callable[[Api], object] = lambda api: ""
    status: int = 200
