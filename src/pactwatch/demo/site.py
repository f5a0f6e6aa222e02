"""Serves the bundled newsroom on four ports of 127.0.0.1, from one server in one daemon thread.

In: a base port. Out: a running `Newsroom` that records what was asked of it. Refuses to share a port, and never listens
on anything but loopback.
"""

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import uvicorn
from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from pactwatch.demo.articles import DemoArticle, SiteKey
from pactwatch.demo.content import NewsroomContent, build_content
from pactwatch.demo.resource import Resource
from pactwatch.demo.sites import DEFAULT_BASE_PORT, HOST, SITES, build_origins
from pactwatch.errors import SettingsError

_RETRY_AFTER_S = 1
_START_TIMEOUT_S = 20.0
_STOP_TIMEOUT_S = 10.0
_PORT_SEARCHES = 50
_HIGHEST_PORT = 65535


class RequestRecord(NamedTuple):
    """One answered request; `path` includes the query."""

    site: SiteKey
    path: str
    status: int


@dataclass(slots=True)
class Newsroom:
    """A running newsroom. `requests` grows by one record per answer, in order; readers may copy it at any time."""

    ports: tuple[int, ...]
    content: NewsroomContent
    requests: list[RequestRecord] = field(default_factory=list)

    @property
    def base_port(self) -> int:
        """The first of the four ports, the ledger's; the others follow it one by one."""
        return self.ports[0]

    @property
    def urls(self) -> dict[SiteKey, str]:
        """The origin of each site, such as `http://127.0.0.1:8741`."""
        return build_origins(self.ports)

    @property
    def articles(self) -> tuple[DemoArticle, ...]:
        """Every text that is served, the troublesome ones among them, newest first."""
        return self.content.articles

    def url_of(self, site: SiteKey, path: str) -> str:
        """Return the full address of a path, such as `url_of("ledger", "/feed.xml")`."""
        return self.urls[site] + path

    def url_of_article(self, article: DemoArticle) -> str:
        """Return the address at which an article ends up, after any redirect."""
        return self.url_of(article.site, self.content.path_of[article.site, article.slug])

    def count_statuses(self) -> Counter[int]:
        """Count the answers given so far by status."""
        return Counter(record.status for record in list(self.requests))


class NewsroomApp:
    """The ASGI application: chooses the site by the port that was called and answers from memory."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._site_by_port = {port: site.key for port, site in zip(newsroom.ports, SITES, strict=True)}
        self._healed: set[tuple[SiteKey, str]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and record it."""
        request = Request(scope, receive)
        site = self._site_by_port[scope["server"][1]]
        path = scope["path"] + (f"?{request.url.query}" if request.url.query else "")
        response = self._answer(site, path, request)
        self._newsroom.requests.append(RequestRecord(site, path, response.status_code))
        await response(scope, receive, send)

    def _answer(self, site: SiteKey, path: str, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response("The newsroom only reads.\n", 405, {"allow": "GET, HEAD"}, "text/plain")
        resource = _find_resource(self._newsroom.content.resources[site], path)
        if resource is None:
            return Response(_NOT_FOUND, 404, media_type="text/html")
        if resource.location:
            return Response(status_code=301, headers={"location": resource.location})
        if resource.fails_once and (site, path) not in self._healed:
            self._healed.add((site, path))
            return Response("Busy, come back.\n", 503, {"retry-after": str(_RETRY_AFTER_S)}, "text/plain")
        if resource.is_unchanged_for(request.headers):
            return Response(status_code=304, headers=resource.headers)
        response = Response(resource.body, headers=resource.headers)
        # Set by hand: Response would add a charset to text/html, and one page is served without.
        response.headers["content-type"] = resource.media_type
        return response


@contextmanager
def serve_newsroom(base_port: int = DEFAULT_BASE_PORT) -> Iterator[Newsroom]:
    """Serve the newsroom on `base_port` and the next three ports until the block ends; 0 picks four free ones.

    Raises SettingsError when a port is taken or none of the server's threads gets ready.
    """
    sockets = _open_sockets(base_port)
    ports = tuple(int(opened.getsockname()[1]) for opened in sockets)
    newsroom = Newsroom(ports, build_content(ports))
    config = uvicorn.Config(
        NewsroomApp(newsroom),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=(sockets,), name="newsroom", daemon=True)
    thread.start()
    try:
        _wait_until_ready(server, thread, ports)
        yield newsroom
    finally:
        server.should_exit = True
        thread.join(_STOP_TIMEOUT_S)
        for opened in sockets:
            opened.close()


_NOT_FOUND = (
    "<!doctype html><html lang=en><title>Not found</title><h1>Not found</h1><p>There is no such page.</p></html>"
)


def _find_resource(resources: Mapping[str, Resource], path: str) -> Resource | None:
    """Look a path up with its query, then without; an unknown page of a listing does not become its first."""
    bare, _, query = path.partition("?")
    if path in resources or query.startswith("page="):
        return resources.get(path)
    return resources.get(bare)


def _open_sockets(base_port: int) -> list[socket.socket]:
    if base_port == 0:
        return _open_free_sockets()
    if not 0 < base_port <= _HIGHEST_PORT - len(SITES) + 1:
        raise SettingsError(f"--port {base_port}: choose a number from 1 to {_HIGHEST_PORT - len(SITES) + 1}")
    return _open_range(base_port)


def _open_free_sockets() -> list[socket.socket]:
    """Find four free ports in a row, as the sources of the registry expect them."""
    for _ in range(_PORT_SEARCHES):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((HOST, 0))
            candidate = int(probe.getsockname()[1])
        if candidate > _HIGHEST_PORT - len(SITES):
            continue
        try:
            return _open_range(candidate)
        except SettingsError:
            continue
    raise SettingsError(f"no {len(SITES)} free ports in a row on {HOST}: give some with the --port option")


def _open_range(base_port: int) -> list[socket.socket]:
    opened: list[socket.socket] = []
    for port in range(base_port, base_port + len(SITES)):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # A run shortly after another must not wait for the first one's closed connections.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.append(sock)
        try:
            sock.bind((HOST, port))
            sock.listen(128)
        except OSError as error:
            for entry in opened:
                entry.close()
            message = f"port {port} of {HOST} cannot be used ({error.strerror}): give another first port with --port"
            raise SettingsError(message) from error
    return opened


def _wait_until_ready(server: uvicorn.Server, thread: threading.Thread, ports: tuple[int, ...]) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise SettingsError(f"the newsroom did not start on ports {ports[0]} to {ports[-1]}: try another --port")
        time.sleep(0.01)
