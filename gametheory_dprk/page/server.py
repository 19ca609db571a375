"""The page over HTTP, for this machine alone.

Every address holds a random token, so that no other page and no other user of the machine finds it; the Host header must
name this machine, so that no name of a stranger's leads here (DNS rebinding); the policy lets a browser load nothing
that is not served here. Only GET and HEAD: nothing is changed. What may hang runs in workers (``desk``).

    /TOKEN/                     the library, or the only game
    /TOKEN/game/NAME            the page of a game
    /TOKEN/do/JOB/NAME?set=p=3/5&...   a job as JSON; errors as {"message", "help"}
    /TOKEN/page.css, ...        the assets
"""

from __future__ import annotations

import json
import re
import secrets
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from zlib import crc32

from .. import __version__
from .desk import Desk, Refused
from .texts import document, style

if TYPE_CHECKING:
    from collections.abc import Sequence

Data = dict[str, Any]
HOST = "127.0.0.1"
MAX_QUERY = 8_192
MAX_FIELDS = 200
ASSETS = {"page.css": "text/css", "exact.js": "text/javascript", "page.js": "text/javascript", "live.js": "text/javascript", "icon.svg": "image/svg+xml"}
HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "X-Frame-Options": "DENY",
}
JOBS = {"answer": {"set"}, "explanation": {"set"}, "claims": {"set", "everywhere"}, "map": {"set", "over"}}
ASKER = re.compile(r"[A-Za-z0-9]{1,32}")
TAGS = re.compile(r"[a-z]+:[0-9a-f]{8}(,[a-z]+:[0-9a-f]{8})*")


@cache
def asset(name: str) -> bytes:
    """The bytes of an asset; the style sheet with the colors of the pictures."""
    data = files("gametheory_dprk.page").joinpath("assets", name).read_bytes()
    return style(data.decode()).encode() if name == "page.css" else data


class PageServer(ThreadingHTTPServer):
    """The server of a page. games: as a worker's first line has them. over: the parameters of the first map, or empty."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, games: Sequence[Data], *, port: int = 0, deadline: float = 10, over: Sequence[str] = (), desk: Desk | None = None) -> None:
        super().__init__((HOST, port), Handler)
        self.token = secrets.token_urlsafe(24)
        self.names = [str(game["id"]) for game in games]
        self.over = list(over)
        self.desk = desk or Desk(games, deadline)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"

    @property
    def hosts(self) -> set[str]:
        """What a Host header may say."""
        return {f"{name}:{self.server_port}" for name in (HOST, "localhost")}

    def server_close(self) -> None:
        """Close the socket and end the workers."""
        super().server_close()
        self.desk.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: PageServer
    protocol_version = "HTTP/1.1"
    server_version = f"dprk/{__version__}"
    sys_version = ""
    timeout = 120
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer."""
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what came with it is not read
        try:
            status, kind, body = self._answer()
        except Refused as error:
            status, kind = error.status, JSON
            body = json.dumps({"message": error.message, "help": error.help}).encode()
            if "/do/" not in self.path:
                kind, body = HTML, document("problem.html", title="No such page", message=error.message, help=error.help).encode()
        self._send(status, kind, body)

    do_HEAD = do_GET  # noqa: N815

    def _refuse_method(self) -> None:
        self.close_connection = True  # a body that came with it is not read
        self._send(405, JSON, json.dumps({"message": f"{self.command} changes things, and nothing can be changed here", "help": "use GET"}).encode(), {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse_method  # noqa: N815

    def _answer(self) -> tuple[int, str, bytes]:
        if self.headers.get_all("Host", []) not in [[host] for host in self.server.hosts]:
            raise Refused(403, f"this page answers as {HOST}:{self.server.server_port} alone", "open the address that `dprk serve` has printed")
        try:
            address = urlsplit(self.path)
        except ValueError:
            raise Refused(400, "this is no address", "open the address that `dprk serve` has printed") from None
        token, slash, rest = address.path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            raise Refused(404, "there is no such page", "open the whole address that `dprk serve` has printed, with its long token")
        if not slash or rest == "":
            return self._first()
        if rest in ASSETS:
            return 200, f"{ASSETS[rest]}; charset=utf-8", asset(rest)
        parts = [unquote(part) for part in rest.split("/")]
        if parts[0] == "game" and len(parts) == 2:
            return self._page(parts[1])
        if parts[0] == "do" and len(parts) == 3:
            return self._job(parts[1], parts[2], address.query)
        raise Refused(404, "there is no such page", "the first page lists the games")

    def _first(self) -> tuple[int, str, bytes]:
        names = self.server.names
        if len(names) == 1:
            return self._page(names[0])
        found = self.server.desk.ask({"do": "shelf"}, _somebody())
        return 200, HTML, document("shelf.html", title="Games", root=f"/{self.server.token}/", data=found).encode()

    def _page(self, name: str) -> tuple[int, str, bytes]:
        if name not in self.server.names:
            raise Refused(404, f"there is no game `{name}` here", "the first page lists the games")
        known = self.server.over
        found = self.server.desk.ask({"do": "game", "game": name, "over": known}, _somebody())
        data = {**found, "root": f"/{self.server.token}/", "games": self.server.names if len(self.server.names) <= 12 else [], "many": len(self.server.names) > 1}
        return 200, HTML, document("page.html", title=found["title"] or name, root=f"/{self.server.token}/", data=data).encode()

    def _job(self, do: str, game: str, query: str) -> tuple[int, str, bytes]:
        if do not in JOBS or game not in self.server.names:
            raise Refused(404, f"there is no {'game' if do in JOBS else 'job'} `{game if do in JOBS else do}` here", f"the jobs are {', '.join(JOBS)}")
        fields = _fields(query, {"asker", "have", *JOBS[do]})
        job: Data = {"do": do, "game": game, "values": _settings(fields.get("set", []))}
        if do == "map":
            job["over"] = [name for text in fields.get("over", []) for name in text.split(",")]
        if do == "claims":
            job["everywhere"] = _one(fields, "everywhere", re.compile("[01]"), "0") == "1"
        asker = _one(fields, "asker", ASKER, "") or _somebody()
        have = set(_one(fields, "have", TAGS, "").split(","))
        found = self.server.desk.ask(job, asker)
        tags = {part: f"{part}:{crc32(repr(content).encode('utf-8', 'replace')):08x}" for part, content in found.items()}
        changed = {part: content for part, content in found.items() if tags[part] not in have}
        return 200, JSON, json.dumps({"changed": changed, "tags": list(tags.values())}).encode()

    def _send(self, status: int, kind: str, body: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server finds wrong with a request, in our words and with our headers."""
        self.command = getattr(self, "command", None) or "GET"
        self.request_version = getattr(self, "request_version", None) or "HTTP/1.1"
        self.close_connection = True
        self._send(code, JSON, json.dumps({"message": (message or "this is no request").rstrip("."), "help": "send GET with a short address"}).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the terminal is the teacher's."""


def _somebody() -> str:
    """An asker like no other: no other request takes the place of this one."""
    return secrets.token_hex(8)


def _fields(query: str, known: set[str]) -> dict[str, list[str]]:
    """The fields of a query; raises Refused where it is malformed."""
    if len(query) > MAX_QUERY:
        raise Refused(400, f"the address is longer than {MAX_QUERY:,} letters", "leave out the values that are the author's")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError:
        raise Refused(400, "the part of the address after `?` cannot be read", "write it as set=p%3D3/5&set=c%3D1") from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in known:
            raise Refused(400, f"`{name[:40]}` means nothing here", f"known are {', '.join(sorted(known))}")
        found.setdefault(name, []).append(value)
    return found


def _settings(texts: Sequence[str]) -> dict[str, str]:
    """NAME=VALUE texts; that the values are numbers in their ranges, the worker finds out."""
    values: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise Refused(400, f"`set={text[:60]}` is not NAME=VALUE", "write for example set=p=3/5")
        if name.strip() in values:
            raise Refused(400, f"`{name.strip()[:40]}` is set twice", "set it once")
        values[name.strip()] = value.strip()
    return values


def _one(fields: dict[str, list[str]], name: str, shape: re.Pattern[str], otherwise: str) -> str:
    """A field that occurs at most once and has this shape."""
    given = fields.get(name, [otherwise])
    if len(given) > 1 or (given != [otherwise] and not shape.fullmatch(given[0])):
        raise Refused(400, f"`{name}={given[-1][:40]}` cannot be read", "leave it out")
    return given[0]


def link(server: PageServer, game: str, values: dict[str, str]) -> str:
    """The address of a game at some values."""
    start = server.address if server.names == [game] else f"{server.address}game/{quote(game, safe='')}"
    return start + ("#" + "&".join(f"{quote(name)}={quote(value, safe='/')}" for name, value in values.items()) if values else "")
