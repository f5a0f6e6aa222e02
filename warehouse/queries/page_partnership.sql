-- Purpose: one partnership for its page. Grain: one row. Parameters: partnership_id.
select
    partnership_id,
    title,
    organisation_a,
    organisation_b,
    announced,
    summary,
    basis_url,
    patterns,
    state,
    state_reason,
    state_since,
    confidence,
    newest_evidence_on,
    approved_count,
    flagged_count,
    rejected_count,
    context_count,
    approved_passage_count,
    flagged_passage_count,
    source_count,
    statement_count,
    last_decided_at
from out_partnership
where partnership_id = $partnership_id
