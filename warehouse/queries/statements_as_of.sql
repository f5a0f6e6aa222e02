-- Cookbook: what held on a day, as we knew it at a time. Grain: one row per statement.
-- Parameters: event_day, known_at (default now), partnership_id (default all).
select
    partnership_id,
    label,
    polarity,
    event_date,
    held_from,
    held_until,
    standing,
    confidence,
    confidence_reason
from partnership_as_of($event_day::date, coalesce($known_at::timestamptz, current_timestamp))
where $partnership_id is null or partnership_id = $partnership_id
order by partnership_id, held_from, label
