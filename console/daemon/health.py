"""One address that says whether the watch works, on this computer alone: for a monitor, with nothing to find out."""

import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from console.errors import UseError
from intake.errors import reason

_HOST = "127.0.0.1"


class _Answering(BaseHTTPRequestHandler):
    server_version, sys_version, timeout = "baiqau", "", 5
    works: Callable[[], bool]

    def do_GET(self) -> None:
        """``/health`` and nothing else."""
        if self.path != "/health":
            self._answer(HTTPStatus.NOT_FOUND, b"")
        elif self.works():
            self._answer(HTTPStatus.OK, b'{"status": "ok"}')
        else:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, b'{"status": "stalled"}')

    def log_message(self, format: str, *args: object) -> None:
        """Nobody's visits are written down."""

    def _answer(self, status: HTTPStatus, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


class Health:
    """The address while the daemon runs; ``port`` 0: a free one (``self.port``). ``works`` says whether it does."""

    def __init__(self, port: int, works: Callable[[], bool]) -> None:
        handler = type("Handler", (_Answering,), {"works": staticmethod(works)})
        try:
            self._server = ThreadingHTTPServer((_HOST, port), handler)
        except OSError as error:
            raise UseError("health_port", port=port, why=reason(error)) from error
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="health", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
