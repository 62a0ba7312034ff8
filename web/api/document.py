"""The OpenAPI 3.1 document: what spectree gathers from the views, with our problems in their own media type."""

from typing import Any

from flask import Response, jsonify

from web.api.door import OPEN, answers, blueprint, spec
from web.api.problems import MIME, TITLES, Problem

TAG = "Mô tả"
OTHER_MEDIA = {
    "send_clip": "audio/mpeg",
    "send_air_check": "audio/mpeg",
    "download_as_run": "text/csv",
    "export_lexicon": "text/csv",
    "export_schedule_document": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "export_schedule_sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "export_calendar": "text/calendar",
    "document": "application/json",
}
ALWAYS = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503)


@blueprint.get("/openapi.json")
@answers(TAG)
def document() -> Response:
    """Describe this API as an OpenAPI 3.1 document."""
    return jsonify(mended(spec.spec))


def mended(gathered: dict[str, Any]) -> dict[str, Any]:
    """Return the document with every refusal that any view may answer."""
    paths = {
        path: {method: _operation(each) for method, each in operations.items()}
        for path, operations in gathered["paths"].items()
    }
    return gathered | {"paths": paths}


def _operation(gathered: dict[str, Any]) -> dict[str, Any]:
    problem = {"content": {MIME: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}}
    refusals = {str(status): {"description": TITLES[status]} | problem for status in ALWAYS}
    own = {status: each for status, each in gathered["responses"].items() if status < "4"}
    if media := OTHER_MEDIA.get(gathered["operationId"]):
        own = {status: each | {"content": {media: {}}} for status, each in own.items()}
    if media == "audio/mpeg":
        refusals["416"] = {"description": TITLES[416]} | problem
        own |= {"206": own["200"] | {"description": "Partial Content"}, "304": {"description": "Not Modified"}}
    if media == "text/calendar":
        own |= {"304": {"description": "Not Modified"}}
    operation = gathered | {"responses": own | refusals}
    return operation | {"security": []} if f"api.{gathered['operationId']}" in OPEN else operation
