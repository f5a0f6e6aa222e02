-- Check: approved evidence that no statement carries: statements were not brought up to date. Grain: one row per piece.
select
    evidence.evidence_id,
    evidence.partnership_id,
    evidence.label
from core_evidence_judged as evidence
where
    evidence.status = 'approved'
    and not exists (
        select 1
        from core_statement as statement
        where
            statement.recorded_to is null
            and statement.partnership_id = evidence.partnership_id
            and list_contains(statement.evidence_ids, evidence.evidence_id)
    )
