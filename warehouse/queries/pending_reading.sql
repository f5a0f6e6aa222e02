-- Purpose: passages that a model and reader version have not read. Grain: one row per passage. Parameters: model_version, reader_version.
select
    passage.passage_id,
    passage.text,
    passage.start_char,
    passage.end_char,
    passage.ordinal,
    article.article_id,
    article.title,
    article.text as article_text,
    article.published_on,
    article.recorded_at::date as first_seen_on
from core_passage as passage
inner join core_article as article on passage.article_id = article.article_id
where not exists (
    select 1
    from core_reading as done
    where
        done.passage_id = passage.passage_id
        and done.model_version = $model_version
        and done.reader_version = $reader_version
)
order by article.recorded_at, article.article_id, passage.ordinal
