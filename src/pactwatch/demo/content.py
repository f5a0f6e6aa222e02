"""Renders the whole newsroom once: every address of every site and what it serves.

In: the ports. Out: resources by site and path. Equal ports give equal bytes. Nothing here answers a request.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pactwatch.demo import feeds, troubles
from pactwatch.demo.art import draw_picture
from pactwatch.demo.articles import DemoArticle, SiteKey, load_articles, render_blocks, sort_newest_first
from pactwatch.demo.resource import Entry, Resource
from pactwatch.demo.sites import SITE_BY_KEY, SITES, Site, build_origins, find_article_path, find_section
from pactwatch.demo.troubles import Treatment

_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_PER_LISTING_PAGE = 5
_HOME_ENTRIES = 14
_RELATED = 3
_SITEMAP_PATH = "/sitemap-notices.xml.gz"

Resources = dict[str, Resource]


@dataclass(frozen=True, slots=True)
class NewsroomContent:
    """All that the newsroom serves; a key of `resources[site]` is a path with its query, if it has one.

    `articles` holds the main set and the texts of the troubles; `path_of` maps (site, slug) to the final address.
    """

    resources: Mapping[SiteKey, Resources]
    articles: tuple[DemoArticle, ...]
    path_of: Mapping[tuple[SiteKey, str], str]


def build_content(ports: tuple[int, ...]) -> NewsroomContent:
    """Render every page, feed and file of the four sites for the given ports, in the order of `sites.SITES`."""
    main = load_articles()
    articles = sort_newest_first(main + troubles.load_trouble_articles(main))
    builder = _Builder(articles, build_origins(ports))
    return NewsroomContent(
        resources={site.key: builder.build_site(site) for site in SITES},
        articles=tuple(articles),
        path_of={(article.site, article.slug): find_path(article) for article in articles},
    )


def find_path(article: DemoArticle) -> str:
    """Return the path at which an article ends up; a few of the troubles lie in a folder of their own."""
    return troubles.find_treatment(article).path or find_article_path(article)


class _Builder:
    """Holds the templates and the entries while the sites are rendered."""

    def __init__(self, articles: Sequence[DemoArticle], origins: Mapping[SiteKey, str]) -> None:
        folder = Path(__file__).parent
        self._static = folder / "static"
        self._origins = origins
        self._articles: dict[SiteKey, list[DemoArticle]] = defaultdict(list)
        for article in articles:
            self._articles[article.site].append(article)
        self._templates = Environment(
            loader=FileSystemLoader(folder / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["day"] = lambda moment: f"{moment.day} {moment:%B %Y}"

    def build_site(self, site: Site) -> Resources:
        listed = [
            self._make_entry(article)
            for article in self._articles[site.key]
            if not troubles.find_treatment(article).is_draft
        ]
        newest = max(entry.published for entry in listed if entry.published)
        resources: Resources = {
            "/robots.txt": Resource(feeds.build_robots(site, self._origins[site.key]), "text/plain; charset=utf-8"),
            f"/static/{site.key}.css": Resource((self._static / f"{site.key}.css").read_bytes(), "text/css"),
            "/static/icon.svg": Resource((self._static / "icon.svg").read_bytes(), "image/svg+xml"),
        }
        resources |= self._build_pages(site, listed, newest)
        resources |= {find_path(article): self._build_article(site, article) for article in self._articles[site.key]}
        build_lists = {
            "ledger": self._build_ledger_lists,
            "larkfield": self._build_larkfield_lists,
            "announcements": self._build_announcement_lists,
            "register": self._build_register_lists,
        }[site.key]
        return resources | build_lists(site, listed, newest)

    # --- pages --------------------------------------------------------------------------------------------------------

    def _render(self, template: str, site: Site, path: str, **values: Any) -> str:
        sections: dict[str, str] = dict(site.sections)
        if not sections:
            sections = dict(sorted({find_section(article) for article in self._articles[site.key]}))
        context = {
            "site": site,
            "base": f"{site.key}.html",
            "origins": self._origins,
            "page_url": self._origins[site.key] + path,
            "path": path,
            "sections": sections,
            "tells_charset": True,
        }
        return self._templates.get_template(template).render(context | values)

    def _build_pages(self, site: Site, entries: Sequence[Entry], newest: datetime) -> Resources:
        lists = {"/": ("", entries[:_HOME_ENTRIES])}
        for slug, label in dict.fromkeys((entry.section_slug, entry.section_label) for entry in entries):
            chosen = [entry for entry in entries if entry.section_slug == slug]
            lists[f"{site.section_root}/{slug}"] = (label, chosen)
        pages = {
            path: self._render("list.html", site, path, heading=heading, entries=chosen, turn=None)
            for path, (heading, chosen) in lists.items()
        }
        pages["/about"] = self._render("about.html", site, "/about")
        return {path: Resource(page.encode(), _HTML, newest) for path, page in pages.items()}

    def _build_article(self, site: Site, article: DemoArticle) -> Resource:
        treatment = troubles.find_treatment(article)
        path = find_path(article)
        page = self._render(
            f"article_{site.key}.html",
            site,
            path,
            article=article,
            body=render_blocks(article.blocks),
            entry=self._make_entry(article),
            related=self._find_related(article),
            treatment=treatment,
            tells_charset=treatment.tells_charset,
            original=self._find_original(article),
            json_ld=_describe_as_json_ld(site, article, treatment),
        )
        return Resource(
            body=troubles.break_markup(page) if treatment.is_broken else page.encode(treatment.encoding),
            media_type=_HTML if treatment.tells_charset else "text/html",
            modified=article.published,
            extra_headers=(("tdm-reservation", "1"),) if treatment.is_reserved_by_header else (),
            fails_once=treatment.fails_once,
        )

    def _make_entry(self, article: DemoArticle) -> Entry:
        slug, label = find_section(article)
        has_picture = article.site == "ledger"
        return Entry(
            site=article.site,
            path=find_path(article),
            title=article.title,
            summary=article.summary,
            published=article.published,
            section_slug=slug,
            section_label=label,
            picture=f"/art/{article.slug}.svg" if has_picture else "",
            byline=article.byline,
        )

    def _find_related(self, article: DemoArticle) -> list[Entry]:
        others = [
            other
            for other in self._articles[article.site]
            if other.slug != article.slug and troubles.find_treatment(other) == troubles.ORDINARY and other.published
        ]
        section, here = find_section(article), article.published
        others.sort(key=lambda other: (find_section(other) != section, _days_between(other.published, here)))
        return [self._make_entry(other) for other in others[:_RELATED]]

    def _find_original(self, article: DemoArticle) -> str:
        slug = troubles.SYNDICATED_FROM.get(article.slug)
        if slug is None:
            return ""
        original = next(other for other in self._articles["ledger"] if other.slug == slug)
        return self._origins["ledger"] + find_path(original)

    # --- lists --------------------------------------------------------------------------------------------------------

    def _build_ledger_lists(self, site: Site, entries: Sequence[Entry], newest: datetime) -> Resources:
        origin = self._origins[site.key]
        dead = troubles.DEAD_LINK
        fed = [self._make_entry(article) for article in self._articles[site.key]]
        fed.append(Entry(site.key, dead.path, dead.title, dead.summary, dead.published, "deals", "Deals"))
        fed.sort(key=lambda entry: entry.published or newest, reverse=True)
        old_paths = {
            find_path(article): troubles.OLD_ADDRESSES[article.slug]
            for article in self._articles[site.key]
            if article.slug in troubles.OLD_ADDRESSES
        }
        redirects = {old: Resource(b"", _HTML, location=new) for new, old in old_paths.items()}
        pictures = {
            f"/art/{article.slug}.svg": Resource(draw_picture(article.slug, article.section), "image/svg+xml")
            for article in self._articles[site.key]
        }
        fed = [replace(entry, path=old_paths.get(entry.path, entry.path)) for entry in fed]
        rss = feeds.build_rss(site, origin, fed)
        news = feeds.build_news_sitemap(site, origin, entries)
        return {
            site.index_path: Resource(rss, "application/rss+xml; charset=utf-8", fed[0].published),
            "/news-sitemap.xml": Resource(news, _XML, newest),
            **redirects,
            **pictures,
        }

    def _build_larkfield_lists(self, site: Site, entries: Sequence[Entry], newest: datetime) -> Resources:
        atom = feeds.build_atom(site, self._origins[site.key], entries, newest)
        reservation = feeds.build_tdm_reservation(troubles.RESERVED_PATTERN)
        return {
            site.index_path: Resource(atom, "application/atom+xml; charset=utf-8", newest),
            "/.well-known/tdmrep.json": Resource(reservation, "application/json"),
        }

    def _build_announcement_lists(self, site: Site, entries: Sequence[Entry], newest: datetime) -> Resources:
        last = ceil(len(entries) / _PER_LISTING_PAGE)
        pages: Resources = {}
        for number in range(1, last + 1):
            chosen = entries[(number - 1) * _PER_LISTING_PAGE : number * _PER_LISTING_PAGE]
            path = f"{site.index_path}?page={number}"
            turn = {"number": number, "last": last}
            page = self._render("list.html", site, path, heading=site.index_label, entries=chosen, turn=turn)
            pages[path] = Resource(page.encode(), _HTML, newest)
        return pages | {site.index_path: pages[f"{site.index_path}?page=1"]}

    def _build_register_lists(self, site: Site, entries: Sequence[Entry], newest: datetime) -> Resources:
        origin = self._origins[site.key]
        calendar = self._render("calendar.html", site, troubles.CALENDAR_PATH, entries=entries)
        tagged = [entry for entry in entries if "partnership" in f"{entry.title} {entry.summary} {entry.path}".lower()]
        tag = self._render("tag.html", site, troubles.TAG_PATH, entries=tagged, heading="Topic: partnerships")
        pages = [(entry.path, entry.published or newest) for entry in entries]
        pages += [(troubles.CALENDAR_PATH, newest), (troubles.TAG_PATH, newest)]
        index = feeds.build_sitemap_index(origin, _SITEMAP_PATH, newest)
        return {
            site.index_path: Resource(index, _XML, newest),
            _SITEMAP_PATH: Resource(feeds.build_sitemap(origin, pages), "application/gzip", newest),
            troubles.CALENDAR_PATH: Resource(calendar.encode(), _HTML, newest),
            troubles.TAG_PATH: Resource(tag.encode(), _HTML, newest),
        }


def _days_between(one: datetime | None, other: datetime | None) -> int:
    return abs((one - other).days) if one and other else 0


def _describe_as_json_ld(site: Site, article: DemoArticle, treatment: Treatment) -> dict[str, Any] | None:
    """Describe an article in schema.org's terms; only the ledger does, and the page with the date of 2099."""
    if site.key != "ledger" and not treatment.json_ld_date:
        return None
    published = article.published.isoformat() if article.published else ""
    date = treatment.json_ld_date or published.replace("+00:00", "Z")
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if site.key == "ledger" else "Article",
        "headline": article.title,
        "description": article.summary,
        "datePublished": date,
        "author": {"@type": "Organization", "name": f"{site.name}, {article.byline}"},
        "publisher": {"@type": "Organization", "name": SITE_BY_KEY[site.key].name},
    }
    if treatment.is_paywalled:
        described["isAccessibleForFree"] = False
        described["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".subscribe"}
    return described
