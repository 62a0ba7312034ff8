"""The web application's factory."""

import secrets
from datetime import timedelta
from pathlib import Path

from flask import Flask

from station.database import Database
from station.settings import Settings
from web import context, errors, gate, headers, shown
from web.api import routes as api
from web.health import health
from web.pages import (
    account,
    air,
    airchecks,
    alarms,
    announcements,
    breakins,
    calendar,
    campaigns,
    channels,
    clips,
    decisions,
    deeds,
    desk,
    documents,
    guard,
    halts,
    home,
    interchange,
    journal,
    lexicon,
    live,
    months,
    occurrences,
    outputs,
    patterns,
    people,
    playlists,
    preflight,
    programmes,
    queue,
    readings,
    relays,
    schedules,
    sign_in,
    templates,
    uploads,
    week,
    yeardays,
    zones,
)

SESSION_LIFE = timedelta(hours=12)
PAGES = (
    sign_in,
    home,
    announcements,
    uploads,
    documents,
    decisions,
    readings,
    lexicon,
    desk,
    clips,
    campaigns,
    queue,
    playlists,
    patterns,
    programmes,
    yeardays,
    months,
    occurrences,
    week,
    interchange,
    schedules,
    relays,
    air,
    breakins,
    templates,
    live,
    halts,
    alarms,
    preflight,
    channels,
    journal,
    airchecks,
    deeds,
    people,
    zones,
    guard,
    outputs,
    calendar,
    account,
)


def create_app(settings: Settings, database: Database) -> Flask:
    """Wire the pages and the API of one station."""
    app = Flask("web")
    app.config.update(
        SECRET_KEY=_secret(settings.home),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
        SESSION_REFRESH_EACH_REQUEST=False,  # a page that refreshes itself does not keep an absent person signed in
        MAX_CONTENT_LENGTH=200 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
    )
    context.install(app, context.House(settings, database))
    gate.install(app)
    errors.install(app)
    headers.install(app)
    shown.install(app)
    for subject in PAGES:
        app.register_blueprint(subject.pages)
    api.register(app)
    app.register_blueprint(health)
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
