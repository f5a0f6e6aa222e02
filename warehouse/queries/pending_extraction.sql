-- Purpose: archived article pages that an extractor version has not read. Grain: one row per fetch. Parameters: extractor_version.
select
    fetched.fetch_id,
    fetched.source_id,
    fetched.url,
    fetched.final_url,
    fetched.warc_file,
    fetched.warc_offset,
    fetched.fetched_at,
    link.published_on as feed_date
from raw_fetch as fetched
left join raw_link as link on fetched.source_id = link.source_id and fetched.url = link.url
where
    fetched.kind = 'article'
    and fetched.status = 200
    and fetched.rights = 'allowed'
    and fetched.warc_file <> ''
    and not exists (
        select 1
        from core_extraction as done
        where done.fetch_id = fetched.fetch_id and done.extractor_version = $extractor_version
    )
order by fetched.fetched_at, fetched.fetch_id
