-- Purpose: partnerships for lists, those with a state first, newest evidence first. Grain: one row per partnership.
-- Parameters: pattern (watched for it, or with approved or flagged evidence of it; null for all).
select
    partnership_id,
    title,
    organisation_a,
    organisation_b,
    patterns,
    state,
    state_reason,
    state_since,
    confidence,
    newest_evidence_on,
    approved_count,
    approved_passage_count,
    flagged_count,
    flagged_passage_count
from out_partnership
where
    $pattern is null
    or list_contains(patterns, $pattern)
    or exists (
        select 1
        from out_evidence as evidence
        where
            evidence.partnership_id = out_partnership.partnership_id
            and evidence.label = $pattern
            and evidence.status in ('approved', 'flagged')
    )
order by state = 'unverified', newest_evidence_on desc nulls last, flagged_count desc, title
