"""A month at a glance: solar and lunar dates, what the commune keeps, and how much is to be aired."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from playlists.year import yearqueries
from playlists.year.fallstyped import YEARS
from playlists.year.yeardays import KIND_NAMES, Kept, Kind
from playlists.year.yearqueries import Cell
from station import clock
from station.roles import Deed, require
from web import forms
from web.context import house, person, session

pages = Blueprint("months", __name__, url_prefix="/lich-thang")

MONDAY_FIRST = Calendar(firstweekday=0)
WEEK = 7


@pages.get("/")
def this_month() -> ResponseReturnValue:
    """Show the month that was chosen, or the present one."""
    today = _today()
    return month(forms.asked(request.args, "nam") or today.year, forms.asked(request.args, "thang") or today.month)


@pages.get("/<int:year>/<int:number>")
def month(year: int, number: int) -> ResponseReturnValue:
    """Show a month in whole weeks, Monday first."""
    require(person(), Deed.LOOK)
    if year not in YEARS or number not in range(1, 13):
        raise NotFound
    days = [day for day in MONDAY_FIRST.itermonthdates(year, number) if day.year in YEARS]
    cells = yearqueries.cells(session(), days[0], days[-1], timezone=house().settings.timezone)
    inside = [cell for cell in cells if cell.on.month == number]
    return render_template(
        "year/month.html",
        first=date(year, number, 1),
        weeks=[cells[place : place + WEEK] for place in range(0, len(cells), WEEK)],
        seasons=_seasons(inside),
        campaigns=list(dict.fromkeys(each for cell in inside for each in cell.campaigns)),
        today=_today(),
        before=_beside(year, number, -1),
        after=_beside(year, number, 1),
        kind_names=KIND_NAMES,
        years=YEARS,
    )


def _seasons(cells: Iterable[Cell]) -> list[Kept]:
    """Return what lasts for weeks, told once over the month and not in every cell."""
    return list(dict.fromkeys(each for cell in cells for each in cell.kept if each.day.kind is Kind.SEASON))


def _beside(year: int, number: int, step: int) -> tuple[int, int] | None:
    """Return the month before (-1) or after, None where the lunar calendar ends."""
    year, month = divmod(year * 12 + number - 1 + step, 12)
    return (year, month + 1) if year in YEARS else None


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()
