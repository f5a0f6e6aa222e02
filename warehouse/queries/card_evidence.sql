-- Purpose: the evidence of one card with its newest decision. Grain: one row per label.
-- Parameters: passage_id, partnership_id.
select
    evidence.evidence_id,
    evidence.label,
    evidence.label_kind,
    evidence.status,
    evidence.polarity,
    evidence.score as probability,
    evidence.event_date,
    evidence.event_precision,
    evidence.event_basis,
    evidence.standing,
    evidence.role,
    evidence.quote_exact as quote,
    evidence.model_version,
    evidence.reader_version,
    evidence.verdict,
    evidence.reviewer,
    evidence.decision_reason as reason,
    evidence.decision_note as note,
    evidence.decided_at,
    coalesce(newest.decision_number, 0) as newest_decision_number
from core_evidence_judged as evidence
left join (
    select
        evidence_id,
        max(decision_number) as decision_number
    from core_decision
    group by evidence_id
) as newest on evidence.evidence_id = newest.evidence_id
where evidence.passage_id = $passage_id and evidence.partnership_id = $partnership_id
order by evidence.label_kind = 'kill_list', evidence.label_kind = 'signal', evidence.score desc, evidence.label
