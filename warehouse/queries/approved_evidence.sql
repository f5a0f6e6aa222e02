-- Purpose: approved evidence as reviewers judged it. Grain: one row per piece.
-- Parameters: partnership_ids (list, null for all).
select
    evidence.evidence_id,
    evidence.partnership_id,
    evidence.label,
    evidence.label_kind,
    evidence.polarity,
    evidence.event_date,
    evidence.event_precision as "precision",
    evidence.standing,
    coalesce(source.tier, 'aggregator') as tier,
    article.source_id,
    article.cluster_id,
    -- a newsroom owned by an organisation outside the partnership is no party; an unowned one (a filing service) may be
    not exists (select 1 from core_source_owner as owner where owner.source_id = article.source_id)
    or exists (
        select 1
        from core_source_owner as owner
        inner join core_partnership as partnership
            on owner.organisation_id in (partnership.organisation_a_id, partnership.organisation_b_id)
        where owner.source_id = article.source_id and partnership.partnership_id = evidence.partnership_id
    ) as is_party_source,
    evidence.decided_at,
    article.found_late,
    evidence.role,
    article.published_on
from core_evidence_judged as evidence
inner join core_passage as passage on evidence.passage_id = passage.passage_id
inner join core_article as article on passage.article_id = article.article_id
left join core_source_current as source on article.source_id = source.source_id
where
    evidence.status = 'approved'
    and ($partnership_ids is null or list_contains($partnership_ids::text[], evidence.partnership_id))
order by evidence.evidence_id
