"""The web application's factory."""

import secrets
from pathlib import Path

from flask import Flask

from station.database import Database
from station.settings import Settings
from web import context
from web.api import routes as api


def create_app(settings: Settings, database: Database) -> Flask:
    """Wire the pages and the API of one station."""
    app = Flask("web")
    app.config.update(
        SECRET_KEY=_secret(settings.home),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        MAX_CONTENT_LENGTH=200 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
    )
    context.install(app, context.House(settings, database))
    api.register(app)
    return app


def _secret(home: Path) -> bytes:
    """Return the key that signs sessions; made once, readable by the station alone."""
    kept = home / "secret"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = home / f"secret.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_bytes(32))
        fresh.replace(kept)
    return kept.read_bytes()
