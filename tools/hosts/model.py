"""A model that follows a script: the HTTP interfaces of four providers, on loopback, in one small server.

A script is a list of turns, each a tool call `(tool, arguments)`. Which turn is next is read off the request: it is
the number of the model's own turns in the history, so that side requests and retries shift nothing. A request that
offers no tools (a title, a summary) and one past the end of the script get a text.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from wires import WIRES

FINAL = "All done."


class Model:
    """The server, its script, and what it was asked: `bodies` of requests and `results` of tool calls by id."""

    def __init__(self, turns: list[dict[str, Any]], usage: dict[int, int] | None = None) -> None:
        self.turns = turns
        self.usage = usage or {}
        self.bodies: list[str] = []
        self.results: dict[str, str] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()


def _handler(model: Model) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - one small method a verb
    """Give the class that answers for a model."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            names = ("mock", "gpt-4.1", "claude-sonnet-4-5", "gemini-2.5-pro")
            rows = [{"id": name, "object": "model", "type": "model", "display_name": name} for name in names]
            self.reply({"object": "list", "data": rows, "models": []})

        def do_POST(self) -> None:
            body = json.loads(self.body() or b"{}")
            path = self.path.split("?")[0]
            for ending, wire in WIRES.items():
                if path.endswith(ending):
                    self.stream(wire, body, path)
                    return
            self.reply({"input_tokens": 100, "totalTokens": 100})

        def body(self) -> bytes:
            if (self.headers.get("transfer-encoding") or "").lower() != "chunked":
                data = self.rfile.read(int(self.headers.get("content-length") or 0))
            else:
                data = b""
                while size := int(self.rfile.readline().strip() or b"0", 16):
                    data += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
            return gzip.decompress(data) if self.headers.get("content-encoding") == "gzip" else data

        def stream(self, wire: Any, body: dict[str, Any], path: str) -> None:
            past, tools, results = wire.read(body)
            with model._lock:
                model.bodies.append(json.dumps(body, ensure_ascii=False))
                model.results.update(results)
                tokens = model.usage.pop(past, 10)  # once: a context that is cut comes by here again
            turn = model.turns[past] if tools and past < len(model.turns) else None
            name = str(body.get("model", "mock"))
            events = wire.write(name, turn, FINAL, tokens, f"{past}-{time.time_ns()}")
            if body.get("stream") or path.endswith(":streamGenerateContent"):
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.send_header("connection", "close")
                self.end_headers()
                self.close_connection = True
                for kind, event in events:
                    head = f"event: {kind}\n" if kind else ""
                    text = event if isinstance(event, str) else json.dumps(event)
                    self.wfile.write(f"{head}data: {text}\n\n".encode())
            else:
                self.reply(wire.whole(name, turn, FINAL, f"{past}-{time.time_ns()}"))

        def reply(self, document: object) -> None:
            data = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    return Handler
