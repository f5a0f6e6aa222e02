-- Purpose: the clearest flagged or approved evidence, one per partnership, newest event first among the sure ones.
-- Grain: one row per passage. Parameters: most (number of rows).
with best as (
    select
        evidence.partnership_id,
        evidence.passage_id,
        evidence.label,
        evidence.score,
        evidence.event_date,
        evidence.quote_exact,
        article.title,
        article.url,
        article.published_on,
        source.title as source_title
    from core_evidence_current as evidence
    inner join core_passage as passage on evidence.passage_id = passage.passage_id
    inner join core_article as article on passage.article_id = article.article_id
    inner join core_source_current as source on article.source_id = source.source_id
    where evidence.label_kind = 'pattern' and evidence.standing = 'fact'
    qualify row_number() over (
        partition by evidence.partnership_id
        order by evidence.score desc, evidence.event_date desc, evidence.evidence_id
    ) = 1
)

select
    partnership_id,
    passage_id,
    label,
    score,
    event_date,
    quote_exact,
    title,
    url,
    published_on,
    source_title
from best
order by score desc, partnership_id
limit $most
