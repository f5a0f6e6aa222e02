"""Reads index pages of sites that have neither feed nor sitemap, by the CSS selectors of the source's TOML file.

`item` selects one block per article; within it `link`, `title` and `date` are looked for. `next` selects the link to
the following, older page. A page that fails in the middle of the pages is reported and not looked up later by itself.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from scrapy.http import HtmlResponse, Response

from pactwatch.crawl.spider import FoundLink, IndexPage, SourceSpider
from pactwatch.errors import SourceError

# Only notations that cannot be misread: no 03/04/2026.
_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d.%m.%Y", "%Y/%m/%d")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ListingSpider(SourceSpider):
    """Index pages from the newest on, until one names nothing new or `max_pages` are read."""

    name = "listing"
    page_kind = "listing"

    def read_index(self, response: Response) -> IndexPage:
        """Read one index page; raises SourceError when the selector for items finds none."""
        page = HtmlResponse(url=response.url, headers=response.headers, body=response.body)
        return read_listing(page, self.job.source.selectors)


def read_listing(page: HtmlResponse, selectors: Mapping[str, str]) -> IndexPage:
    """Return the links of one page in its order, and its next page."""
    items = page.css(selectors["item"])
    if not items:
        raise SourceError(f"the selector item = {selectors['item']!r} finds nothing: has the site's layout changed?")
    links = tuple(link for item in items if (link := _read_item(item, selectors)))
    if not links:
        raise SourceError(f"the selector link = {selectors['link']!r} finds nothing in {len(items)} items")
    further = tuple(_find_values(page, selectors.get("next", ""), "href"))[:1]
    return IndexPage(links, further, is_paged=True)


def parse_day(text: str) -> date | None:
    """Read a day as a listing writes it; None where no day stands or the order of its parts is anyone's guess.

    >>> parse_day("March 4th, 2026"), parse_day("03/04/2026")
    (datetime.date(2026, 3, 4), None)
    """
    if match := _ISO_DAY.search(text):
        try:
            return date.fromisoformat(match[0])
        except ValueError:
            return None
    plain = " ".join(re.sub(r"(?<=\d)(st|nd|rd|th)\b|,", " ", text).replace("Sept ", "Sep ").split())
    for notation in _FORMATS:
        try:
            return datetime.strptime(plain, notation).date()
        except ValueError:
            continue
    return None


def _read_item(item: Any, selectors: Mapping[str, str]) -> FoundLink | None:
    address = next(_find_values(item, selectors["link"], "href"), "")
    if not address:
        return None
    title = " ".join(_find_values(item, selectors.get("title", ""), None))
    day = next(_find_values(item, selectors.get("date", ""), "datetime"), "")
    return FoundLink(address, title, parse_day(day))


def _find_values(scope: Any, selector: str, attribute: str | None) -> Iterator[str]:
    """Yield what a selector finds: its own ::attr() or ::text, else that attribute, else the text inside."""
    if not selector:
        return
    for found in scope.css(selector):
        if not hasattr(found.root, "xpath"):
            value = found.get()
        else:
            value = (found.attrib.get(attribute) if attribute else None) or found.xpath("string()").get()
        if value and value.strip():
            yield value.strip()
