"""What the API answers when it cannot do what was asked: problem details (RFC 9457) with one Vietnamese sentence."""

import re

from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from broadcaster.breakin.ending import BreakInOver
from broadcaster.inputs.live_line import NobodyListens
from broadcaster.inputs.trial import TrialsBusy
from broadcaster.output_testing import EmergencySounds, NightTest, SwitchedOff
from broadcaster.talks.live import NotYourTalk, TalkOver, ZoneTaken
from broadcaster.talks.permits import NoPermit
from broadcaster.talks.slots import NotNow
from content.actions import NoSoundYet
from content.clearance import NotCleared, OwnWork
from content.decisions import Stale
from content.lifecycle import WrongMove
from content.retakes import NotSpoken, OnlyDrafts, StillVoicing
from content.shelf import ClipMissing, ShelfFull
from playlists.actions import AlreadyEnded
from playlists.booking.clashes import ClashFound
from playlists.booking.series import Lapsed, NotEnded, OnlyOnce
from playlists.recurring.exceptions import AlreadyBegun, NothingThatDay
from playlists.relay_sources import AddressChanged, DecidedBefore, OwnSource
from station.accounts import SignInLocked, SignInRefused
from station.errors import BadInput, Forbidden, NotFound, StationError
from web.api.sentences import sentence
from web.context import NotSignedIn

MIME = "application/problem+json"


class FieldError(BaseModel):
    """One value that cannot be used: where it stands, and why."""

    field: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused; `code` names the reason for programs, `detail` tells it to people."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldError] = []


class TokenNeeded(NotSignedIn):
    """The request carries no token that counts."""

    def __init__(self) -> None:
        StationError.__init__(self, "Cần mã truy cập còn hiệu lực, gửi trong tiêu đề «Authorization: Bearer …».")


class Malformed(StationError):
    """The body is not JSON."""

    def __init__(self) -> None:
        super().__init__("Nội dung gửi lên không phải là JSON đúng cú pháp.")


class WrongShape(StationError):
    """The request is well formed, but its fields are not those that were asked for."""

    def __init__(self, error: ValidationError) -> None:
        self.errors = [
            FieldError(field=_name(each["loc"]), detail=sentence(each))
            for each in error.errors(include_url=False, include_input=False)
        ]
        first = self.errors[0]
        super().__init__(f"{first.field}: {first.detail}" if first.field else first.detail)


STATUS: dict[type[StationError], int] = {
    StationError: 422,
    Malformed: 400,
    NotSignedIn: 401,
    SignInRefused: 401,
    Forbidden: 403,
    OwnSource: 403,
    NoPermit: 403,
    NotYourTalk: 403,
    OwnWork: 403,
    NotFound: 404,
    ClipMissing: 404,
    AddressChanged: 409,
    AlreadyBegun: 409,
    AlreadyEnded: 409,
    BreakInOver: 409,
    ClashFound: 409,
    DecidedBefore: 409,
    Lapsed: 409,
    NoSoundYet: 409,
    NotEnded: 409,
    NothingThatDay: 404,
    OnlyOnce: 409,
    OnlyDrafts: 409,
    NotCleared: 409,
    NotSpoken: 409,
    Stale: 409,
    StillVoicing: 409,
    SwitchedOff: 409,
    NightTest: 409,
    EmergencySounds: 409,
    NotNow: 409,
    TalkOver: 409,
    WrongMove: 409,
    ZoneTaken: 409,
    NobodyListens: 503,
    ShelfFull: 507,
    SignInLocked: 429,
    TrialsBusy: 503,
}

TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Chưa xác thực",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Cách gọi không được phép",
    409: "Không còn đúng với hiện trạng",
    413: "Nội dung quá lớn",
    415: "Kiểu nội dung không nhận",
    416: "Đoạn yêu cầu không có",
    422: "Dữ liệu không dùng được",
    429: "Thử quá nhiều lần",
    500: "Lỗi trong hệ thống",
    503: "Hệ thống đang bận",
    507: "Hết chỗ chứa",
}

DETAILS = {
    404: "Không có địa chỉ này trong API.",
    405: "Địa chỉ này có, nhưng không nhận cách gọi (method) vừa dùng.",
    413: "Nội dung gửi lên lớn quá giới hạn.",
    415: "Kiểu nội dung (Content-Type) không phải kiểu mà địa chỉ này nhận.",
    416: "Tệp âm thanh không có đoạn được yêu cầu.",
    500: "Hệ thống gặp lỗi khi xử lý yêu cầu này; lỗi đã được ghi lại.",
}


def install(app: Flask, prefix: str) -> None:
    """Let addresses and methods that no route knows be answered as problems too."""

    def unrouted() -> Response | None:
        error = request.routing_exception
        if error is None or (error.code or 500) < 400 or not request.path.startswith(f"{prefix}/"):
            return None
        return of_http(error)

    app.before_request(unrouted)


def of_station(error: StationError) -> Response:
    """Answer an error that a person may read."""
    errors = error.errors if isinstance(error, WrongShape) else []
    if isinstance(error, BadInput):
        errors = [FieldError(field=error.field, detail=str(error))]
    answer = _answer(status_of(error), _code(type(error)), str(error), errors)
    if isinstance(error, TokenNeeded):
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def of_http(error: HTTPException) -> Response:
    """Answer what Flask itself refused, keeping headers such as Allow."""
    status = error.code or 500
    answer = _answer(status, _code(type(error)), DETAILS.get(status, TITLES.get(status, "Yêu cầu không xử lý được.")))
    for name, value in error.get_headers(request.environ):
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def of_busy(_error: OperationalError) -> Response:
    """Answer when the database let nobody in within its patience."""
    answer = _answer(503, "busy", "Kho dữ liệu đang bận hoặc không mở được; hãy thử lại sau ít giây.")
    answer.headers["Retry-After"] = "5"
    return answer


def of_bug(_error: InternalServerError) -> Response:
    """Answer what nobody foresaw; its traceback is in the log."""
    return _answer(500, "internal", DETAILS[500])


def status_of(error: StationError) -> int:
    """Return the HTTP status of an error: that of its nearest named class."""
    return next(STATUS[each] for each in type(error).__mro__ if each in STATUS)


def _name(path: tuple[int | str, ...]) -> str:
    """Return a field's path; an unknown field may be named by half a character, which no answer can carry."""
    return ".".join(map(str, path)).encode(errors="replace").decode()


def _answer(status: int, code: str, detail: str, errors: list[FieldError] | None = None) -> Response:
    problem = Problem(title=TITLES.get(status, "Lỗi"), status=status, code=code, detail=detail, errors=errors or [])
    return Response(problem.model_dump_json(), status=status, mimetype=MIME)


def _code(error: type[Exception]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__).lower()
