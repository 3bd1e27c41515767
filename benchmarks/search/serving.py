"""A web server on this machine that counts what it sends, as a static host would send it: text compressed, once."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["OWN", "Server"]

#: Below this path lies what belongs to the measurement; it is not counted.
OWN = "/_measure/"
_TEXT = {".css", ".html", ".js", ".json", ".svg", ".xml"}


class Server:
    """Serves one folder, and files of the measurement below `OWN`; a context manager.

    Attributes:
        root: The folder; may be changed between requests.
        sent: Bytes of bodies sent since it was last set to 0.
    """

    def __init__(self, own: Mapping[str, bytes]) -> None:
        self.own = dict(own)
        self.root = Path()
        self.sent = 0
        self._compressed: dict[Path, bytes] = {}
        self._lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body in one go; else each answer waits 40 ms for the other side
            wbufsize = 1 << 16

            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Server:
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def show(self, root: Path) -> None:
        """Serve this folder from now on."""
        self.root = root
        self._compressed.clear()

    def answer(self, request: http.server.BaseHTTPRequestHandler) -> None:
        """Send a file, or 404."""
        path = request.path.partition("?")[0]
        if path.startswith(OWN):
            self._send(request, self.own.get(path.removeprefix(OWN)), Path(path), counted=False)
            return
        file = self.root / path.lstrip("/")
        if not file.resolve().is_relative_to(self.root.resolve()) or not file.is_file():
            self._send(request, None, file, counted=False)
        elif file.suffix in _TEXT:
            if file not in self._compressed:
                self._compressed[file] = gzip.compress(file.read_bytes(), 9)
            self._send(request, self._compressed[file], file, encoding="gzip")
        else:
            self._send(request, file.read_bytes(), file)

    def _send(
        self,
        request: http.server.BaseHTTPRequestHandler,
        body: bytes | None,
        path: Path,
        encoding: str = "",
        counted: bool = True,
    ) -> None:
        request.send_response(200 if body is not None else 404)
        request.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        request.send_header("Content-Length", str(len(body or b"")))
        request.send_header("Cache-Control", "no-store")
        if encoding:
            request.send_header("Content-Encoding", encoding)
        request.end_headers()
        request.wfile.write(body or b"")
        if counted:
            with self._lock:
                self.sent += len(body or b"")
