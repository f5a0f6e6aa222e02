-- Purpose: approved evidence of the same partnership from other passages, newest event first. Grain: one row per piece.
-- Parameters: passage_id, partnership_id.
select
    evidence_id,
    label,
    polarity,
    event_date,
    standing,
    quote,
    source,
    published_on,
    link
from out_evidence
where
    partnership_id = $partnership_id
    and passage_id <> $passage_id
    and status = 'approved'
order by event_from desc, evidence_id
limit 12
