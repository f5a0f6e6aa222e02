-- Check: statements that rest on evidence that is not approved (any more). Grain: one row per statement and missing evidence.
with carried as (
    select
        statement_id,
        partnership_id,
        unnest(evidence_ids) as evidence_id
    from core_statement
    where recorded_to is null
)

select
    carried.statement_id,
    carried.partnership_id,
    carried.evidence_id
from carried
left join core_evidence_judged as evidence
    on carried.evidence_id = evidence.evidence_id and evidence.status = 'approved'
where evidence.evidence_id is null
union all
select
    statement_id,
    partnership_id,
    null as evidence_id
from core_statement
where recorded_to is null and len(evidence_ids) = 0
