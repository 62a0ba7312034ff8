"""A person at a real web process: keeps cookies, fills in forms."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar


class Visitor:
    """Goes to pages over HTTP, and sends forms with the token of the last page that was read."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.token = ""
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def answers(self, path: str) -> bool:
        """Is there a server, and is it well?"""
        try:
            with urllib.request.urlopen(self.origin + path, timeout=2):
                return True
        except OSError:
            return False

    def get(self, path: str) -> str:
        """Return a page, and remember the token of its forms."""
        with self._opener.open(self.origin + path, timeout=15) as answer:
            page: str = answer.read().decode()
        found = re.search(r'name="csrf_token" value="([^"]*)"', page)
        self.token = found[1] if found else self.token
        return page

    def post(self, path: str, typed: dict[str, object] | None = None) -> str:
        """Send a form; return the page it leads to."""
        body = urllib.parse.urlencode({"csrf_token": self.token, **(typed or {})}, doseq=True).encode()
        with self._opener.open(self.origin + path, body, timeout=30) as answer:
            page: str = answer.read().decode()
        return page

    def sign_in(self, username: str, password: str) -> None:
        """Sign in, and be ready to send forms."""
        self.get("/dang-nhap")
        self.post("/dang-nhap", {"username": username, "password": password})
        self.get("/")
