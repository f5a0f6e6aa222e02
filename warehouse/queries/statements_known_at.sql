-- Purpose: statements of a partnership known at a time. Grain: one row per statement.
-- Parameters: partnership_id, known_at.
select
    statement_id,
    partnership_id,
    label,
    label_kind,
    polarity,
    event_date,
    event_precision,
    held_from,
    standing,
    role,
    found_late,
    confidence,
    confidence_reason,
    evidence_ids
from statement_spans($known_at::timestamptz)
where partnership_id = $partnership_id
order by held_from, label
