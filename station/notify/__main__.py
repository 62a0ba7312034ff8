"""The process that speaks to the outside: it looks at an address, or sends letters, as its standard input says.

Apprise brings a hundred kinds of receivers and the memory that they take; it lives here alone, and only for a moment.
"""

import json
import logging
import sys
from typing import Any

import apprise

from station.notify.faults import sentence
from station.process import call_oneself, die_with_parent

GENERAL = ("json", "jsons", "xml", "xmls", "form", "forms")  # their paths are made by the receiver, and may be secret


class _Notes(logging.Handler):
    """Keeps what the sender writes down, to find the reason of a failure in it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def look(address: str) -> dict[str, Any]:
    """Return what kind of receiver an address names, and the address without its secrets; nothing of nonsense."""
    receiver = _receiver(address)
    if receiver is None:
        return {}
    shown = str(receiver.url(privacy=True)).partition("?")[0]
    scheme, _, rest = shown.partition("://")
    if scheme in GENERAL:
        shown = f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}/…"
    return {"service": str(receiver.service_name), "shown": shown}


def send(letter: dict[str, Any]) -> dict[str, Any]:
    """Send one letter; return whether it was taken, and if not why."""
    notes, logger = _Notes(), logging.getLogger("apprise")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(notes)
    try:
        receiver = _receiver(letter["address"])
        taken = receiver is not None and bool(receiver.notify(body=letter["body"], title=letter["title"]))
    finally:
        logger.removeHandler(notes)
    return {"number": letter["number"], "failure": "" if taken else sentence(notes.told)}


def _receiver(address: str) -> Any:
    return apprise.Apprise.instantiate(address, suppress_exceptions=True)


def main() -> None:
    """Do as told, and say each result in a line as soon as it is known."""
    die_with_parent()
    call_oneself("loa-notify")
    logging.getLogger("apprise").propagate = False
    asked = json.load(sys.stdin)
    if "look" in asked:
        print(json.dumps(look(asked["look"])), flush=True)  # noqa: T201 - the parent reads it
    for letter in asked.get("send", ()):
        print(json.dumps(send(letter)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
