"""People: signing in, tokens, colleagues, and who did what."""

from flask import g

from station import accounts, queries
from station.errors import StationError
from station.models import Person
from station.roles import Deed, require
from web import context
from web.api.door import answers, asker, blueprint
from web.api.schemas_people import (
    Colleague,
    Colleagues,
    Deeds,
    DeedsAsked,
    DeedTold,
    NewToken,
    PersonAsked,
    SignInAsked,
    TokenAsked,
    Tokens,
    TokenTold,
)
from web.context import session

TAG = "Con người"


@blueprint.post("/token")
@answers(TAG, NewToken, status=201)
def sign_in(json: SignInAsked) -> tuple[NewToken, int]:
    """Give a new token to whoever knows a name and its password."""
    person = context.sign_in(json.username, json.password)
    if isinstance(person, StationError):
        raise person
    return _new_token(person, json.name), 201


@blueprint.get("/me")
@answers(TAG, Colleague)
def show_me() -> Colleague:
    """Say for whom this token speaks."""
    return Colleague.of(asker())


@blueprint.get("/tokens")
@answers(TAG, Tokens)
def list_tokens() -> Tokens:
    """List one's own tokens, those revoked included."""
    return Tokens(items=[TokenTold.of(each) for each in queries.tokens(session(), asker().id)])


@blueprint.post("/tokens")
@answers(TAG, NewToken, status=201)
def create_token(json: TokenAsked) -> tuple[NewToken, int]:
    """Make another token for oneself."""
    return _new_token(asker(), json.name), 201


@blueprint.delete("/tokens/<int:token_id>")
@answers(TAG, status=204)
def revoke_token(token_id: int) -> tuple[str, int]:
    """End a token: one's own, or as administrator anyone's."""
    accounts.revoke_token(session(), token_id, by=asker(), now=g.now)
    return "", 204


@blueprint.get("/people")
@answers(TAG, Colleagues)
def list_people() -> Colleagues:
    """List everybody; for administrators."""
    require(asker(), Deed.ADMINISTER)
    return Colleagues(items=[Colleague.of(each) for each in queries.people(session())])


@blueprint.post("/people")
@answers(TAG, Colleague, status=201)
def add_person(json: PersonAsked) -> tuple[Colleague, int]:
    """Add somebody who may sign in; for administrators."""
    require(asker(), Deed.ADMINISTER)
    person = accounts.add_person(
        session(),
        json.username,
        json.password,
        roles=list(dict.fromkeys(json.roles)),
        full_name=json.full_name,
        position=json.position,
        now=g.now,
        by=asker().username,
    )
    return Colleague.of(person), 201


@blueprint.get("/audit")
@answers(TAG, Deeds)
def list_deeds(query: DeedsAsked) -> Deeds:
    """List who did what, newest first."""
    found = queries.deeds(session(), subject=query.subject, before=query.before, limit=query.limit + 1)
    page = [DeedTold.of(each) for each in found[: query.limit]]
    return Deeds(items=page, next=page[-1].id if len(found) > query.limit else None)


def _new_token(person: Person, name: str) -> NewToken:
    secret = accounts.give_token(session(), person, name, now=g.now)
    newest = TokenTold.of(queries.tokens(session(), person.id)[-1])
    return NewToken(**newest.model_dump(), token=secret)
