"""Stop-everything, asked for by programs."""

from flask import g

from broadcaster.halts import halt
from station.roles import Deed, require
from web.api.door import answers, asker, blueprint
from web.api.schemas_halts import HaltAsked, HaltTold
from web.context import house

TAG = "Phát sóng"


@blueprint.get("/stop-all")
@answers(TAG, HaltTold)
def show_halt() -> HaltTold:
    """Say whether the whole station is silenced, by whom and why."""
    return HaltTold.of(halt.halted(house().settings.home))


@blueprint.post("/stop-all")
@answers(TAG, HaltTold)
def stop_all(json: HaltAsked) -> HaltTold:
    """Silence every zone at once; answered also while nobody can write to the database."""
    require(asker(), Deed.STOP_ALL)
    return HaltTold.of(halt.halt(house().settings.home, asker().username, g.now, json.why))


@blueprint.post("/stop-all/release")
@answers(TAG, HaltTold)
def release_all() -> HaltTold:
    """Let the station sound again."""
    require(asker(), Deed.STOP_ALL)
    halt.release(house().settings.home, asker().username, g.now)
    return HaltTold.of(None)
