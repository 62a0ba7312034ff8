"""Who may have the station listen to an address: those who plan relays and those who approve them."""

from station.errors import Forbidden
from station.models import Person
from station.roles import Deed, may


def check_listener(person: Person) -> None:
    """Raise Forbidden unless the person plans or approves."""
    if not (may(person, Deed.PLAN) or may(person, Deed.APPROVE)):
        raise Forbidden(person.username, "nghe thử nguồn tiếp sóng")
