"""Templates of break-ins: two presses from the button to the siren, and their keeping in calm."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.breakin import templates
from broadcaster.models import BreakInTemplate
from content import decisions
from content.lifecycle import State
from station import zones
from station.errors import StationError
from station.roles import Deed, require
from web import forms, manners
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("templates", __name__, url_prefix="/dang-phat/mau")


@dataclass(frozen=True)
class Card:
    """A template as its button shows it."""

    template: BreakInTemplate
    blanks: tuple[str, ...]
    is_approved: bool
    is_voiced: bool


def cards() -> list[Card]:
    """Return the buttons of all templates."""
    return [_card(each) for each in templates.offered(session())]


@pages.get("/")
def index() -> ResponseReturnValue:
    """List the templates."""
    return render_template("air/templates.html", cards=cards(), zones=zones.all_zones(session()))


@pages.get("/them")
def new() -> ResponseReturnValue:
    """Show the form of a new template."""
    require(person(), Deed.WRITE)
    return _form(forms.blank({"times": "3", "gap_seconds": "10", "opening": "siren"}))


@pages.post("/")
def create() -> ResponseReturnValue:
    """Keep a new template; its words are voiced and wait to be submitted."""
    typed = request.form
    try:
        saved = templates.prepare(
            session(),
            typed.get("title", ""),
            typed.get("text", ""),
            forms.numbers(typed, "zones"),
            manners.manner(typed),
            is_all_clear=bool(typed.get("is_all_clear")),
            by=person(),
            now=g.now,
        )
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash("Đã lưu mẫu. Nghe lại rồi trình duyệt để khi có việc chỉ còn hai lần bấm.")
    return redirect(url_for("announcements.page", announcement_id=saved.announcement_id))


@pages.get("/<int:template_id>/sua")
def change(template_id: int) -> ResponseReturnValue:
    """Show the form of how a template is read."""
    require(person(), Deed.WRITE)
    template = templates.get(session(), template_id)
    typed = forms.blank(manners.as_typed(templates.manner_of(template)))
    typed["is_all_clear"] = "yes" if template.is_all_clear else ""
    return _form(typed, template=template)


@pages.post("/<int:template_id>/sua")
def save(template_id: int) -> ResponseReturnValue:
    """Change how a template is read; its words stay approved."""
    typed = request.form
    template = templates.get(session(), template_id)
    try:
        by, is_all_clear = person(), bool(typed.get("is_all_clear"))
        templates.change(session(), template_id, manners.manner(typed), by=by, now=g.now, is_all_clear=is_all_clear)
    except StationError as error:
        undo(error)
        return _form(typed, problem=error, template=template), 422
    flash(f"Đã lưu mẫu «{template.announcement.current.title}».")
    return redirect(url_for(".index"))


@pages.post("/<int:template_id>/bo")
def retire(template_id: int) -> ResponseReturnValue:
    """Offer a template no more."""
    gone = templates.retire(session(), template_id, by=person(), now=g.now)
    flash(f"Đã bỏ mẫu «{gone.announcement.current.title}».")
    return redirect(url_for(".index"))


@pages.get("/<int:template_id>")
def page(template_id: int) -> ResponseReturnValue:
    """Show what is about to sound and where, and the one button that lets it."""
    require(person(), Deed.BREAK_IN)
    template = templates.get(session(), template_id)
    typed = forms.blank(zones=[] if _is_drill() else template.announcement.zone_ids)
    return _page(template, typed)


@pages.post("/<int:template_id>")
def order(template_id: int) -> ResponseReturnValue:
    """Break in."""
    typed, template = request.form, templates.get(session(), template_id)
    try:
        if template.announcement.current.id != forms.asked(typed, "revision"):
            raise decisions.Stale
        break_in = templates.order(
            session(),
            template_id,
            forms.numbers(typed, "zones"),
            values=_values(typed),
            is_drill=_is_drill(),
            by=person(),
            now=g.now,
            timezone=house().settings.timezone,
        )
    except StationError as error:
        undo(error)
        return _page(template, typed, problem=error), 422
    flash(f"{'Đang diễn tập' if break_in.is_drill else 'Đang phát khẩn'} «{break_in.title}».")
    return redirect(url_for("breakins.page", break_in_id=break_in.id))


def _is_drill() -> bool:
    return bool(request.values.get("dien-tap"))


def _values(typed: forms.Typed) -> Mapping[str, str]:
    return {name.removeprefix("blank-"): value for name, value in typed.items() if name.startswith("blank-")}


def _card(template: BreakInTemplate) -> Card:
    words = template.announcement
    is_voiced = words.current.clip_sha256 is not None
    return Card(template, templates.blanks_of(template), words.state == State.APPROVED, is_voiced)


def _page(template: BreakInTemplate, typed: forms.Typed, problem: StationError | None = None) -> str:
    rehearsal = zones.rehearsal(session())
    everywhere = zones.all_zones(session())
    return render_template(
        "air/template.html",
        card=_card(template),
        typed=typed,
        problem=problem,
        is_drill=_is_drill(),
        manner=manners.told(templates.manner_of(template)),
        zones=[zone for zone in everywhere if zone.id in rehearsal] if _is_drill() else everywhere,
        parents={} if _is_drill() else zones.parents(session()),
        chosen=[zone for zone in everywhere if str(zone.id) in typed.getlist("zones")],
    )


def _form(typed: forms.Typed, problem: StationError | None = None, template: BreakInTemplate | None = None) -> str:
    return render_template(
        "air/template_form.html",
        typed=typed,
        problem=problem,
        template=template,
        openings=manners.OPENINGS,
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
    )
