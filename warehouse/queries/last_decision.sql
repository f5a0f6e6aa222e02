-- Purpose: what a reviewer may undo, the newest decision of theirs that still stands. Grain: one row at most.
-- Parameters: reviewer.
select
    evidence.passage_id || '.' || evidence.partnership_id as card_id,
    decision.verdict,
    decision.batch_id,
    decision.decided_at,
    coalesce(partnership.title, evidence.partnership_id) as partnership
from core_decision as decision
inner join core_evidence_current as evidence on decision.evidence_id = evidence.evidence_id
left join core_partnership as partnership on evidence.partnership_id = partnership.partnership_id
where
    decision.reviewer = $reviewer
    and decision.undoes is null
    and not exists (select 1 from core_decision as undo where undo.undoes = decision.batch_id)
order by decision.decision_number desc
limit 1
