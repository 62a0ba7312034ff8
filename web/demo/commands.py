"""The command `loa demo`."""

import dataclasses
import os
import tempfile
import time
from datetime import time as wall_time
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy.orm import Session

from broadcaster import queries
from broadcaster.outcome import OUTCOME_NAMES, Outcome
from content import queries as contents
from content.lifecycle import State
from content.shelf import Shelf
from playlists import actions as plans
from playlists.booking.clashes import ClashFound
from station import clock
from station.settings import PROJECT, Settings, load
from web.demo import check as checks
from web.demo import station as demos
from web.demo.station import PASSWORD, DemoStation
from web.demo.texts import PROGRAMME

NAME = "Đài truyền thanh xã Đồng Sen"


@click.command()
@click.option("--check", is_flag=True, help="Chạy trọn chuỗi một lần, tự nghe lại, rồi thoát (khác 0 nếu hỏng).")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def demo(check: bool) -> None:
    """Chạy thử trọn vẹn với dữ liệu mẫu: nghe được ngay."""
    if check:
        _check()
    else:
        _demo()


def _check() -> None:
    with tempfile.TemporaryDirectory(prefix="loa-xa-") as folder:
        voices = load().voices if "LOA_VOICES" in os.environ else ("espeak",)
        settings = dataclasses.replace(
            _settings(Path(folder)),
            host="127.0.0.1",
            port=demos.free_port(),
            stream_port=demos.free_port(),
            voices=voices,
        )
        running = demos.start(settings)
        try:
            proof = checks.run(running)
        finally:
            running.end()
    click.echo(f"ĐẠT: cả chuỗi hoạt động, tiếng đầu tiên lệch {proof.heard_late_ms:+.1f} ms.")


def _demo() -> None:
    settings = _settings(Path(os.environ.get("LOA_HOME", PROJECT / "data" / "demo")))
    click.echo("Đang khởi động đài mẫu…")
    running = demos.start(settings)
    try:
        _show_doors(running)
        _air(running)
        _follow(running)
    except KeyboardInterrupt:
        click.echo("\nĐã dừng đài mẫu.")
    finally:
        running.end()


def _settings(home: Path) -> Settings:
    told = load(os.environ | {"LOA_HOME": str(home)})
    return dataclasses.replace(told, station_name=NAME, database_url=f"sqlite:///{home.absolute() / 'station.db'}")


def _show_doors(running: DemoStation) -> None:
    now = clock.now()
    with running.database.writing() as session:
        people = demos.staff(session, now)
        places = demos.hamlets(session, people.administrator, now)
    settings = running.settings
    click.echo(f"\nTrang web:  http://localhost:{settings.port}/")
    for person in (people.editor, people.approver, people.operator, people.administrator):
        click.echo(f"  {person.username:<8} mật khẩu {PASSWORD}   {person.full_name}, {person.position}")
    click.echo("Luồng phát (mở bằng trình duyệt hoặc VLC):")
    for zone in places:
        click.echo(f"  http://localhost:{settings.stream_port}/stream/{zone.slug}.mp3   {zone.name}")


def _air(running: DemoStation) -> None:
    ids = _announcements(running)
    with running.database.writing() as session:
        people = demos.staff(session, clock.now())
        commune = demos.hamlets(session, people.administrator, clock.now())[0]
        programme = demos.book(running, session, "Chương trình chạy thử", ids, commune, demos.whole_second(8))
        _book_mornings(running, session, programme.playlist_id, commune.id)
    running.nudge()
    click.echo(f"\nLên sóng lúc {programme.starts_at:%H:%M:%S} trên mọi khu vực, gồm {len(ids)} mục:")


def _announcements(running: DemoStation) -> list[int]:
    """Return the approved announcements of the demo, made at the first start."""
    now = clock.now()
    with running.database.writing() as session:
        people = demos.staff(session, now)
        commune = demos.hamlets(session, people.administrator, now)[0]
        ready = [each.id for each in contents.announcements(session, states=[State.APPROVED])]
        if ready:
            return sorted(ready)[: len(PROGRAMME) + 1]
        uploads = Shelf(running.settings.home / "uploads")
        made = [demos.write_jingle(session, uploads, commune, people.editor, now)]
        made += [demos.write(session, text, commune, people.editor, now) for text in PROGRAMME]
        ids = [each.id for each in made]
    click.echo(f"\nĐang đọc {len(ids)} bản tin thành tiếng…")
    demos.await_sound(running, ids)
    with running.database.writing() as session:
        demos.pass_desk(session, ids, people, clock.now())
    return ids


def _book_mornings(running: DemoStation, session: Session, playlist_id: int, zone_id: int) -> None:
    """Book the weekly morning programme, so that the pages have something to show; a second start finds it there."""
    today = clock.local(clock.now(), running.settings.timezone).date()
    timing = plans.Timing(wall_time(5, 30), today + timedelta(days=1), weekdays=range(7))
    operator = demos.staff(session, clock.now()).operator
    try:
        plans.book(
            session,
            "Chương trình buổi sáng",
            playlist_id,
            [zone_id],
            timing,
            by=operator,
            now=clock.now(),
            timezone=running.settings.timezone,
        )
    except ClashFound:
        return


def _follow(running: DemoStation) -> None:
    """Print the log as it grows, until interrupted."""
    told: dict[int, Outcome] = {}
    begun = clock.now()
    while running.process.poll() is None:
        with running.database.reading() as session:
            rows = queries.log(session, since=begun, until=clock.now() + timedelta(minutes=1))
        for row in rows:
            if row.outcome is not Outcome.CLAIMED and told.get(row.as_run_id) is not row.outcome:
                told[row.as_run_id] = row.outcome
                at = clock.local(row.ended_at or row.started_at or row.planned_at, running.settings.timezone)
                late = f", lệch {row.late_ms} ms" if row.late_ms is not None else ""
                click.echo(f"  {at:%H:%M:%S}  {OUTCOME_NAMES[row.outcome]:<14} {row.title} → {row.zone_name}{late}")
        time.sleep(0.5)
