"""Errors as pages: one sentence, and the way back."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from station.errors import Forbidden, NotFound, StationError
from web.context import NotSignedIn, session

SENTENCES: Mapping[int, str] = {
    400: "Trình duyệt gửi lên một yêu cầu mà đài không hiểu.",
    403: "Tài khoản này không được xem trang này.",
    404: "Không có trang nào ở địa chỉ này.",
    405: "Địa chỉ này không nhận yêu cầu kiểu đó.",
    413: "Nội dung gửi lên quá lớn; mỗi tệp tối đa 200 MB. Bấm nút quay lại của trình duyệt để sửa.",
    503: "Kho dữ liệu đang bận; việc vừa làm chưa được ghi. Bấm nút quay lại của trình duyệt rồi thử lại sau ít giây.",
    500: "Đài gặp lỗi khi xử lý yêu cầu; việc vừa làm chưa được ghi. Hãy thử lại, nếu vẫn lỗi thì báo người quản trị.",
}
STATUS: Mapping[type[StationError], int] = {Forbidden: 403, NotFound: 404, NotSignedIn: 401}


def install(app: Flask) -> None:
    """Show every error that reaches the edge as a page of one sentence."""
    app.register_error_handler(StationError, _say)
    app.register_error_handler(HTTPException, _say_status)
    app.register_error_handler(OperationalError, _say_busy)


def undo(error: StationError) -> None:
    """Forget what a refused deed had begun, so that its form can be shown again; a wrong role gets no form."""
    if isinstance(error, Forbidden):
        raise error
    session().rollback()


def _say(error: StationError) -> ResponseReturnValue:
    session().rollback()
    return _page(STATUS.get(type(error), 422), str(error))


def _say_status(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error
    status = error.code or 500
    return _page(status, SENTENCES.get(status, SENTENCES[400]))


def _say_busy(_error: OperationalError) -> ResponseReturnValue:
    # A page would ask the database again who is signed in; the one deed that needs no database is offered.
    return f'<p>{SENTENCES[503]}</p><p><a href="{url_for("halts.page")}">Dừng phát toàn đài</a></p>', 503


def _page(status: int, sentence: str) -> ResponseReturnValue:
    return render_template("sentence.html", sentence=sentence, phrase=HTTPStatus(status).phrase, status=status), status
