-- Purpose: counts for the pattern index. Grain: one row per pattern. Parameters: none.
select
    pattern,
    watched_count,
    partnership_count,
    approved_count,
    flagged_count,
    first_event_on,
    newest_event_on
from out_pattern
order by pattern
