-- Cookbook: sources that are switched on and bring nothing, with what went wrong. Grain: one row per source.
-- Parameters: none.
select
    source_id,
    title,
    verdict,
    last_status,
    last_error,
    failures_in_a_row,
    last_success_at,
    newest_link_at
from out_source_health
where is_enabled and verdict not in ('active', 'never')
order by verdict, source_id
