-- Check: evidence whose passage, article or partnership is missing. Grain: one row per broken piece of evidence.
select
    evidence.evidence_id,
    evidence.passage_id,
    evidence.partnership_id
from core_evidence as evidence
left join core_passage as passage on evidence.passage_id = passage.passage_id
left join core_article as article on passage.article_id = article.article_id
left join core_partnership as partnership on evidence.partnership_id = partnership.partnership_id
where article.article_id is null or partnership.partnership_id is null
