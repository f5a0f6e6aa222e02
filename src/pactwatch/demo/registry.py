"""Loads the registry of the bundled newsroom, `demo/sources/<kind>/<source_id>.toml`, for the ports in use.

In: a base port. Out: `records.Source` with addresses on that port and its three followers. The files name the default
ports, so that they read like any other source.
"""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pactwatch.demo.sites import DEFAULT_BASE_PORT, HOST
from pactwatch.records import Source
from pactwatch.sources import load_sources


def demo_sources(base_port: int = DEFAULT_BASE_PORT) -> list[Source]:
    """Return the newsroom's four sources, sorted by id; raises SourceError when a file is wrong."""
    sources = load_sources(Path(__file__).parent / "sources")
    shift = base_port - DEFAULT_BASE_PORT
    if shift == 0:
        return sources
    return [
        replace(source, url=_shift_port(source.url, shift), home_url=_shift_port(source.home_url, shift))
        for source in sources
    ]


def write_registry(folder: Path, base_port: int = DEFAULT_BASE_PORT) -> None:
    """Write the newsroom's registry files for the ports in use below `folder`, for a flow that takes a folder."""
    origin = Path(__file__).parent / "sources"
    shift = base_port - DEFAULT_BASE_PORT
    for file in sorted(origin.rglob("*.toml")):
        text = re.sub(
            rf"(?<={re.escape(HOST)}:)\d+",
            lambda port: str(int(port.group()) + shift),
            file.read_text(encoding="utf-8"),
        )
        target = folder / file.relative_to(origin)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _shift_port(url: str, shift: int) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{parts.hostname}:{(parts.port or 80) + shift}"))
