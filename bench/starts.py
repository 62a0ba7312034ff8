"""How late the first frame of an occurrence reaches a listener on the same machine."""

from datetime import timedelta
from statistics import median

import click

from bench.rig import running_station
from broadcaster.ear import listening as ear
from content import actions as contents
from content.airformat import AIR_FORMATS
from content.shelf import Shelf
from station import clock
from web.demo import station as demos
from web.demo.station import DemoStation
from web.demo.texts import DemoText

STARTS = 50
SPACING = timedelta(seconds=3)
SHORT = DemoText("Kiểm tra", "", "", "Một hai ba.")


def main() -> None:
    """Print the lateness of fifty starts: median, 99th percentile, worst, in milliseconds."""
    with running_station() as running:
        late = sorted(abs(each) for each in measure(running))
    p99 = late[min(len(late) - 1, round(len(late) * 0.99) - 1)]
    click.echo(f"{len(late)} lần bắt đầu, khung tiếng đầu tiên ở người nghe lệch so với kế hoạch:")
    click.echo(f"  trung vị {median(late):.1f} ms (mục tiêu 25) · p99 {p99:.1f} ms (60) · xấu nhất {late[-1]:.1f} ms")


def measure(running: DemoStation) -> list[float]:
    """Return the lateness of each start in milliseconds, as heard."""
    now = clock.now()
    with running.database.writing() as session:
        people = demos.staff(session, now)
        zone = demos.hamlets(session, people.administrator, now)[1]
        announcement_id = demos.write(session, SHORT, zone, people.editor, now).id
    demos.await_sound(running, [announcement_id])
    with running.database.writing() as session:
        demos.pass_desk(session, [announcement_id], people, clock.now())
        sha256 = contents.get(session, announcement_id).current.clip_sha256 or ""
    first = demos.whole_second(6)
    starts = [first + SPACING * number for number in range(STARTS)]
    with running.database.writing() as session:
        for starts_at in starts:
            demos.book(running, session, "Đo", [announcement_id], zone, starts_at)
    running.nudge()
    fmt = AIR_FORMATS[running.settings.air_format]
    clip = Shelf(running.settings.clips).read(sha256)
    stream = ear.listen("127.0.0.1", running.settings.stream_port, zone.slug, fmt)
    heard = [ear.first_sound(stream, clip, fmt, until=starts_at + SPACING) for starts_at in starts]
    if None in heard:
        raise demos.DemoFailed(f"{heard.count(None)} lần không nghe thấy gì")
    pairs = zip(heard, starts, strict=True)
    return [(heard_at - starts_at) / timedelta(milliseconds=1) for heard_at, starts_at in pairs if heard_at]
