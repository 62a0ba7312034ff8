"""What every answer tells the browser: run nothing but our own files, and show them in nobody else's frame."""

from flask import Flask, Response, request

from web.context import house


def install(app: Flask) -> None:
    """Add the headers to every answer. No HSTS: most stations speak plain http on their own network."""
    app.after_request(_protect)


def stream_origin() -> str:
    """Return where the browser that asks can hear the zones: the host it already knows, at the stream port."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    return f"http://{host}:{house().settings.stream_port}"


def _protect(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _policy())
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy() -> str:
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",  # Bootstrap's stylesheet draws its ticks and arrows from data: addresses
        "font-src": "'self'",
        "connect-src": "'self'",
        "media-src": f"'self' data: {stream_origin()}",  # what was heard of a relay stands in its page
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{rule} {value}" for rule, value in rules.items())
