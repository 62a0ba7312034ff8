"""One programme: its coming occurrences, what was changed about single days, and what may be done with the series."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoPage

from playlists import actions, priority, queries, timetable
from playlists.booking import checking, offering, series
from playlists.booking.clashes import LOOK_AHEAD, ClashFound
from playlists.catchup import CATCH_UP_NAMES
from playlists.daytypes import DAY_TYPE_NAMES, DayType
from playlists.models import Programme
from playlists.recurring import exceptions, rules
from playlists.recurring.recurrence import Once
from playlists.timetable import Booking, DayChange
from station import clock, zones
from station.errors import BadInput, StationError
from web import forms, programme_form
from web.context import house, person, session
from web.errors import undo
from web.programme_form import Answers

pages = Blueprint("occurrences", __name__, url_prefix="/chuong-trinh")

SHOWN = 20
A_MONTH = timedelta(days=31)


@pages.get("/<int:programme_id>")
def page(programme_id: int) -> ResponseReturnValue:
    """Show a programme and its next occurrences."""
    return _page(programme_id)


@pages.post("/<int:programme_id>/ngay/<day>/nghi")
def skip(programme_id: int, day: str) -> ResponseReturnValue:
    """Leave out one day."""
    return _do(programme_id, day, lambda on, told: exceptions.skip(session(), programme_id, on, **told), "Đã cho nghỉ")


@pages.post("/<int:programme_id>/ngay/<day>/doi")
def move(programme_id: int, day: str) -> ResponseReturnValue:
    """Move one day's occurrence, instead of others where that was answered."""
    typed = programme_form.answered_time(request.form, "to_time")
    on = _day(day)
    try:
        to_day, to_time = forms.needed_day(typed, "to_day"), forms.time_of_day(typed, "to_time")
        instead = programme_form.instead(typed)
        told = {"by": person(), "now": g.now, "timezone": house().settings.timezone}
        series.move_instead(session(), programme_id, on, to_day, to_time, instead, **told)
    except ClashFound as clash:
        undo(clash)
        answers = _answers(programme_id, on, typed, clash)
        return _page(programme_id, problem=clash, answers=answers, typed=typed, asked=on), 422
    except StationError as error:
        undo(error)
        return _page(programme_id, problem=error), 422
    flash(f"Đã dời buổi ngày {on:%d/%m/%Y} sang {to_time:%H:%M} ngày {to_day:%d/%m/%Y}.")
    return redirect(url_for(".page", programme_id=programme_id))


@pages.post("/<int:programme_id>/ngay/<day>/thay")
def replace_playlist(programme_id: int, day: str) -> ResponseReturnValue:
    """Air another playlist on one day."""

    def deed(on: date, told: dict[str, object]) -> object:
        playlist_id = forms.whole(request.form, "playlist", otherwise=0)
        if not playlist_id:
            raise BadInput("playlist", "Hãy chọn danh sách phát.")
        return exceptions.replace_playlist(session(), programme_id, on, playlist_id, **told)  # type: ignore[arg-type]

    return _do(programme_id, day, deed, "Đã thay danh sách phát")


@pages.post("/<int:programme_id>/ngay/<day>/nhu-cu")
def restore(programme_id: int, day: str) -> ResponseReturnValue:
    """Take back what was changed about a day."""
    return _do(programme_id, day, lambda on, told: exceptions.undo(session(), programme_id, on, **told), "Đã trả lại")


@pages.post("/<int:programme_id>/ngay-cuoi")
def last_day(programme_id: int) -> ResponseReturnValue:
    """Change the last day of a series."""
    return _deed(
        programme_id,
        lambda until, told: series.change_last_day(session(), programme_id, until, **told),
        "Đã đổi ngày cuối của chương trình.",
    )


@pages.post("/<int:programme_id>/phat-lai")
def restart(programme_id: int) -> ResponseReturnValue:
    """Start again what is over."""
    return _deed(
        programme_id,
        lambda until, told: series.restart(session(), programme_id, until, **told),
        "Chương trình được phát lại, với một lịch mới.",
    )


Doing = Callable[..., object]


def _do(programme_id: int, day: str, deed: Doing, word: str) -> ResponseReturnValue:
    on = _day(day)
    try:
        deed(on, {"by": person(), "now": g.now, "timezone": house().settings.timezone})
    except StationError as error:
        undo(error)
        return _page(programme_id, problem=error), 422
    flash(f"{word} buổi ngày {on:%d/%m/%Y}; các ngày khác không thay đổi.")
    return redirect(url_for(".page", programme_id=programme_id))


def _deed(programme_id: int, deed: Doing, word: str) -> ResponseReturnValue:
    try:
        done = deed(
            forms.day(request.form, "last_day"),
            {"by": person(), "now": g.now, "timezone": house().settings.timezone},
        )
    except StationError as error:
        undo(error)
        return _page(programme_id, problem=error), 422
    flash(word)
    number = done.id if isinstance(done, Programme) else programme_id
    return redirect(url_for(".page", programme_id=number))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoPage from None


def _answers(programme_id: int, day: date, typed: forms.Typed, clash: ClashFound) -> Answers:
    booked = clash.clash.booked
    whole = checking.as_booking(session(), actions.get_programme(session(), programme_id))
    to_day = forms.needed_day(typed, "to_day")

    def starting(at: time) -> Booking:
        there = replace(whole.changes.get(day, DayChange()), skips=False, day=to_day, at=at)
        return replace(whole, rule=Once(), first_day=day, last_day=None, changes={day: there})

    later = offering.later_start(
        session(), starting, day - exceptions.FARTHEST, clash, now=g.now, timezone=house().settings.timezone
    )
    own = booked.programme_id == programme_id  # which cannot give way to itself
    shown = f"{later:%H:%M}" if later else ""
    return Answers(0 if own else booked.programme_id, booked.programme_name, booked.day, shown)


def _page(
    programme_id: int,
    problem: StationError | None = None,
    answers: Answers | None = None,
    typed: forms.Typed | None = None,
    asked: date | None = None,
) -> str:
    programme = actions.get_programme(session(), programme_id)
    timezone = house().settings.timezone
    return render_template(
        "programmes/page.html",
        programme=programme,
        said=rules.said(rules.read(programme.rule)),
        is_once=rules.read(programme.rule) == Once(),
        is_over=programme.ended_at or (programme.last_day and programme.last_day < clock.local(g.now, timezone).date()),
        coming=_coming(programme),
        playlists={each.id: each.name for each in queries.playlists(session())},
        by_type=[(DAY_TYPE_NAMES[DayType(name)], found) for name, found in programme.by_day_type.items()],
        length=queries.lengths(session(), [programme])[programme.id],
        zones=zones.all_zones(session()),
        priority_name=priority.name,
        catch_up_names=CATCH_UP_NAMES,
        problem=problem,
        answers=answers,
        typed=typed if typed is not None else forms.blank(),
        asked=asked,
        local=lambda moment: clock.local(moment, timezone),
    )


def _coming(programme: Programme) -> list[timetable.Occurrence]:
    """Return the next occurrences: of a month, or as far as the first few lie."""
    booking, timezone = checking.as_booking(session(), programme), house().settings.timezone
    for ahead in (A_MONTH, LOOK_AHEAD):
        days = queries.days_of(session(), g.now, g.now + ahead, timezone)
        found = timetable.occurrences([booking], g.now, g.now + ahead, timezone, days)
        if len(found) >= SHOWN // 2:
            break
    return found[:SHOWN]
