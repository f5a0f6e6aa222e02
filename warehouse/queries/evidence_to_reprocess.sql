-- Purpose: the evidence of the newest readings with its status. Grain: one row per passage, partnership and label.
select
    evidence_id,
    passage_id,
    partnership_id,
    label,
    label_kind,
    status,
    event_date,
    standing
from core_evidence_judged
order by passage_id, partnership_id, label
