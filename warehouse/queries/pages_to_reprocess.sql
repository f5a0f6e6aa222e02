-- Purpose: archived article pages with the newest article made of each. Grain: one row per fetch that was extracted.
select
    fetched.fetch_id,
    fetched.url,
    fetched.final_url,
    fetched.warc_file,
    fetched.warc_offset,
    fetched.fetched_at,
    link.published_on as feed_date,
    done.article_id,
    article.title,
    article.published_on,
    article.text_digest
from raw_fetch as fetched
inner join core_extraction as done on fetched.fetch_id = done.fetch_id
left join core_article as article on done.article_id = article.article_id
left join raw_link as link on fetched.source_id = link.source_id and fetched.url = link.url
where fetched.warc_file <> ''
qualify row_number() over (partition by fetched.fetch_id order by done.recorded_at desc, done.extractor_version desc) = 1
order by fetched.fetched_at, fetched.fetch_id
