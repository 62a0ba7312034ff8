"""Break-ins over the API: ordered from what lies ready, from words or from a template; watched, ended, signed for."""

from flask import g

from broadcaster.breakin import breakins, templates
from broadcaster.breakin import ending as breakin_ending
from broadcaster.breakin import report as breakin_report
from broadcaster.models import BreakIn
from station.errors import NotFound
from web.api.door import answers, asker, blueprint
from web.api.schemas_breakins import (
    BreakInAsked,
    BreakInsAsked,
    BreakInsTold,
    BreakInTold,
    CloseAsked,
    ReportTold,
    TemplateAsked,
    TemplateChanged,
    TemplateOrdered,
    TemplatesTold,
    TemplateTold,
    TextAsked,
)
from web.context import house, session

TAG = "Phát khẩn"


@blueprint.get("/break-ins")
@answers(TAG, BreakInsTold)
def list_break_ins(query: BreakInsAsked) -> BreakInsTold:
    """List break-ins and drills, newest first."""
    return BreakInsTold(items=[BreakInTold.of(each) for each in breakins.recent(session(), since=query.start(g.now))])


@blueprint.get("/break-ins/<int:break_in_id>")
@answers(TAG, ReportTold)
def get_break_in(break_in_id: int) -> ReportTold:
    """Say what became of a break-in: how soon each zone sounded, and which outputs took it."""
    break_in = session().get(BreakIn, break_in_id)
    if break_in is None:
        raise NotFound("lượt phát khẩn", break_in_id)
    is_running = break_in in breakins.running(session(), now=g.now)
    return ReportTold.of(breakin_report.report(session(), break_in, now=g.now), is_running=is_running)


@blueprint.post("/break-ins")
@answers(TAG, BreakInTold, status=201)
def order_break_in(json: BreakInAsked) -> tuple[BreakInTold, int]:
    """Interrupt zones at once with a clip; whatever breaks in there already is replaced."""
    break_in = breakins.order(
        session(),
        json.announcement_id,
        json.zone_ids,
        manner=json.manner(is_drill=json.is_drill),
        by=asker(),
        now=g.now,
        timezone=house().settings.timezone,
    )
    return BreakInTold.of(break_in), 201


@blueprint.post("/break-ins/text")
@answers(TAG, BreakInTold, status=201)
def order_text(json: TextAsked) -> tuple[BreakInTold, int]:
    """Interrupt zones at once with words that nobody has approved; they wait for a countersignature."""
    break_in = templates.order_text(
        session(),
        json.title,
        json.text,
        json.zone_ids,
        json.manner(),
        by=asker(),
        now=g.now,
        timezone=house().settings.timezone,
    )
    return BreakInTold.of(break_in), 201


@blueprint.post("/break-ins/<int:break_in_id>/end")
@answers(TAG, BreakInTold)
def end_break_in(break_in_id: int) -> BreakInTold:
    """End a break-in now; what it interrupted goes on."""
    return BreakInTold.of(breakin_ending.end(session(), break_in_id, by=asker(), now=g.now))


@blueprint.post("/break-ins/<int:break_in_id>/close")
@answers(TAG, BreakInTold)
def close_break_in(break_in_id: int, json: CloseAsked) -> BreakInTold:
    """End a break-in now or after the reading in hand, with an all-clear or without; return what comes last."""
    by, now, after_reading = asker(), g.now, json.after_reading
    if json.all_clear_template_id is None:
        return BreakInTold.of(breakin_ending.end(session(), break_in_id, by=by, now=now, after_reading=after_reading))
    template = templates.get(session(), json.all_clear_template_id)
    all_clear = breakin_ending.end_with(
        session(),
        break_in_id,
        template.announcement_id,
        by=by,
        now=now,
        timezone=house().settings.timezone,
        after_reading=after_reading,
        manner=templates.manner_of(template),
    )
    return BreakInTold.of(all_clear)


@blueprint.post("/break-ins/<int:break_in_id>/countersign")
@answers(TAG, BreakInTold)
def countersign_break_in(break_in_id: int) -> BreakInTold:
    """Sign for a break-in that went out unapproved."""
    return BreakInTold.of(breakins.countersign(session(), break_in_id, by=asker(), now=g.now))


@blueprint.get("/break-in-templates")
@answers(TAG, TemplatesTold)
def list_templates() -> TemplatesTold:
    """List what is prepared."""
    return TemplatesTold(items=[TemplateTold.of(each) for each in templates.offered(session())])


@blueprint.post("/break-in-templates")
@answers(TAG, TemplateTold, status=201)
def create_template(json: TemplateAsked) -> tuple[TemplateTold, int]:
    """Prepare a break-in; its words are voiced and wait to be submitted."""
    by, manner, is_all_clear = asker(), json.manner(), json.is_all_clear
    if json.announcement_id is not None:
        kept = templates.prepare_from(
            session(), json.announcement_id, manner, by=by, now=g.now, is_all_clear=is_all_clear
        )
    else:
        title, text = json.title, json.text
        kept = templates.prepare(
            session(), title, text, json.zone_ids, manner, by=by, now=g.now, is_all_clear=is_all_clear
        )
    return TemplateTold.of(kept), 201


@blueprint.put("/break-in-templates/<int:template_id>")
@answers(TAG, TemplateTold)
def change_template(template_id: int, json: TemplateChanged) -> TemplateTold:
    """Change how a template is read."""
    manner = json.manner()
    changed = templates.change(session(), template_id, manner, by=asker(), now=g.now, is_all_clear=json.is_all_clear)
    return TemplateTold.of(changed)


@blueprint.post("/break-in-templates/<int:template_id>/retire")
@answers(TAG, TemplateTold)
def retire_template(template_id: int) -> TemplateTold:
    """Offer a template no more."""
    return TemplateTold.of(templates.retire(session(), template_id, by=asker(), now=g.now))


@blueprint.post("/break-in-templates/<int:template_id>/order")
@answers(TAG, BreakInTold, status=201)
def order_template(template_id: int, json: TemplateOrdered) -> tuple[BreakInTold, int]:
    """Break in with a template, or rehearse it."""
    template = templates.get(session(), template_id)
    break_in = templates.order(
        session(),
        template_id,
        json.zone_ids or template.announcement.zone_ids,
        values=json.blanks,
        is_drill=json.is_drill,
        by=asker(),
        now=g.now,
        timezone=house().settings.timezone,
    )
    return BreakInTold.of(break_in), 201
