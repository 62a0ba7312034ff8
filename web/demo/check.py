"""`loa demo --check`: the whole chain once, unattended, with a listener on the stream at its end."""

from dataclasses import dataclass
from datetime import timedelta

import click
from sqlalchemy.orm import Session

from broadcaster import queries
from broadcaster.ear import listening as ear
from broadcaster.outcome import OUTCOME_NAMES, Outcome
from content import actions as contents
from content.airformat import AIR_FORMATS
from content.models import Announcement
from content.shelf import Shelf
from station import clock
from station.models import Zone
from web.demo import station as demos
from web.demo.station import DemoFailed, DemoStation
from web.demo.texts import INSURANCE

LATEST = timedelta(milliseconds=500)


@dataclass(frozen=True)
class Proof:
    """What the listener heard and what the log says, both measured against the plan, in milliseconds."""

    heard_late_ms: float
    row: queries.LogRow


def run(demo: DemoStation) -> Proof:
    """Write, voice, submit, approve, book, hear, and read the log. Raise DemoFailed at the link that breaks."""
    announcement_id, zone = _prepare(demo)
    with demo.database.writing() as session:
        starts_at = demos.whole_second(5)
        programme = demos.book(demo, session, "Chương trình kiểm tra", [announcement_id], zone, starts_at)
        clip = Shelf(demo.settings.clips).read(_announcement(session, announcement_id).current.clip_sha256 or "")
    demo.nudge()
    click.echo(f"4. Xếp lịch: «{programme.name}» lúc {clock.local(starts_at, demo.settings.timezone):%H:%M:%S}")
    fmt = AIR_FORMATS[demo.settings.air_format]
    stream = ear.listen("127.0.0.1", demo.settings.stream_port, zone.slug, fmt)
    heard_at = ear.first_sound(stream, clip, fmt, until=starts_at + timedelta(seconds=20))
    if heard_at is None:
        raise DemoFailed("đến giờ mà không nghe thấy gì trên luồng phát")
    late_ms = (heard_at - starts_at) / timedelta(milliseconds=1)
    click.echo(f"5. Nghe trên luồng «{zone.slug}»: khung tiếng đầu tiên lệch {late_ms:+.1f} ms so với kế hoạch")
    return _checked(demo, Proof(late_ms, _row(demo, announcement_id)), clip)


def _prepare(demo: DemoStation) -> tuple[int, Zone]:
    now = clock.now()
    with demo.database.writing() as session:
        people = demos.staff(session, now)
        zone = demos.hamlets(session, people.administrator, now)[1]
        announcement = demos.write(session, INSURANCE, zone, people.editor, now)
    click.echo(f"1. Soạn: «{announcement.current.title}», người soạn {people.editor.full_name}")
    demos.await_sound(demo, [announcement.id])
    with demo.database.writing() as session:
        clip = _announcement(session, announcement.id).current.clip
        assert clip is not None
        seconds = clip.frames * 0.024
        click.echo(f"2. Đọc thành tiếng: giọng {clip.voice}, {seconds:.1f} giây, {clip.lufs:.1f} LUFS")
        demos.pass_desk(session, [announcement.id], people, clock.now())
    click.echo(f"3. Gửi duyệt và duyệt: người duyệt {people.approver.full_name}")
    return announcement.id, zone


def _row(demo: DemoStation, announcement_id: int) -> queries.LogRow:
    """Return the item's line of the log once it has ended."""
    found: list[queries.LogRow] = []

    def ended() -> bool:
        since, until = clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1)
        with demo.database.reading() as session:
            rows = queries.log(session, since=since, until=until)
        found[:] = [row for row in rows if row.announcement_id == announcement_id]
        return bool(found) and found[0].outcome not in (Outcome.CLAIMED, Outcome.ON_AIR)

    demos.wait_for(ended, "nhật ký phát không ghi lúc kết thúc")
    return found[0]


def _checked(demo: DemoStation, proof: Proof, clip: bytes) -> Proof:
    row = proof.row
    click.echo(
        f"6. Nhật ký phát: «{row.title}», {row.zone_name}, {OUTCOME_NAMES[row.outcome]}, "
        f"muộn {row.late_ms} ms, {row.aired_seconds:.1f}/{row.planned_seconds:.1f} giây, tệp {row.clip_sha256[:12]}"
    )
    if row.outcome is not Outcome.AIRED:
        raise DemoFailed(f"nhật ký ghi «{OUTCOME_NAMES[row.outcome]}» {row.reason}")
    if abs(proof.heard_late_ms) > LATEST / timedelta(milliseconds=1):
        raise DemoFailed(f"tiếng đầu tiên lệch {proof.heard_late_ms:.0f} ms")
    return proof


def _announcement(session: Session, announcement_id: int) -> Announcement:
    return contents.get(session, announcement_id)
