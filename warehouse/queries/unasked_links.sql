-- Purpose: article addresses that were found and never asked for (a crawl was ended, or its limit cut it short).
-- Grain: one row per address. Parameters: source_id.
select distinct link.url
from raw_link as link
where
    link.source_id = $source_id
    and not exists (
        select 1
        from raw_fetch as fetched
        where fetched.source_id = link.source_id and fetched.url = link.url
    )
order by link.url
