"""All rules together."""

from collections.abc import Callable, Iterator

from broadcaster.reconcile import ear_rules, log_rules, plan_rules
from broadcaster.reconcile.values import Book, Difference

RULES: tuple[Callable[[Book], Iterator[Difference]], ...] = (
    log_rules.broken_chains,
    plan_rules.missing,
    plan_rules.unasked,
    plan_rules.not_allowed,
    plan_rules.unaudited,
    log_rules.outcomes,
    log_rules.gaps,
    log_rules.doubles,
    log_rules.outranked,
    ear_rules.unheard,
    ear_rules.strange,
)


def differences(book: Book) -> list[Difference]:
    """Return everything that does not agree, in order of time."""
    found = [difference for rule in RULES for difference in rule(book)]
    return sorted(found, key=lambda each: (each.at, each.zone_name, each.kind))


def unexplained(found: list[Difference]) -> list[Difference]:
    """Return those that nothing explains."""
    return [difference for difference in found if not difference.explanation]
