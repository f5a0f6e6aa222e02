-- Cookbook: statements that one origin or a rumour carries: what to look for next. Grain: one row per statement.
-- Parameters: none.
select
    partnership_id,
    label,
    event_date,
    standing,
    confidence,
    confidence_reason,
    quote,
    link
from out_timeline
where status = 'approved' and confidence in ('single_source', 'rumored')
order by partnership_id, event_from, label
