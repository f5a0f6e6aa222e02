-- Purpose: fetches that failed. Grain: one row per address. Parameters: run_ids (list of text).
select
    source_id,
    url,
    status,
    error,
    next_attempt_at
from raw_fetch
where
    run_id in (select unnest($run_ids))
    and (status >= 400 or (error <> '' and status = 0))
order by source_id, url
