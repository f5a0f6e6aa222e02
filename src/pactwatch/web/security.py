"""What stands between a browser and the pages: headers, the `.json` suffix, and the check of every POST.

In: ASGI requests. Out: the same, or a refusal. Knows no page.
"""

import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_COOKIE = "pactwatch_token"
# Everything comes from this server, nothing runs inline, nobody frames it, forms stay here.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it a form sent without scripts carries `Origin: null`, and check_post refuses it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the security headers to every response, errors included; pages are not kept by caches, static files are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers on the way back."""
        is_static = scope["type"] == "http" and scope["path"].startswith("/static/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["Cache-Control"] = "public, max-age=3600" if is_static else "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)


class JsonSuffix:
    """Serves `/partnerships/x.json` as `/partnerships/x?format=json`, and `/index.json` as the home page's twin."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite the path of a GET that ends in .json and pass the request on."""
        path = scope.get("path", "")
        if scope["type"] == "http" and scope["method"] == "GET" and path.endswith(".json"):
            bare = path.removesuffix(".json").removesuffix("/index") or "/"
            query = scope["query_string"] + (b"&" if scope["query_string"] else b"") + b"format=json"
            scope = {**scope, "path": bare, "raw_path": bare.encode(), "query_string": query}
        await self.app(scope, receive, send)


def find_token(request: Request) -> str:
    """Return the browser's token from its cookie, or a fresh one that the response must set."""
    token = request.cookies.get(TOKEN_COOKIE, "")
    return token if len(token) >= 32 else secrets.token_urlsafe(32)


async def check_post(request: Request) -> None:
    """Refuse a POST that did not come from one of our own pages: wrong origin, or no token that equals the cookie's."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "Refused: the request came from another site.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "Refused: the request came from another site.")
    sent = request.headers.get("x-csrf-token") or (await request.form()).get("token")
    kept = request.cookies.get(TOKEN_COOKIE, "")
    if not kept or not isinstance(sent, str) or not secrets.compare_digest(sent.encode(), kept.encode()):
        raise HTTPException(403, "Refused: the page is too old or its cookie is gone. Reload it and decide again.")
