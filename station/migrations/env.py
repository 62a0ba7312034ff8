"""Alembic's door into this project; it is always opened with a connection, by station/schema.py."""

from typing import Any, Literal

from alembic import context

from station.database import Base, Instant


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column type as what the database knows, so that old migrations never need our code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
