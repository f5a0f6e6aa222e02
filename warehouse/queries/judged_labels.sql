-- Purpose: what reviewers decided, to train on. Grain: one row per passage, partnership and label of a passage with a decision.
select
    evidence.passage_id,
    evidence.label,
    evidence.label_kind,
    evidence.status,
    evidence.standing,
    evidence.decision_reason as reason,
    passage.text,
    article.title,
    article.url,
    article.published_on,
    first_party.name as organisation_a,
    second_party.name as organisation_b
from core_evidence_judged as evidence
inner join core_passage as passage on evidence.passage_id = passage.passage_id
inner join core_article as article on passage.article_id = article.article_id
inner join core_partnership as partnership on evidence.partnership_id = partnership.partnership_id
inner join core_organisation as first_party on partnership.organisation_a_id = first_party.organisation_id
inner join core_organisation as second_party on partnership.organisation_b_id = second_party.organisation_id
where
    evidence.passage_id in (
        select passage_id
        from core_evidence_judged
        where status <> 'flagged'
    )
order by evidence.passage_id, evidence.partnership_id, evidence.label
