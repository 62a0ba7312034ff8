"""The years of two communes, planned through the pages in a real browser: what comes out, against each goal."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import click
from dateutil.relativedelta import relativedelta
from playwright.sync_api import Browser, sync_playwright

from bench.planning import figures, year
from bench.planning.clerk import FLAGS
from bench.planning.commune import Commune
from bench.planning.figures import Outlook
from bench.planning.lien_minh import LIEN_MINH
from bench.planning.nghia_hung import NGHIA_HUNG
from bench.planning.office import Office, opened
from bench.size import Size

COMMUNES = {"lien-minh": LIEN_MINH, "nghia-hung": NGHIA_HUNG}
MONTHS = 3


def main(size: Size) -> None:
    """Plan both years, export three months of each (kept with --keep), print what each campaign gets."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        click.echo("Máy này chưa có chromium.")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, commune in COMMUNES.items():
            with tempfile.TemporaryDirectory(prefix="loa-xa-") as folder:
                home = size.keep / name if size.keep else Path(folder)
                home.mkdir(parents=True, exist_ok=True)
                _plan(browser, home, commune)
        browser.close()


def _plan(browser: Browser, home: Path, commune: Commune) -> None:
    with opened(home, commune.station, commune.entered_at) as office:
        desk = year.sit_down(browser, office, commune)
        year.enter(desk, commune, home)
        first = min(task.first_day for task in commune.tasks)
        for number in range(MONTHS):
            year.take_paper(desk, first + relativedelta(months=number), home)
        year.take_calendar(desk, home)
        _show(commune, _outlook(office, first, commune.last_day))


def _outlook(office: Office, first: date, last: date) -> Outlook:
    with office.database.reading() as session:
        return figures.outlook(session, first, last, office.settings.timezone)


def _show(commune: Commune, found: Outlook) -> None:
    click.echo(
        f"{commune.station}: {found.starts} buổi, {found.airings} lượt, {found.first_hour} đến {found.last_hour}"
    )
    for name, progress in found.reached:
        months = ", ".join(f"{month}: {count}" for (_, month), count in sorted(found.by_month.items()) if _ == name)
        click.echo(f"  {name}: {progress.least}/{progress.wanted} {progress.unit} (tháng {months})")
