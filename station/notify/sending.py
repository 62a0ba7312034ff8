"""Speaking to receivers by way of a process of its own, which nobody waits for longer than said here."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from station.errors import BadInput
from station.notify.faults import LATE
from station.settings import PROJECT

LOOK_SECONDS = 20.0
SEND_SECONDS = 25.0  # for one letter; several share as many times that, at most
MOST_SECONDS = 120.0
LONGEST_ADDRESS = 500
BROKEN = "tiến trình gửi tin bị dừng"


@dataclass(frozen=True)
class Receiver:
    """What an address names, as far as everybody may know."""

    service: str
    shown: str


@dataclass(frozen=True)
class Outgoing:
    """A letter with the address that it goes to."""

    number: int
    address: str = field(repr=False)
    title: str
    body: str


def look(address: str) -> Receiver:
    """Return what an address names. Raise BadInput for one that names nothing."""
    address = address.strip()
    if not address:
        raise BadInput("address", "Hãy điền địa chỉ của kênh.")
    if len(address) > LONGEST_ADDRESS or any(char.isspace() for char in address):
        raise BadInput("address", f"Địa chỉ kênh là một dòng không có dấu cách, tối đa {LONGEST_ADDRESS} ký tự.")
    found, _ = _ask({"look": address}, LOOK_SECONDS)
    if not found or "service" not in found[0]:
        raise BadInput(
            "address",
            "Địa chỉ này không đọc được; hãy gõ theo mẫu như mailtos://ten:matkhau@may-chu-thu/?to=ai@noi-nhan "
            "hoặc tgram://ma-bot/ma-nhom.",
        )
    return Receiver(found[0]["service"], found[0]["shown"])


def send(letters: Iterable[Outgoing]) -> dict[int, str]:
    """Send letters one after the other; return for each why it was not taken, "" where it was."""
    out = list(letters)
    if not out:
        return {}
    asked = [{"number": each.number, "address": each.address, "title": each.title, "body": each.body} for each in out]
    seconds = min(SEND_SECONDS * len(asked), MOST_SECONDS)
    answers, otherwise = _ask({"send": asked}, seconds)
    told = {int(each["number"]): str(each["failure"]) for each in answers}
    return {each.number: told.get(each.number, otherwise) for each in out}


def _ask(asked: dict[str, Any], seconds: float) -> tuple[list[dict[str, Any]], str]:
    """Return the lines that the process answered before its end, and why there may be none of the others."""
    command = [sys.executable, "-m", "station.notify"]
    try:
        done = subprocess.run(
            command, input=json.dumps(asked).encode(), capture_output=True, timeout=seconds, cwd=PROJECT, check=False
        )
        answer, otherwise = done.stdout, BROKEN
    except subprocess.TimeoutExpired as late:
        answer, otherwise = late.stdout or b"", LATE
    whole, _, _ = answer.rpartition(b"\n")
    return [json.loads(line) for line in whole.splitlines()], otherwise
