"""The zones there are and the outputs that were set up, as the transmitter was last told of them."""

from broadcaster import output_queries
from broadcaster.transmitter.messages import Outputs, Zones, ZoneSpec
from station import zones
from station.database import Database


class Surroundings:
    """Tells what has changed since it was last asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[Zones | None, Outputs | None] = (None, None)

    def news(self) -> tuple[Zones | None, Outputs | None]:
        """Return the zones and the outputs, each only where it is another than before."""
        with self._database.reading() as session:
            all_zones = [ZoneSpec(each.id, each.slug, each.name) for each in zones.all_zones(session)]
            found = (Zones(tuple(all_zones)), Outputs(tuple(output_queries.specs(session))))
        before, self._known = self._known, found
        return found[0] if found[0] != before[0] else None, found[1] if found[1] != before[1] else None
