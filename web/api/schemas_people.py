"""Shapes of people, their tokens and the audit trail."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import Field

from station.models import AuditEntry, Person, Token
from station.roles import Role
from web.api.schemas import Asked, Digits, Line, ShortLine, Told

Password = Annotated[str, Field(max_length=200)]


class SignInAsked(Asked):
    """Who signs in, and what the new token is called."""

    username: Line
    password: Password
    name: ShortLine = "API"


class TokenAsked(Asked):
    """What a new token is called."""

    name: Annotated[ShortLine, Field(min_length=1)]


class PersonAsked(Asked):
    """Somebody new."""

    username: Line
    password: Password
    roles: list[Role] = Field(max_length=len(Role))
    full_name: Line = ""
    position: Line = ""


class DeedsAsked(Asked):
    """Which deeds: done to one thing (such as announcement/7), numbered below `before`."""

    subject: ShortLine | None = None
    before: Digits | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class Colleague(Told):
    """Somebody who signs in."""

    id: int
    username: str
    full_name: str
    position: str
    roles: list[Role]
    active: bool
    created_at: datetime

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls.model_validate(person, from_attributes=True)


class Colleagues(Told):
    """Everybody, by name."""

    items: list[Colleague]


class TokenTold(Told):
    """A token, without its secret."""

    id: int
    name: str
    created_at: datetime
    revoked_at: datetime | None

    @classmethod
    def of(cls, token: Token) -> Self:
        return cls.model_validate(token, from_attributes=True)


class NewToken(TokenTold):
    """A token with its secret, which is told this once."""

    token: str
    token_type: str = "Bearer"


class Tokens(Told):
    """One's own tokens."""

    items: list[TokenTold]


class DeedTold(Told):
    """Who did what to which thing, and when."""

    id: int
    at: datetime
    person: str
    deed: str
    subject: str
    detail: dict[str, Any]

    @classmethod
    def of(cls, entry: AuditEntry) -> Self:
        return cls.model_validate(entry, from_attributes=True)


class Deeds(Told):
    """Deeds, newest first; `next` is the `before` of the page that follows."""

    items: list[DeedTold]
    next: int | None
