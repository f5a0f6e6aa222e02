-- Purpose: all passages, to be read again. Grain: one row per passage.
select
    passage.passage_id,
    passage.text,
    passage.start_char,
    passage.end_char,
    passage.ordinal,
    article.article_id,
    article.title,
    article.url,
    article.text as article_text,
    article.published_on,
    article.recorded_at::date as first_seen_on
from core_passage as passage
inner join core_article as article on passage.article_id = article.article_id
order by article.recorded_at, article.article_id, passage.ordinal
