"""Two communes' plans entered through the pages in a real browser, by people who see the station for the first time."""

import dataclasses
import io
import shutil
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import docx
import pytest
from playwright.sync_api import sync_playwright

from bench.planning import figures, year
from bench.planning.clerk import FLAGS, Refused
from bench.planning.commune import Commune
from bench.planning.lien_minh import LIEN_MINH
from bench.planning.nghia_hung import NGHIA_HUNG
from bench.planning.office import Office, opened
from bench.planning.year import Desk

PLANS = Path(__file__).parents[3] / "shared" / "plans"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
LONG = 16  # words: the full name of a congress has fifteen
FIRST, LAST = date(2025, 10, 1), date(2025, 12, 31)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),  # some hundred pages: a minute on two cores at load 7
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.skipif(not PLANS.is_dir(), reason="the plans are not beside the project: ../shared/plans"),
]


@pytest.fixture(scope="module")
def small() -> Commune:
    """The last quarter of 2025 with one of its tasks, and the hamlet that hears them."""
    return dataclasses.replace(LIEN_MINH, hamlets=LIEN_MINH.hamlets[:1], tasks=LIEN_MINH.tasks[:1], year_days=())


@pytest.fixture(scope="module")
def planned(small: Commune, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Desk, Path]]:
    home = tmp_path_factory.mktemp("office")
    with opened(home, small.station, small.entered_at) as office, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        desk = year.sit_down(browser, office, small)
        year.enter(desk, small, home)
        yield office, desk, home
        browser.close()


def test_a_plan_entered_by_a_new_user_reaches_its_goals_inside_the_allowed_hours(
    planned: tuple[Office, Desk, Path], small: Commune
) -> None:
    office, _, _ = planned

    with office.database.reading() as session:
        found = figures.outlook(session, FIRST, LAST, office.settings.timezone)

    assert found.starts == 2 * 92
    assert {name: progress.short_by for name, progress in found.reached} == {task.name: 0 for task in small.tasks}
    assert (found.first_hour, found.last_hour) == (time(5, 30), time(17))


def test_a_programme_at_a_quarter_past_three_is_refused_with_the_nearest_hour_that_is_allowed(
    planned: tuple[Office, Desk, Path], small: Commune
) -> None:
    _, desk, _ = planned

    with pytest.raises(Refused, match=r"05:30"):
        year.book(desk, small, "Chương trình đêm", "03:15", FIRST)


def test_the_paper_of_a_month_has_every_day_twice_and_names_the_tasks_of_the_plan(
    planned: tuple[Office, Desk, Path], small: Commune
) -> None:
    _, desk, home = planned

    word, _, printed = year.take_paper(desk, FIRST, home)

    made = docx.Document(io.BytesIO(word.read_bytes()))
    assert len(made.tables[1].rows) - 1 == 2 * 31
    assert made.tables[1].rows[1].cells[0].text == "Thứ Tư\n01/10/2025\n(10/8 ÂL)"
    above = "\n".join(line.text for line in made.paragraphs)
    assert all(task.name in above for task in small.tasks)
    assert printed.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("commune", "plan"), [(LIEN_MINH, "lien-minh-2025.txt"), (NGHIA_HUNG, "nghia-hung-2026.md")])
def test_what_is_entered_rests_on_the_plan_and_copies_none_of_its_sentences(commune: Commune, plan: str) -> None:
    text = " ".join((PLANS / plan).read_text().split())
    notices = [notice for task in commune.tasks for notice in task.notices]

    copied = [words for notice in notices for words in runs_of(notice.text, LONG) if words in text]

    assert commune.zone.removeprefix("Xã ") in text
    assert copied == []
    for number in ("72/KH-UBND", "93/KH-UBND", "1079/QĐ-TTg"):
        assert not any(number in task.basis for task in commune.tasks) or number in text


def runs_of(text: str, count: int) -> list[str]:
    """Return every run of so many words."""
    words = text.split()
    return [" ".join(words[at : at + count]) for at in range(len(words) - count + 1)]
