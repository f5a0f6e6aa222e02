"""Renders one answer as a page or as its JSON twin, from the same data.

In: a template's name and the data. Out: a response. Holds the template environment: autoescape on, an unknown name is
an error.
"""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pactwatch import __version__
from pactwatch.taxonomy import Taxonomy
from pactwatch.web import words


class Renderer:
    """Shows data through a template, or as JSON where the request asks for it."""

    def __init__(self, folder: Path, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        titles = words.label_titles(taxonomy)
        environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {
            "day": words.show_date,
            "percent": words.show_percent,
            "inert": words.make_inert,
            "safe_link": words.safe_link,
            "spell": lambda text, sources=None: words.spell_reason(text, titles, sources),
            "label": lambda label: titles.get(label, label.replace("-", " ").capitalize()),
        }
        environment.globals |= {
            "amount": words.show_amount,
            "STATES": words.STATES,
            "CONFIDENCES": words.CONFIDENCES,
            "STATUSES": words.STATUSES,
            "STANDINGS": words.STANDINGS,
            "TIERS": words.TIERS,
            "WITNESSES": words.WITNESSES,
            "VERDICTS": words.VERDICTS,
            "HEALTHS": words.HEALTHS,
            "version": __version__,
        }
        self._templates = Jinja2Templates(env=environment)

    def show(self, request: Request, template: str, data: dict[str, Any], *, status: int = 200) -> Response:
        """Render the data; `?format=json` (or a path ending in .json) gets the data itself.

        Keys that begin with an underscore are the page's own business and are left out of the JSON.
        """
        if request.query_params.get("format") == "json":
            public = {key: value for key, value in data.items() if not key.startswith("_")}
            return JSONResponse(jsonable_encoder(public), status)
        twin = f"{request.url.path.rstrip('/') or '/index'}.json"
        return self._templates.TemplateResponse(request, template, {"_twin": twin, **data}, status_code=status)
