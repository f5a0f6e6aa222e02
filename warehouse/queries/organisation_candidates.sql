-- Purpose: names in partner position that no tracked organisation bears, most often seen first. Grain: one row per name.
-- Parameters: least_passages.
with latest as (
    select
        unknown_name.name,
        unknown_name.partner,
        unknown_name.suggested_role,
        unknown_name.score,
        passage.passage_id,
        passage.text,
        article.article_id,
        article.cluster_id,
        article.url,
        article.published_on
    from core_unknown_name as unknown_name
    inner join core_reading_current as reading
        on
            unknown_name.passage_id = reading.passage_id
            and unknown_name.model_version = reading.model_version
            and unknown_name.reader_version = reading.reader_version
    inner join core_passage as passage on unknown_name.passage_id = passage.passage_id
    inner join core_article_current as article on passage.article_id = article.article_id
),

decided as (
    select candidate
    from core_candidate_decision
    where candidate_kind = 'organisation'
)

select
    latest.name,
    count(distinct latest.passage_id) as passages,
    count(distinct latest.cluster_id) as independent_articles,
    mode(latest.suggested_role) as suggested_role,
    list_sort(list(distinct latest.partner))[1:5] as partners,
    round(max(latest.score), 3) as score,
    max(latest.published_on) as newest,
    arg_max(latest.text, latest.score) as example,
    arg_max(latest.url, latest.score) as url
from latest
where latest.name not in (select decided.candidate from decided)
group by latest.name
having count(distinct latest.passage_id) >= $least_passages
order by independent_articles desc, passages desc, latest.name
