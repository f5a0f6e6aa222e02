-- Purpose: what a crawl must know of earlier fetches. Grain: one row per address of a source. Parameters: source_id.
-- A 304 says that the validators of the fetch before it still hold, so it does not replace them.
select
    url,
    kind,
    status,
    etag,
    last_modified,
    attempt,
    next_attempt_at
from raw_fetch
where source_id = $source_id and status <> 304
qualify row_number() over (partition by url order by fetched_at desc, fetch_id) = 1
