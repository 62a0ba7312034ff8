"""The OpenAPI document: valid, complete, and what is really answered."""

import re
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.web.api.conftest import Api


@pytest.fixture
def document(api: Api) -> dict[str, Any]:
    answer = api("", "GET", "/openapi.json")
    assert answer.status == 200
    return dict(answer.body)


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, each) for path, methods in document["paths"].items() for method, each in methods.items()]


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()

    assert document["openapi"].startswith("3.1.")


def test_the_document_lists_every_route(api: Api, document: dict[str, Any]) -> None:
    rules = [rule for rule in api.app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(path, method) for path, method, _ in operations(document)} == routes


def test_every_operation_says_what_it_does_in_one_line(document: dict[str, Any]) -> None:
    silent = [path for path, _, each in operations(document) if not re.fullmatch(r"[A-Z].*\.", each["summary"])]

    assert silent == []


def test_only_signing_in_and_the_document_itself_are_open(document: dict[str, Any]) -> None:
    open_to_all = {each["operationId"] for _, _, each in operations(document) if each.get("security") == []}

    assert open_to_all == {"sign_in", "document"}
    assert document["security"] == [{"token": []}]


def test_every_refusal_is_described_as_a_problem(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        refusals = {status: each for status, each in operation["responses"].items() if status >= "4"}

        assert {"400", "401", "403", "404", "409", "422", "500"} <= set(refusals)
        assert all(list(each["content"]) == ["application/problem+json"] for each in refusals.values())


def test_every_number_asked_for_has_its_bounds(document: dict[str, Any]) -> None:
    def integers(schema: Any) -> list[dict[str, Any]]:
        inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
        own = [schema] if isinstance(schema, dict) and schema.get("type") == "integer" else []
        return own + [each for part in inner for each in integers(part)]

    asked = [each for name, each in document["components"]["schemas"].items() if name.endswith("Asked")]

    assert integers(asked)
    assert all({"minimum", "maximum"} <= set(each) for each in integers(asked))


def test_no_page_of_foreign_scripts_is_served(api: Api) -> None:
    answers = {api("", "GET", f"/{name}").status for name in ("", "swagger", "redoc", "scalar", "docs")}

    assert answers == {404}
