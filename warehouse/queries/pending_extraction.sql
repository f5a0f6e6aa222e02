-- Purpose: archived article pages that an extractor version has not read. Grain: one row per fetch. Parameters: extractor_version.
select
    fetch.fetch_id,
    fetch.source_id,
    fetch.url,
    fetch.final_url,
    fetch.warc_file,
    fetch.warc_offset,
    fetch.fetched_at,
    link.published_on as feed_date
from raw_fetch as fetch
left join raw_link as link on fetch.source_id = link.source_id and fetch.url = link.url
where
    fetch.kind = 'article'
    and fetch.status = 200
    and fetch.rights = 'allowed'
    and fetch.warc_file <> ''
    and not exists (
        select 1
        from core_extraction as done
        where done.fetch_id = fetch.fetch_id and done.extractor_version = $extractor_version
    )
order by fetch.fetched_at, fetch.fetch_id
