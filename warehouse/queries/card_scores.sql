-- Purpose: labels that the newest model saw but did not flag. Grain: one row per label.
-- Parameters: passage_id, partnership_id.
select
    score.label,
    score.label_kind,
    score.probability
from core_score as score
inner join core_reading_current as reading
    on score.passage_id = reading.passage_id and score.model_version = reading.model_version
where
    score.passage_id = $passage_id
    and score.probability >= 0.1
    and not exists (
        select 1
        from core_evidence_current as evidence
        where
            evidence.passage_id = score.passage_id
            and evidence.partnership_id = $partnership_id
            and evidence.label = score.label
    )
order by score.probability desc, score.label
limit 8
