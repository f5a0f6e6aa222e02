"""Refuses XML that declares entities, before any parser sees it.

Neither a feed nor a sitemap needs to declare entities of its own; a document that does is broken or a bomb: a few lines
that expand to gigabytes, or that name a file of this machine.
"""

import re

from pactwatch.errors import SourceError

# A parameter entity (`<!ENTITY % …`) is what old feeds use to name HTML's entities; no parser here loads one.
_DECLARATION = re.compile(rb"<!ENTITY\s+[^%\s]", re.IGNORECASE)
# Declarations stand before the root element, and an article about XML may well quote one behind it.
_ROOT = re.compile(rb"<[A-Za-z]")


def refuse_entities(body: bytes) -> None:
    """Raise SourceError when the document's prolog declares entities; works for UTF-8 and UTF-16 alike."""
    text = body.replace(b"\0", b"")
    root = _ROOT.search(text)
    if _DECLARATION.search(text, 0, root.start() if root else len(text)):
        raise SourceError("the XML declares entities: refused as a possible XML bomb")
