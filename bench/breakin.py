"""How soon an emergency is heard: from the API's answer to the first alert frame on the socket of every zone.

Every zone airs a programme of its own, which the alert interrupts; the order goes to the web process over HTTP.
"""

import http.client
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path
from statistics import median

import click

from bench import bulletins
from bench.ears import ears
from bench.processes import running
from bench.size import Size
from bench.stocked import Stock, broadcasting, stocked
from station import accounts, clock
from station.roles import Role
from station.settings import PROJECT
from web.demo.station import DemoFailed, wait_for, whole_second

ZONES = 500
ROUNDS = 10
CLIPS = 50
CLIP_SECONDS = 120.0
ALERT_SECONDS = 1.5
REST_SECONDS = 4.0
AHEAD_SECONDS = 12.0
MARK = b"LOA-ALERT"


def main(size: Size) -> None:
    """Print how long after the answer, and after the order was sent, the zones had the first frame."""
    zones = size.zones or ZONES
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder, stocked(Path(folder), zones) as stock:
        library = [
            stock.announce(each, f"Bản tin {at}") for at, each in enumerate(bulletins.clips(CLIPS, CLIP_SECONDS))
        ]
        alert_id = stock.announce(bulletins.signal(MARK, ALERT_SECONDS), "Báo động")
        with broadcasting(stock), _pages(stock):
            _play(stock, library)
            _tell(zones, _measure(stock, alert_id, size.rounds or ROUNDS))


def _play(stock: Stock, library: Sequence[int]) -> None:
    slugs = [slug for slug in stock.zones if slug != "xa"]
    programmes = {slug: [library[number % CLIPS], library[-1 - number % CLIPS]] for number, slug in enumerate(slugs)}
    starts_at = whole_second(AHEAD_SECONDS)
    stock.book(programmes, starts_at)
    time.sleep(max(0.0, (starts_at - clock.now()).total_seconds()) + 5)


@contextmanager
def _pages(stock: Stock) -> Iterator[None]:
    told = stock.settings
    environ = os.environ | {"LOA_HOME": str(told.home), "LOA_HOST": told.host, "LOA_PORT": str(told.port)}
    words = [sys.executable, str(PROJECT / "loa.py"), "web"]
    with running(words, log=told.home / "web.log", environ=environ):
        wait_for(lambda: _answers(told.port), "trang web không sẵn sàng, xem web.log")
        yield


def _answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def _measure(stock: Stock, alert_id: int, rounds: int) -> list[tuple[list[float], list[float]]]:
    """Return for each order the seconds until each zone had it: after the answer, and after it was sent."""
    paths = [stock.path(slug) for slug in stock.zones]
    with stock.database.writing() as session:
        token = accounts.give_token(session, stock.people[Role.OPERATOR], "bench", now=clock.now())
    with ears("find", port=stock.settings.stream_port, paths=paths, mark=MARK.hex()) as listeners:
        orders = []
        for _ in range(rounds):
            orders.append(_order(stock, alert_id, token))
            time.sleep(ALERT_SECONDS + REST_SECONDS)
        heard = listeners.heard()
    firsts = [[next((at for at in found if at > sent), inf) for found in heard] for sent, _ in orders]
    return [
        ([at - answered for at in found], [at - sent for at in found])
        for found, (sent, answered) in zip(firsts, orders, strict=True)
    ]


def _order(stock: Stock, alert_id: int, token: str) -> tuple[float, float]:
    """Order a break-in everywhere; return when it was sent and when it was accepted (seconds since 1970)."""
    line = http.client.HTTPConnection("127.0.0.1", stock.settings.port, timeout=30)
    line.connect()
    body = json.dumps({"announcement_id": alert_id, "zone_ids": [stock.zones["xa"]], "times": 1})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    sent = clock.now().timestamp()
    line.request("POST", "/api/v1/break-ins", body, headers)
    answer = line.getresponse()
    answered = clock.now().timestamp()
    told = answer.read()
    line.close()
    if answer.status != 201:
        raise DemoFailed(f"không phát khẩn được: {told.decode()[:200]}")
    return sent, answered


def _tell(zones: int, rounds: Sequence[tuple[list[float], list[float]]]) -> None:
    click.echo(f"{zones} khu vực, {len(rounds)} lần phát khẩn toàn xã, khung báo động đầu tiên tới người nghe:")
    for name, place in (("sau khi API nhận lệnh", 0), ("sau khi gửi lệnh", 1)):
        waits = sorted(wait * 1000 for each in rounds for wait in each[place])
        p99, last = waits[int(len(waits) * 0.99)], waits[-1]
        lasts = [max(each[place]) * 1000 for each in rounds]
        told = f"trung vị {median(waits):.0f} · p99 {p99:.0f} · xấu nhất {last:.0f} ms"
        each = ", ".join(f"{last:.0f}" for last in lasts)
        click.echo(f"  {name}: {told}; nơi cuối cùng, trung vị các lần, {median(lasts):.0f} ms (từng lần: {each})")
    click.echo("  mục tiêu: p99 50 ms sau khi nhận lệnh")
