-- Purpose: every decision in the order it was made. Grain: one row per decision. Parameters: none.
select
    decision_number,
    decision_id,
    batch_id,
    undoes,
    evidence_id,
    reviewer,
    verdict,
    before,
    after,
    reason,
    note,
    model_version,
    model_score,
    decided_at,
    previous_hash,
    hash
from core_decision
order by decision_number
