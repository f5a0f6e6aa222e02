-- Check: evidence whose quote does not stand in its passage, letter for letter. Grain: one row per broken piece of evidence.
select
    evidence.evidence_id,
    evidence.quote_exact
from core_evidence as evidence
inner join core_passage as passage on evidence.passage_id = passage.passage_id
where evidence.quote_exact = '' or not contains(passage.text, evidence.quote_exact)
