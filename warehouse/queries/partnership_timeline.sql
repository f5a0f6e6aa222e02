-- Cookbook: what is known of one partnership, in order of time. Grain: one row per dated statement.
-- Parameters: partnership_id.
select
    event_date,
    label,
    polarity,
    standing,
    confidence,
    held_from,
    held_until,
    evidence_count,
    source,
    quote,
    link
from out_timeline
where partnership_id = $partnership_id and status = 'approved'
order by event_from, label
