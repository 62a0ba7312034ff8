"""What people do during a soak; each deed returns its name for the count, refused or not."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bench.soaking.people import Crew
from broadcaster.breakin import breakins
from broadcaster.breakin import ending as breakin_ending
from broadcaster.breakin.breakins import Manner
from broadcaster.halts import halt
from content import decisions
from playlists import actions as plans
from playlists.catchup import CatchUp
from playlists.priority import Priority
from station import clock
from station.errors import StationError

FEWEST_LEFT = 4  # announcements that are never all withdrawn
Deed = Callable[[Crew, random.Random], str]


def _deed(name: str) -> Callable[[Callable[[Crew, random.Random, Session], None]], Deed]:
    """Do it in one transaction; a refusal or a locked database is a result too."""

    def wrap(do: Callable[[Crew, random.Random, Session], None]) -> Deed:
        @wraps(do)
        def done(crew: Crew, chance: random.Random) -> str:
            try:
                with crew.running.database.writing() as session:
                    do(crew, chance, session)
            except StationError:
                return f"{name}: bị từ chối"
            except OperationalError:
                return f"{name}: dữ liệu đang khóa"
            crew.running.nudge()
            return name

        return done

    return wrap


@_deed("đặt chương trình")
def book(crew: Crew, chance: random.Random, session: Session) -> None:
    """Book a programme that starts within the minute."""
    number, now = crew.next_number(), clock.now()
    chosen = chance.sample(crew.airable, chance.randint(1, min(3, len(crew.airable))))
    entries = [plans.Entry(announcement_id=each) for each in chosen]
    if chance.random() < 0.3:
        entries.insert(1, plans.Entry(pause_seconds=chance.uniform(0.5, 3.0)))
    playlist = plans.save_playlist(session, f"Ngâm {number}", entries, by=crew.people.operator, now=now)
    starts_at = (now + timedelta(seconds=chance.uniform(2, 40))).replace(microsecond=0) + timedelta(seconds=1)
    timezone = crew.running.settings.timezone
    local = clock.local(starts_at, timezone)
    timing = plans.Timing(
        local.time(),
        local.date(),
        priority=chance.choice([Priority.PROGRAMME, Priority.PROGRAMME, Priority.HIGH, Priority.FILLER]),
        catch_up=chance.choice([CatchUp.RESTART, CatchUp.JOIN, CatchUp.SKIP]),
    )
    where = chance.sample(crew.zone_ids, chance.randint(1, min(8, len(crew.zone_ids))))
    operator = crew.people.operator
    plans.book(session, f"Buổi {number}", playlist.id, where, timing, by=operator, now=now, timezone=timezone)


@_deed("phát khẩn")
def break_in(crew: Crew, chance: random.Random, session: Session) -> None:
    """Break in somewhere, with or without a signal, once or several times."""
    where = chance.sample(crew.zone_ids, chance.randint(1, min(6, len(crew.zone_ids))))
    manner = Manner(chance.choice([1, 1, 2, 3]), chance.choice([0.0, 1.0, 2.0]), chance.choice(["", "siren", "chime"]))
    order = breakins.order(
        session,
        chance.choice(crew.urgent),
        where,
        by=crew.people.operator,
        now=clock.now(),
        timezone=crew.running.settings.timezone,
        manner=manner,
    )
    crew.break_ins.append(order.id)


@_deed("kết thúc phát khẩn")
def end_break_in(crew: Crew, _chance: random.Random, session: Session) -> None:
    """End the newest break-in, running or not."""
    if crew.break_ins:
        breakin_ending.end(session, crew.break_ins[-1], by=crew.people.operator, now=clock.now())


@_deed("thu hồi bản tin")
def withdraw(crew: Crew, chance: random.Random, session: Session) -> None:
    """Take back an announcement for good."""
    if len(crew.airable) > FEWEST_LEFT:
        gone = crew.airable.pop(chance.randrange(len(crew.airable)))
        decisions.withdraw(session, gone, "ngâm thử", by=crew.people.approver, now=clock.now())


def stop_all(crew: Crew, chance: random.Random) -> str:
    """Stop the whole station for a few seconds."""
    home = crew.running.settings.home
    halt.halt(home, "trucdai", clock.now(), "ngâm thử")
    crew.later(chance.uniform(1.0, 6.0), lambda: halt.release(home, "trucdai", clock.now()))
    return "dừng toàn đài"
