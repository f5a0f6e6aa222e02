-- Purpose: the timeline of one partnership, in order of time. Grain: one row per statement or flagged piece of evidence.
-- Parameters: partnership_id.
select
    entry_id,
    status,
    label,
    label_kind,
    polarity,
    event_date,
    event_precision,
    event_from,
    event_to,
    held_from,
    held_until,
    standing,
    role,
    confidence,
    confidence_reason,
    evidence_count,
    found_late,
    probability,
    quote,
    link,
    source,
    published_on
from out_timeline
where partnership_id = $partnership_id
order by event_from, label_kind = 'signal', label, entry_id
