-- Purpose: failed pages whose next attempt is near. Grain: one row per address. Parameters: horizon_s (seconds from now).
with newest as (
    select
        source_id,
        url,
        next_attempt_at
    from raw_fetch
    qualify row_number() over (partition by source_id, url order by fetched_at desc, fetch_id) = 1
)

select
    source_id,
    url,
    next_attempt_at
from newest
where next_attempt_at <= now() + to_seconds($horizon_s)
order by next_attempt_at, url
