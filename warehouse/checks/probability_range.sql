-- Check: probabilities outside 0 to 1. Grain: one row per broken score.
select
    passage_id,
    label,
    probability
from core_score
where not (probability between 0 and 1)
union all
select
    passage_id,
    label,
    score as probability
from core_evidence
where not (score between 0 and 1)
