"""Runs of the check: asked for, done, kept, and told to those in charge."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from broadcaster.preflight import digest
from broadcaster.preflight.models import PreflightRow, PreflightRun
from broadcaster.preflight.values import Finding, Kind, Report, Row, Where
from station import audit
from station.errors import BadInput, NotFound
from station.models import Person
from station.notify import notices
from station.notify.events import Event
from station.roles import Deed, require
from station.settings import Settings

STATION = "loa"  # who asked, when it was the evening
PATIENCE = timedelta(minutes=3)  # after which an unfinished run is taken for dead
KEPT = timedelta(days=60)
FURTHEST = timedelta(days=31)


@dataclass(frozen=True)
class Kept:
    """A finished run with what it found."""

    run: PreflightRun
    report: Report


def ask(session: Session, day: date, *, by: Person, now: datetime, today: date) -> tuple[PreflightRun, bool]:
    """Ask for a check; return it, and whether it is a new one: one that is under way is not begun again.

    Raise BadInput, Forbidden.
    """
    require(by, Deed.CHECK)
    if not today <= day <= today + FURTHEST:
        raise BadInput("day", f"Kiểm tra được từ hôm nay đến {FURTHEST.days} ngày tới.")
    under_way = select(PreflightRun).where(
        PreflightRun.day == day, PreflightRun.finished_at.is_(None), PreflightRun.asked_at > now - PATIENCE
    )
    found = session.scalars(under_way.order_by(PreflightRun.id.desc())).first()
    if found is not None:
        return found, False
    run = begin(session, day, by.username, now=now)
    audit.record(session, by.username, "preflight", f"preflight/{run.id}", now=now, day=day.isoformat())
    return run, True


def begin(session: Session, day: date, by: str, *, now: datetime) -> PreflightRun:
    """Note that a check begins."""
    run = PreflightRun(day=day, asked_by=by, asked_at=now, findings=[])
    session.add(run)
    session.flush()
    return run


def finish(
    session: Session, run_id: int, report: Report, settings: Settings, *, now: datetime, told: Sequence[Report] = ()
) -> PreflightRun:
    """Keep what a check found, and tell it: the evening's in full, another's as far as it was not in those before."""
    run = get(session, run_id)
    run.finished_at, run.total, run.red = now, len(report.rows), report.red
    run.findings = [asdict(each) for each in report.station]
    rows = [_columns(run_id, row) for row in report.rows]
    if rows:
        session.execute(insert(PreflightRow), rows)
    _forget(session, now)
    news = report if run.asked_by == STATION else digest.news(report, told)
    if news.red:
        title, body = digest.title(news, run.day), digest.body(news, settings.timezone)
        notices.post(session, Event.PREFLIGHT, f"preflight/{run_id}", title, body, now=now)
    return run


def get(session: Session, run_id: int) -> PreflightRun:
    """Return a run. Raise NotFound."""
    run = session.get(PreflightRun, run_id)
    if run is None:
        raise NotFound("lần kiểm tra", run_id)
    return run


def newest(session: Session, day: date | None = None) -> PreflightRun | None:
    """Return the last run, of one day or of any."""
    query = select(PreflightRun).order_by(PreflightRun.id.desc()).limit(1)
    return session.scalars(query.where(PreflightRun.day == day) if day else query).one_or_none()


def coming(session: Session, today: date) -> PreflightRun | None:
    """Return the last finished run of a day that is not over."""
    query = select(PreflightRun).where(PreflightRun.day >= today, PreflightRun.finished_at.is_not(None))
    return session.scalars(query.order_by(PreflightRun.id.desc()).limit(1)).one_or_none()


def kept(session: Session, run: PreflightRun) -> Kept:
    """Return what a run found."""
    rows = session.scalars(select(PreflightRow).where(PreflightRow.run_id == run.id).order_by(PreflightRow.id))
    return Kept(run, Report(tuple(map(_row, rows)), _findings(run.findings)))


def before(session: Session, run: PreflightRun) -> list[Report]:
    """Return what the checks of the same day found before."""
    query = select(PreflightRun).where(
        PreflightRun.day == run.day, PreflightRun.id < run.id, PreflightRun.finished_at.is_not(None)
    )
    return [kept(session, each).report for each in session.scalars(query)]


def is_lost(run: PreflightRun, *, now: datetime) -> bool:
    """Did a run end without saying so?"""
    return run.finished_at is None and now - run.asked_at > PATIENCE


def _forget(session: Session, now: datetime) -> None:
    old = session.scalars(select(PreflightRun.id).where(PreflightRun.asked_at < now - KEPT)).all()
    if old:
        session.execute(delete(PreflightRow).where(PreflightRow.run_id.in_(old)))
        session.execute(delete(PreflightRun).where(PreflightRun.id.in_(old)))


def _columns(run_id: int, row: Row) -> dict[str, object]:
    return {**vars(row), "run_id": run_id, "findings": [asdict(each) for each in row.findings]}


def _row(row: PreflightRow) -> Row:
    return Row(
        occurrence=row.occurrence,
        programme_id=row.programme_id,
        programme_name=row.programme_name,
        starts_at=row.starts_at,
        zone_id=row.zone_id,
        zone_name=row.zone_name,
        findings=_findings(row.findings),
    )


def _findings(found: Sequence[dict[str, str | int]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(Kind(str(each["kind"])), str(each["sentence"]), Where(str(each["where"])), int(each["number"]))
        for each in found
    )
