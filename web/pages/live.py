"""Talking live: the desk with the microphone, the sound it sends, and the permits that approvers give."""

from dataclasses import asdict
from datetime import date, timedelta

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.breakin import breakins
from broadcaster.inputs.live_line import LARGEST, RATES, Chunk, NobodyListens
from broadcaster.models import LiveTalk
from broadcaster.talks import live
from broadcaster.talks import permits as live_permits
from broadcaster.talks import slots as live_slots
from broadcaster.talks import sound as live_sound
from broadcaster.talks.facts import limit_at, speaks_at
from content import queries as contents
from content.airformat import AIR_FORMATS, FRAME_SECONDS
from content.models import Form
from station import clock, queries, zones
from station.errors import BadInput, Forbidden, NotFound, StationError
from station.nudge import nudge
from station.roles import Deed, may
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("live", __name__, url_prefix="/truc-tiep")

LONGEST_SLOT = 101  # characters: an occurrence's name, a space, an item's
MINUTES = (5, 10, 15, 20, 30, 45, 60)
STATUS: dict[type[StationError], int] = {
    Forbidden: 403,
    NotFound: 404,
    live.TalkOver: 409,
    live_slots.NotNow: 409,
    live.NotYourTalk: 403,
}


@pages.get("/")
def desk() -> ResponseReturnValue:
    """Show the microphone to those who may use it, and to everybody who talks and who talked."""
    return render_template(
        "live/desk.html",
        typed=forms.blank({"minutes": str(live.USUAL_MINUTES), "chime": _chimes()[0][0]}),
        minutes=[(each, f"{each} phút") for each in MINUTES],
        chimes=_chimes(),
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        rate=AIR_FORMATS[house().settings.air_format].sample_rate,
        refusal=_refusal(),
        slots=_slots() if may(person(), Deed.LIVE) else [],
        recent=live.recent(session()),
        **_running(),
    )


@pages.get("/khung")
def slots() -> ResponseReturnValue:
    """Answer the page that waits for a programme's live slot: which come, and in how many seconds."""
    found = [
        {
            "slot": each.key,
            "opens_in": max(0.0, (each.opens_at - g.now).total_seconds()),
            "is_open": each.is_open(g.now),
        }
        for each in _slots()
    ]
    return jsonify(slots=found)


@pages.get("/luc-nay")
def now_part() -> ResponseReturnValue:
    """Answer the page that asks who talks now."""
    return render_template("live/now.html", **_running())


@pages.post("/")
def start() -> ResponseReturnValue:
    """Put this person on air; the answer says where the sound is to be sent."""
    typed = request.form
    try:
        talk = _started(typed)
    except StationError as error:
        return _refused(error)
    session().commit()  # from here on the planner can see it, and the microphone's process can end it
    nudge(house().settings.home, "broadcast")
    live_sound.begin(house().settings, talk, now=g.now)
    return jsonify(
        sound=url_for(".sound", talk_id=talk.id),
        end=url_for(".end", talk_id=talk.id),
        chime_seconds=talk.chime_frames * FRAME_SECONDS,
        seconds=(limit_at(talk) - speaks_at(talk)).total_seconds(),
    )


def _started(typed: forms.Typed) -> LiveTalk:
    told = house().settings
    slot = typed.get("slot", "")
    if slot:
        return live.start_in_slot(
            session(),
            slot[:LONGEST_SLOT],
            by=person(),
            now=g.now,
            timezone=told.timezone,
            station_name=told.station_name,
            permit_asked=told.live_permit,
        )
    return live.start(
        session(),
        forms.numbers(typed, "zones"),
        by=person(),
        now=g.now,
        timezone=told.timezone,
        minutes=forms.whole(typed, "minutes", otherwise=live.USUAL_MINUTES),
        chime=typed.get("chime", "")[:20],
        permit_asked=told.live_permit,
    )


def _slots() -> list[live_slots.Slot]:
    told = house().settings
    return live_slots.coming(session(), now=g.now, timezone=told.timezone, station_name=told.station_name)


@pages.post("/<int:talk_id>/tieng")
def sound(talk_id: int) -> ResponseReturnValue:
    """Pass on a chunk of sound; the answer says what became of it."""
    pcm = request.get_data()
    try:
        talk = live.speaking(session(), talk_id, by=person(), now=g.now)
        return jsonify(asdict(live_sound.pass_on(house().settings, talk, _chunk(pcm), now=g.now)))
    except NobodyListens as error:
        return jsonify(sentence=str(error)), 503
    except StationError as error:
        return _refused(error)


@pages.post("/<int:talk_id>/dung")
def end(talk_id: int) -> ResponseReturnValue:
    """End a talk: one's own, or as an officer anybody's."""
    try:
        talk = live.end(session(), talk_id, by=person(), now=g.now)
    except live.TalkOver as over:
        flash(str(over))
    else:
        session().commit()  # before its process looks whether that is written down
        live_sound.stop(house().settings, talk_id)
        flash(f"Đã dừng lượt nói trực tiếp của {talk.speaker_name}.")
    return redirect(url_for(".desk"))


@pages.get("/giay-phep")
def permits() -> ResponseReturnValue:
    """Show who may talk live until when; approvers give and take here."""
    today = _today()
    typed = forms.blank({"valid_from": today.isoformat(), "valid_until": (today + timedelta(days=30)).isoformat()})
    return _permits(typed)


@pages.post("/giay-phep")
def grant() -> ResponseReturnValue:
    """Give a permit."""
    typed = request.form
    try:
        permit = live_permits.grant(
            session(),
            typed.get("person", "")[:40],
            forms.numbers(typed, "zones"),
            valid_from=forms.needed_day(typed, "valid_from"),
            valid_until=forms.needed_day(typed, "valid_until"),
            by=person(),
            now=g.now,
        )
    except StationError as error:
        undo(error)
        return _permits(typed, problem=error), 422
    flash(f"{permit.person.full_name} được nói trực tiếp đến hết {permit.valid_until:%d/%m/%Y}.")
    return redirect(url_for(".permits"))


@pages.post("/giay-phep/<int:permit_id>/thu-hoi")
def revoke(permit_id: int) -> ResponseReturnValue:
    """Take a permit back; who speaks on it is cut."""
    permit = live.take_permit(session(), permit_id, by=person(), now=g.now)
    flash(f"Đã thu hồi giấy phép nói trực tiếp của {permit.person.full_name}.")
    return redirect(url_for(".permits"))


def _chunk(pcm: bytes) -> Chunk:
    at, rate = forms.asked(request.args, "tu"), forms.asked(request.args, "tan-so")
    if rate not in RATES or len(pcm) > LARGEST // 2:
        raise BadInput("tan-so", "Trình duyệt gửi âm thanh không đúng dạng.")
    return Chunk(at=at, rate=rate, pcm=pcm, last="het" in request.args)


def _refused(error: StationError) -> ResponseReturnValue:
    """Answer a program of ours, which shows the sentence beside the button."""
    session().rollback()
    status = next((STATUS[each] for each in type(error).__mro__ if each in STATUS), 422)
    return jsonify(sentence=str(error)), status


def _running() -> dict[str, object]:
    running = live.running(session(), now=g.now)
    broken_in = {zone_id for each in breakins.running(session(), now=g.now) for zone_id in each.zone_ids}
    return {
        "running": running,
        "limits": {talk.id: limit_at(talk) for talk in running},
        "under": {talk.id: broken_in.intersection(talk.zone_ids) for talk in running},
        "all_zones": zones.all_zones(session()),
    }


def _refusal() -> str:
    """Say why this person could not talk anywhere today, "" when somewhere."""
    me = person()
    if not may(me, Deed.LIVE):
        return ""
    try:
        live_permits.needed(session(), me, frozenset(), on=_today(), asked=house().settings.live_permit)
    except live_permits.NoPermit as error:
        return str(error)
    return ""


def _chimes() -> list[tuple[str, str]]:
    jingles = [each for each in contents.airable(session(), on=_today()) if each.form == Form.JINGLE]
    offered = [(live.DING_DONG, "Chuông của đài (tính tong)")] if live.house_chime(session()) else []
    return [*offered, *((str(each.id), each.current.title) for each in jingles), ("", "Không có chuông")]


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()


def _permits(typed: forms.Typed, problem: StationError | None = None) -> str:
    speakers = [each for each in queries.people(session()) if each.active and may(each, Deed.LIVE)]
    return render_template(
        "live/permits.html",
        typed=typed,
        problem=problem,
        found=live_permits.standing(session(), on=_today()),
        speakers=[(each.username, each.full_name) for each in speakers if not may(each, Deed.APPROVE)],
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        asked=house().settings.live_permit,
    )
