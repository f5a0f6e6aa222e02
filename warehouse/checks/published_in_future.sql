-- Check: articles dated after the day we recorded them. Grain: one row per broken article.
select
    article_id,
    url,
    published_on,
    recorded_at
from core_article
where published_on > recorded_at::date + 1
