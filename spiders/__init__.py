"""Scrapy spiders, one per kind of site. A site is data: `sources/<kind>/<source_id>.toml`."""
