-- Check: articles read from a response that we had no right to keep. Grain: one row per broken article.
select
    article.article_id,
    article.url,
    response.rights
from core_article as article
inner join raw_fetch as response on article.fetch_id = response.fetch_id
where response.rights <> 'allowed'
