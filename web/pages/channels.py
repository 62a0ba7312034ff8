"""Channels: how those in charge are told, for the administrator to set up, to try and to see fail."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from station.errors import StationError
from station.models import Channel
from station.notify import channels, notices, outbox, sending
from station.notify.channels import Setup
from station.notify.events import EVENT_NAMES
from station.notify.sending import Receiver
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("channels", __name__, url_prefix="/quan-tri/kenh-bao-tin")

SHOWN = 20


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show the channels, what went out lately, and what did not arrive."""
    require(person(), Deed.LOOK)
    return render_template(
        "notify/list.html",
        found=channels.listed(session()),
        event_names=EVENT_NAMES,
        pending=outbox.pending(session()),
        said=notices.recent(session(), limit=SHOWN),
    )


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(person(), Deed.ADMINISTER)
    return _form(forms.blank({"enabled": "yes"}, events=EVENT_NAMES))


@pages.post("/moi")
def add() -> ResponseReturnValue:
    """Set up a channel."""
    return _save(None)


@pages.get("/<int:channel_id>")
def page(channel_id: int) -> ResponseReturnValue:
    """Show a channel as a form, without its address."""
    require(person(), Deed.ADMINISTER)
    channel = channels.get(session(), channel_id)
    single = {"name": channel.name, "for_whom": channel.for_whom} | ({"enabled": "yes"} if channel.enabled else {})
    return _form(forms.blank(single, events=channel.events), channel)


@pages.post("/<int:channel_id>")
def change(channel_id: int) -> ResponseReturnValue:
    """Describe a channel anew."""
    return _save(channels.get(session(), channel_id))


@pages.post("/<int:channel_id>/thu")
def test(channel_id: int) -> ResponseReturnValue:
    """Send a word of trial; while that takes its time, nobody waits for the database."""
    require(person(), Deed.ADMINISTER)
    address = channels.get(session(), channel_id).address
    session().rollback()
    failure = channels.trial(address, house().settings.station_name)
    channel = channels.get(session(), channel_id)
    channels.record_trial(session(), channel, failure, by=person(), now=g.now)
    if failure:
        flash(f"Gửi thử kênh «{channel.name}» không được: {failure}.")
    else:
        flash(f"Đã gửi thử qua kênh «{channel.name}»; hãy xem nơi nhận có tin chưa.")
    return redirect(url_for(".index"))


@pages.post("/<int:channel_id>/xoa")
def delete(channel_id: int) -> ResponseReturnValue:
    """Take a channel away."""
    channels.remove(session(), channel_id, by=person(), now=g.now)
    flash("Đã xóa kênh báo tin.")
    return redirect(url_for(".index"))


def _save(channel: Channel | None) -> ResponseReturnValue:
    require(person(), Deed.ADMINISTER)
    typed, number = request.form, channel.id if channel else None
    setup = Setup(typed.get("name", ""), typed.getlist("events"), typed.get("for_whom", ""), enabled="enabled" in typed)
    address = typed.get("address", "").strip()
    try:
        receiver = _looked_at(address, is_new=number is None)
        saved = _kept(number, setup, address, receiver)
    except StationError as error:
        undo(error)
        return _form(typed, channels.get(session(), number) if number else None, error), 422
    flash(f"Đã lưu kênh báo tin «{saved.name}».")
    return redirect(url_for(".index"))


def _looked_at(address: str, *, is_new: bool) -> Receiver | None:
    """Return what an address names, with nobody waiting for the database meanwhile; None where it stays."""
    if not address and not is_new:
        return None
    session().rollback()
    return sending.look(address)


def _kept(number: int | None, setup: Setup, address: str, receiver: Receiver | None) -> Channel:
    if number is None and receiver is not None:
        return channels.add(session(), setup, address, receiver, by=person(), now=g.now)
    return channels.change(session(), number or 0, setup, address, receiver, by=person(), now=g.now)


def _form(typed: forms.Typed, channel: Channel | None = None, problem: StationError | None = None) -> str:
    return render_template("notify/form.html", typed=typed, channel=channel, problem=problem, event_names=EVENT_NAMES)
