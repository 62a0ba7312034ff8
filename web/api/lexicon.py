"""The commune's lexicon, and the voices there are."""

from flask import Response, g
from werkzeug.datastructures import FileStorage

from content import lexicon, lexicontable
from content.voices.names import available
from station.errors import BadInput
from station.roles import Deed, require
from web.api.door import answers, asker, blueprint
from web.api.schemas_lexicon import (
    EntryAsked,
    EntryTold,
    LexiconTold,
    TableAsked,
    TableTaken,
    VoicesTold,
    VoiceTold,
    WrittenAsked,
)
from web.context import house, session

TAG = "Từ điển đọc"


@blueprint.get("/lexicon")
@answers(TAG, LexiconTold)
def list_lexicon() -> LexiconTold:
    """List how the commune wants its words read."""
    return LexiconTold(items=[EntryTold.of(entry) for entry in lexicon.listed(session())])


@blueprint.put("/lexicon")
@answers(TAG, EntryTold)
def teach_reading(json: EntryAsked) -> EntryTold:
    """Have something read this way from now on."""
    return EntryTold.of(lexicon.teach(session(), json.written, json.spoken, by=asker(), now=g.now))


@blueprint.delete("/lexicon")
@answers(TAG, status=204)
def forget_reading(query: WrittenAsked) -> tuple[str, int]:
    """Leave something to the rules again."""
    lexicon.forget(session(), query.written, by=asker(), now=g.now)
    return "", 204


@blueprint.post("/lexicon/import")
@answers(TAG, TableTaken)
def import_lexicon(form: TableAsked) -> TableTaken:
    """Teach a whole table or nothing of it."""
    require(asker(), Deed.WRITE)
    if not isinstance(form.file, FileStorage):
        raise BadInput("file", "Hãy gửi kèm một bảng CSV hoặc TSV.")
    table = lexicontable.table_text(form.file.read(lexicontable.LARGEST_TABLE + 1))
    return TableTaken(changed=lexicon.import_entries(session(), table, by=asker(), now=g.now))


@blueprint.get("/lexicon/export")
@answers(TAG)
def export_lexicon() -> Response:
    """Give the lexicon as CSV, fit to be imported again."""
    answer = Response("\ufeff" + lexicon.export_entries(session()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="tu-dien-doc.csv"'
    return answer


@blueprint.get("/voices")
@answers(TAG, VoicesTold)
def list_voices() -> VoicesTold:
    """List the voices an announcement may be given."""
    found = available(house().voices)
    return VoicesTold(items=[VoiceTold(name=name, label=label) for name, label in found.items()])
