-- Purpose: statements that we hold now. Grain: one row per statement. Parameters: partnership_ids (list, null for all).
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
from core_statement
where
    recorded_to is null
    and ($partnership_ids is null or list_contains($partnership_ids::text[], partnership_id))
