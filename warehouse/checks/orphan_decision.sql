-- Check: decisions on evidence that does not exist. Grain: one row per broken decision.
select
    decision.decision_number,
    decision.evidence_id
from core_decision as decision
where not exists (select 1 from core_evidence as evidence where evidence.evidence_id = decision.evidence_id)
