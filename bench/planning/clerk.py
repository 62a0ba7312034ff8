"""A person at the pages: opens, fills in by the labels that stand there, presses what is written on the buttons."""

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.planning.office import PASSWORD

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PATIENCE_MS = 15_000
SAYS = "main .notice.good, .notice.good"
WRONG = "main [role=alert]"


class Refused(Exception):
    """The page answered with a sentence of refusal."""


class Clerk:
    """Somebody signed in, at one page."""

    def __init__(self, browser: Browser, address: str, username: str, *, width: int = 1366) -> None:
        self.address = address
        self.page: Page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.go("/dang-nhap")
        self.fill({"Tên đăng nhập": username, "Mật khẩu": PASSWORD})
        self.press("Đăng nhập")

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.address + path)

    def fill(self, typed: dict[str, object]) -> None:
        """Type into the boxes with these labels."""
        for label, value in typed.items():
            self.page.get_by_label(label, exact=True).first.fill(str(value))

    def choose(self, label: str, option: str) -> None:
        """Choose from a list by what is written there."""
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def tick(self, names: Iterable[str]) -> None:
        """Tick the boxes with these words."""
        for name in names:
            self.page.locator("label.tick", has_text=name).first.locator("input").check()

    def unfold(self, words: str) -> None:
        """Open a folded part of the page, if it is not open."""
        part = self.page.locator("main details", has=self.page.locator("summary", has_text=words)).first
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()

    def press(self, button: str) -> str:
        """Press a button; return what the page says then. Raise Refused."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).first.click()
        wrong = self.page.locator(WRONG)
        if wrong.count():
            raise Refused(wrong.first.inner_text().strip())
        said = self.page.locator(SAYS)
        return said.first.inner_text().strip() if said.count() else ""

    def download(self, button: str, folder: Path) -> Path:
        """Press a button that sends a file; return where it was kept."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("button", name=button, exact=True).first.click()
        kept = folder / coming.value.suggested_filename
        coming.value.save_as(kept)
        return kept

    @property
    def number(self) -> int:
        """The number in the address of the page that is open."""
        return int(self.page.url.rstrip("/").rsplit("/", 1)[1])
