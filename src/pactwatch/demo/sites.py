"""Describes the four sites of the newsroom: names, ports, sections and where an article lives.

In: an article or a port. Out: paths and addresses. Nothing here renders or serves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pactwatch.demo.articles import DemoArticle, SiteKey

HOST = "127.0.0.1"
DEFAULT_BASE_PORT = 8741


@dataclass(frozen=True, slots=True)
class Site:
    """One site; `sections` maps a section's slug to its label and `section_root` is the folder of section pages.

    `index_path` is where a crawl starts, `index_label` what the site calls the full list of its articles.
    """

    key: SiteKey
    name: str
    tagline: str
    section_root: str
    index_path: str
    index_label: str
    about: tuple[str, ...]
    sections: Mapping[str, str] = field(default_factory=dict)


SITES: tuple[Site, ...] = (
    Site(
        key="ledger",
        name="The Compute Ledger",
        tagline="Who builds it, who rents it, who pays",
        section_root="/section",
        index_path="/feed.xml",
        index_label="All stories",
        sections={
            "deals": "Deals",
            "cloud": "Cloud",
            "chips": "Chips",
            "policy": "Policy",
            "enterprise": "Enterprise",
            "devices": "Devices",
        },
        about=(
            "The Compute Ledger follows the money, the contracts and the chips behind artificial intelligence.",
            "Its desks report what was announced, what was filed and what the two do not say.",
        ),
    ),
    Site(
        key="larkfield",
        name="Larkfield Stone LLP",
        tagline="Insights on technology and competition",
        section_root="/topics",
        index_path="/insights/feed.atom",
        index_label="All insights",
        sections={
            "exclusivity": "Exclusivity",
            "investment": "Investment",
            "ip": "Intellectual property",
            "regulation": "Regulation",
            "sovereign": "Sovereign AI",
        },
        about=(
            "Larkfield Stone advises the people who buy, sell and finance technology. These pages collect our notes.",
            "They are general in nature and no legal advice.",
        ),
    ),
    Site(
        key="announcements",
        name="Announcement Room",
        tagline="Company news, as announced",
        section_root="/companies",
        index_path="/releases",
        index_label="All releases",
        about=(
            "The Announcement Room gathers what technology companies announce about their partnerships.",
            "Each release is retold by the desk and filed under the company that issued it.",
        ),
    ),
    Site(
        key="register",
        name="Public Register of Market Notices",
        tagline="Notices of authorities, entered on the day they are given",
        section_root="/registers",
        index_path="/sitemap-index.xml",
        index_label="All notices",
        sections={"mergers": "Mergers", "markets": "Markets"},
        about=(
            "The register records the notices that authorities give on mergers and markets in technology.",
            "An entry states the outcome first and the reasons after it. It does not replace the authority's own text.",
        ),
    ),
)
SITE_BY_KEY: Mapping[SiteKey, Site] = {site.key: site for site in SITES}


def find_article_path(article: DemoArticle) -> str:
    """Return the path at which an article is served; only the ledger's paths hold the date."""
    if article.site == "ledger":
        if article.published is None:
            raise ValueError(f"ledger/{article.slug} needs a date, because its address holds one")
        return f"/{article.published:%Y/%m/%d}/{article.slug}"
    folder = {"larkfield": "insights", "announcements": "releases", "register": "notices"}[article.site]
    return f"/{folder}/{article.slug}"


def find_section(article: DemoArticle) -> tuple[str, str]:
    """Return an article's section as (slug, label); a release is filed under the company that issued it."""
    if article.site == "announcements":
        return re.sub(r"[^a-z0-9]+", "-", article.issuer.lower()).strip("-"), article.issuer
    return article.section, SITE_BY_KEY[article.site].sections.get(article.section, article.section.capitalize())


def build_origins(ports: tuple[int, ...]) -> dict[SiteKey, str]:
    """Map each site to its origin, such as `http://127.0.0.1:8741`; `ports` follow the order of SITES."""
    return {site.key: f"http://{HOST}:{port}" for site, port in zip(SITES, ports, strict=True)}
