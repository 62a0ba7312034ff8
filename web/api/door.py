"""The door of the API: who is asking, in what form, and what the answers look like in the document."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast, get_type_hints

import flask
from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ValidationError
from spectree import Response, SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData
from spectree.plugins.flask_plugin import FlaskPlugin
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from station import accounts
from station.errors import NotFound
from station.models import Person
from web.api.problems import Malformed, Problem, TokenNeeded, WrongShape
from web.context import house

PREFIX = "/api/v1"
OPEN = {"api.sign_in", "api.document"}  # what may be asked without a token
LARGEST_JSON = 4 * 1024 * 1024  # bytes; the longest text allowed, four times over and all of it escaped
LARGEST_NUMBER = 2**31 - 1  # what every database keeps as a row's number

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
P = ParamSpec("P")


class Plugin(FlaskPlugin):
    """Refuses in our own words, and leaves a finished response alone: a file is not read into memory to be checked."""

    def request_validation(self, *asked: Any) -> None:
        try:
            super().request_validation(*asked)  # type: ignore[no-untyped-call]
        except ValidationError as error:
            raise WrongShape(error) from None

    def validate_response(self, resp: object, *rest: Any) -> Any:
        return (resp, None) if isinstance(resp, flask.Response) else super().validate_response(resp, *rest)


spec = SpecTree(
    "flask",
    backend=Plugin,
    mode="strict",
    path="-",  # spectree leaves routes under its own path out; the document is served by web/api/document.py
    title="Loa Xã",
    version="1",
    description="Đài truyền thanh xã: những gì trang web làm được, chương trình khác cũng làm được, theo cùng quy tắc.",
    page_templates={},
    validation_error_model=Problem,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
    security_schemes=[SecurityScheme(name="token", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer"))],
    security={"token": []},
)


def answers(
    tag: str, model: type[BaseModel] | None = None, *, status: int = 200, also: int | None = None
) -> Callable[[Callable[P, object]], Callable[P, ResponseReturnValue]]:
    """Check a view's query and body by its annotations, and write what it answers into the document."""
    statuses = [status, also] if also else [status]
    described = Response(**{f"HTTP_{each}": model for each in statuses})

    def wrap(view: Callable[P, object]) -> Callable[P, ResponseReturnValue]:
        asks = get_type_hints(view)
        checked = spec.validate(resp=described, tags=[tag], operation_id=view.__name__)(view)

        @wraps(checked)
        def checked_body(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if "json" in asks:
                request.max_content_length = LARGEST_JSON
                _parse_body()
            if "form" in asks and request.mimetype != "multipart/form-data":
                raise UnsupportedMediaType
            return cast(ResponseReturnValue, checked(*args, **kwargs))

        return checked_body

    return wrap


def asker() -> Person:
    """Return whose token this request carries."""
    return cast(Person, g.asker)


@blueprint.before_request
def _identify() -> None:
    """Read the token in a session of its own: a slow upload must not hold the one that writes."""
    if request.endpoint in OPEN:
        return
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    with house().database.reading() as session:
        person = accounts.bearer(session, secret.strip()) if scheme.lower() == "bearer" else None
    if person is None:
        raise TokenNeeded
    g.asker = person


@blueprint.url_value_preprocessor
def _check_numbers(_endpoint: str | None, values: dict[str, object] | None) -> None:
    for value in (values or {}).values():
        if isinstance(value, int) and value > LARGEST_NUMBER:
            raise NotFound("số", value)


def _parse_body() -> None:
    try:
        request.get_json()
    except (BadRequest, RecursionError):  # brackets nested deeper than Python goes
        raise Malformed from None
