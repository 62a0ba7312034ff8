"""Channels as the administrator keeps them: name, address, for whom, and of what they carry news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from station import audit
from station.errors import BadInput, NotFound
from station.models import Channel, Delivery, Person
from station.notify import sending
from station.notify.events import EVENT_NAMES
from station.notify.sending import Outgoing, Receiver
from station.roles import Deed, require

LONGEST_NAME = 80
LONGEST_FOR_WHOM = 120
SWITCHED_OFF = "kênh bị tắt trước khi gửi được"


@dataclass(frozen=True)
class Setup:
    """A channel as described, but for its address."""

    name: str
    events: Sequence[str]
    for_whom: str = ""
    enabled: bool = True


def listed(session: Session) -> Sequence[Channel]:
    """Return every channel by name."""
    return session.scalars(select(Channel).order_by(Channel.name)).all()


def get(session: Session, channel_id: int) -> Channel:
    """Return a channel. Raise NotFound."""
    channel = session.get(Channel, channel_id)
    if channel is None:
        raise NotFound("kênh báo tin", channel_id)
    return channel


def add(session: Session, setup: Setup, address: str, receiver: Receiver, *, by: Person, now: datetime) -> Channel:
    """Set up a channel to an address that was looked at. Raise BadInput, Forbidden."""
    require(by, Deed.ADMINISTER)
    channel = Channel()
    _describe(session, channel, setup, by, now)
    _direct(channel, address, receiver)
    session.add(channel)
    session.flush()
    _record(session, "add_channel", channel, now)
    return channel


def change(
    session: Session,
    channel_id: int,
    setup: Setup,
    address: str = "",
    receiver: Receiver | None = None,
    *,
    by: Person,
    now: datetime,
) -> Channel:
    """Describe a channel anew; without a receiver its address stays. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    channel = get(session, channel_id)
    _describe(session, channel, setup, by, now)
    if receiver is not None:
        _direct(channel, address, receiver)
    if not channel.enabled:
        _keep_back(session, channel_id)
    session.flush()
    _record(session, "change_channel", channel, now)
    return channel


def remove(session: Session, channel_id: int, *, by: Person, now: datetime) -> None:
    """Take a channel away, with what was to go out by it. Raise NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    channel = get(session, channel_id)
    session.execute(delete(Delivery).where(Delivery.channel_id == channel_id))
    session.delete(channel)
    session.flush()
    _record(session, "delete_channel", channel, now)


def trial(address: str, station_name: str) -> str:
    """Send a word of trial to an address at once; return why it was not taken, "" where it was. Takes its time."""
    letter = Outgoing(1, address, f"{station_name}: thử kênh báo tin", "Kênh này nhận được tin của đài.")
    return sending.send([letter])[1]


def record_trial(session: Session, channel: Channel, failure: str, *, by: Person, now: datetime) -> None:
    """Write down that a channel was tried, and how that ended."""
    detail = {"name": channel.name, "failure": failure}
    audit.record(session, by.username, "test_channel", f"channel/{channel.id}", now=now, **detail)


def _describe(session: Session, channel: Channel, setup: Setup, by: Person, now: datetime) -> None:
    name, for_whom = " ".join(setup.name.split()), " ".join(setup.for_whom.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("name", f"Hãy đặt tên kênh, tối đa {LONGEST_NAME} ký tự.")
    if len(for_whom) > LONGEST_FOR_WHOM:
        raise BadInput("for_whom", f"Mục «Gửi cho ai» tối đa {LONGEST_FOR_WHOM} ký tự.")
    if not setup.events:
        raise BadInput("events", "Hãy chọn ít nhất một loại tin mà kênh này mang đi.")
    if strange := [each for each in setup.events if each not in EVENT_NAMES]:
        raise BadInput("events", f"Không có loại tin «{strange[0][:40]}»; có: {', '.join(EVENT_NAMES)}.")
    with session.no_autoflush:
        twin = session.scalars(select(Channel).where(Channel.name == name)).one_or_none()
    if twin is not None and twin is not channel:
        raise BadInput("name", f"Đã có kênh tên «{name}».")
    channel.name, channel.for_whom, channel.enabled = name, for_whom, setup.enabled
    channel.events = [each for each in EVENT_NAMES if each in setup.events]
    channel.changed_by, channel.changed_at = by.username, now


def _keep_back(session: Session, channel_id: int) -> None:
    """Let nothing old go out when the channel is switched on again."""
    waiting = update(Delivery).where(Delivery.channel_id == channel_id, Delivery.try_at.is_not(None))
    session.execute(waiting.values(try_at=None, failure=SWITCHED_OFF))


def _direct(channel: Channel, address: str, receiver: Receiver) -> None:
    channel.address = address.strip()
    channel.service, channel.shown = receiver.service[:80], receiver.shown[:500]


def _record(session: Session, deed: str, channel: Channel, now: datetime) -> None:
    """Write down what was done to a channel; never its address."""
    detail = {"name": channel.name, "service": channel.service, "events": channel.events, "enabled": channel.enabled}
    audit.record(session, channel.changed_by, deed, f"channel/{channel.id}", now=now, **detail)
