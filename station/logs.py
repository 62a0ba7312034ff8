"""One line a happening, on standard error, where journald or the supervisor picks it up."""

import logging


def set_up() -> None:
    """Log everything from INFO up; libraries only when they warn."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for talkative in ("apscheduler", "alembic", "urllib3", "libav", "asyncio"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
