-- Purpose: partnership states that we hold now. Grain: one row per partnership.
-- Parameters: partnership_ids (list, null for all).
select
    partnership_id,
    state,
    reason,
    confidence,
    since
from core_partnership_state
where
    recorded_to is null
    and ($partnership_ids is null or list_contains($partnership_ids::text[], partnership_id))
