-- Purpose: near-duplicate copies of the article of a passage. Grain: one row per other address. Parameters: passage_id.
select
    copy.article_id,
    copy.title,
    copy.url,
    coalesce(source.title, copy.source_id) as source,
    copy.published_on
from core_passage as passage
inner join core_article as article on passage.article_id = article.article_id
inner join core_article_current as copy on article.cluster_id = copy.cluster_id and article.url <> copy.url
left join core_source_current as source on copy.source_id = source.source_id
where passage.passage_id = $passage_id
order by copy.published_on, copy.article_id
