"""Page bytes -> `Article`, or an `ExtractError` that says why there is none. trafilatura lives only here.

`article` joins the parts: `markup` (bytes to text, declared records), `published` and `written_dates` (when), `content`
(body to paragraphs, title, author), `refusals` (what is no article). Only `extract_article` is for others to call.
"""

from pactwatch.extract.article import EXTRACTOR_VERSION, extract_article

__all__ = ["EXTRACTOR_VERSION", "extract_article"]
