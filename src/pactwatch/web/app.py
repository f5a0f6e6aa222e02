"""Puts the web application together: settings, templates, routes, and what a failure looks like.

In: `Settings` and the reviewer's name. Out: a FastAPI application for uvicorn. Makes no folder and opens no file before
a request comes.
"""

from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pactwatch import __version__
from pactwatch.errors import PactwatchError, ReviewError, StoreError
from pactwatch.settings import Settings
from pactwatch.snapshot import find_published
from pactwatch.taxonomy import Taxonomy, load_taxonomy
from pactwatch.web import pages, review_pages
from pactwatch.web.reader import SnapshotReader
from pactwatch.web.render import Renderer
from pactwatch.web.security import JsonSuffix, SecurityHeaders

_FOLDER = Path(__file__).parent
# A page on another site could point its own name at 127.0.0.1; only these names are answered.
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def create_app(
    settings: Settings,
    *,
    reviewer: str = "reviewer-1",
    taxonomy: Taxonomy | None = None,
    allowed_hosts: tuple[str, ...] = LOOPBACK_HOSTS,
) -> FastAPI:
    """Return the application: tracker pages on the published snapshot, the review page on the warehouse.

    `reviewer` is the name that decisions are recorded under. `allowed_hosts` are the names under which it answers; name
    others only where a proxy in front checks who comes in. Raises ReviewError for a name that cannot be recorded.
    """
    renderer = Renderer(_FOLDER / "templates", taxonomy or load_taxonomy())
    app = FastAPI(title="Pactwatch", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(pages.make_router(SnapshotReader(settings), renderer))
    app.include_router(review_pages.make_router(settings, renderer, reviewer))
    app.mount("/static", StaticFiles(directory=_FOLDER / "static"), name="static")
    _add_health(app, settings)
    _add_failures(app, renderer)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts))
    app.add_middleware(JsonSuffix)
    app.add_middleware(SecurityHeaders)
    return app


def _add_health(app: FastAPI, settings: Settings) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str | None]:
        try:
            snapshot: str | None = find_published(settings).name
        except StoreError:
            snapshot = None
        return {"status": "ok", "version": __version__, "snapshot": snapshot}


def _add_failures(app: FastAPI, renderer: Renderer) -> None:
    def show(request: Request, status: int, title: str, detail: str) -> Response:
        # The review page shows the words of a failed request beside the card, which it keeps.
        if request.headers.get("hx-request"):
            return Response(detail, status, media_type="text/plain")
        return renderer.show(request, "failure.html", {"title": title, "detail": detail}, status=status)

    @app.exception_handler(StarletteHTTPException)
    def show_http(request: Request, error: HTTPException) -> Response:
        title = {404: "Not found", 403: "Refused", 405: "Not possible"}.get(error.status_code, "That did not work")
        detail = "There is no such page." if error.detail == "Not Found" else str(error.detail)
        return show(request, error.status_code, title, detail)

    @app.exception_handler(RequestValidationError)
    def show_invalid(request: Request, error: RequestValidationError) -> Response:
        fields = ", ".join(sorted({str(one["loc"][-1]) for one in error.errors()}))
        return show(request, 422, "That did not work", f"The request is incomplete or wrong: {fields}.")

    @app.exception_handler(ReviewError)
    def show_review(request: Request, error: ReviewError) -> Response:
        return show(request, 422, "Not recorded", str(error))

    @app.exception_handler(PactwatchError)
    def show_own(request: Request, error: PactwatchError) -> Response:
        title = "Nothing published yet" if "nothing is published" in str(error) else "That did not work"
        return show(request, 503, title, str(error))
