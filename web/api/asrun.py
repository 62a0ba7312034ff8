"""The log of what was really aired, as JSON and as a table for spreadsheets."""

import csv
import io

from flask import Response, g

from broadcaster import queries
from web.api.door import answers, blueprint
from web.api.schemas_air import AsRunAsked, AsRunPage, AsRunTold
from web.context import session

TAG = "Nhật ký phát"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@blueprint.get("/as-run")
@answers(TAG, AsRunPage)
def show_as_run(query: AsRunAsked) -> AsRunPage:
    """Show what was aired, where, and what became of it."""
    return _page(query)


@blueprint.get("/as-run.csv")
@answers(TAG)
def download_as_run(query: AsRunAsked) -> Response:
    """Give the log as CSV in UTF-8, one line for each item in each zone."""
    page = _page(query)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(AsRunTold.model_fields)
    writer.writerows([_cell(value) for value in row.model_dump(mode="json").values()] for row in page.items)
    # Spreadsheets take a file for UTF-8 only when it begins with this mark.
    answer = Response("\ufeff" + table.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="nhat-ky-phat-{page.since:%Y%m%d}.csv"'
    answer.headers["Loa-More"] = "true" if page.more else "false"
    return answer


def _page(query: AsRunAsked) -> AsRunPage:
    since, until = query.stretch(g.now)
    rows = queries.log(session(), since=since, until=until, zone_id=query.zone, limit=query.limit + 1)
    items = [AsRunTold.of(row) for row in rows[: query.limit]]
    return AsRunPage(since=since, until=until, items=items, more=len(rows) > query.limit)


def _cell(value: object) -> object:
    """Keep a spreadsheet from running a title as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
