"""Logs of the daemon: one line an event on standard error, as journald takes them. At INFO nothing is personal data.

Numbers, counts, codes and folders may be said; addresses, names, subjects and texts may not. What other modules log
with an exception is cut down to its kind and place: an exception's words may quote a letter. ``-v`` says everything.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog


def configure(*, verbose: bool) -> None:
    """Set the logs of this process up."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if verbose else _without_words,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    # Libraries speak of what they do, and some of what they read.
    for name in ("imapclient", "alembic", "pdfminer", "urllib3", "msal"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # A tick that finds the one before it still at work is nothing to warn of.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def logger() -> structlog.stdlib.BoundLogger:
    """The daemon's own logger."""
    bound: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger("baiqau.watch")
    return bound


def _without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception's kind and the last place in our code or a library's, without what it says."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__name__
        if frames:
            event["at"] = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}"
    return event
