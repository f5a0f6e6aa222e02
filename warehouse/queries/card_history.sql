-- Purpose: the decisions on one card, oldest first. Grain: one row per decision.
-- Parameters: passage_id, partnership_id.
select
    decision.decision_number,
    decision.batch_id,
    decision.undoes,
    decision.evidence_id,
    evidence.label,
    decision.reviewer,
    decision.verdict,
    decision.before,
    decision.after,
    decision.reason,
    decision.note,
    decision.decided_at
from core_decision as decision
inner join core_evidence_current as evidence on decision.evidence_id = evidence.evidence_id
where evidence.passage_id = $passage_id and evidence.partnership_id = $partnership_id
order by decision.decision_number
