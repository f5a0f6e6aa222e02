-- Purpose: pairs of known organisations with evidence and no tracked partnership, most evidence first. Grain: one row per pair.
-- Parameters: least_passages.
with latest as (
    select
        party.passage_id,
        party.model_version,
        party.organisation_a_id,
        party.organisation_b_id,
        party.score,
        passage.text,
        article.cluster_id,
        article.url,
        article.published_on
    from core_party as party
    inner join core_reading_current as reading
        on
            party.passage_id = reading.passage_id
            and party.model_version = reading.model_version
            and party.reader_version = reading.reader_version
    inner join core_passage as passage on party.passage_id = passage.passage_id
    inner join core_article_current as article on passage.article_id = article.article_id
    where
        party.partnership_id is null
        and reading.is_evidence
        and not exists (
            select 1
            from core_partnership as tracked
            where
                tracked.organisation_a_id = party.organisation_a_id
                and tracked.organisation_b_id = party.organisation_b_id
        )
        and not exists (
            select 1
            from core_candidate_decision as decision
            where
                decision.candidate_kind = 'partnership'
                and decision.candidate = party.organisation_a_id || ' + ' || party.organisation_b_id
        )
),

patterns as (
    select
        latest.organisation_a_id,
        latest.organisation_b_id,
        score.label,
        max(score.probability) as probability
    from latest
    inner join core_score as score
        on
            latest.passage_id = score.passage_id
            and latest.model_version = score.model_version
            and score.label_kind = 'pattern'
    where score.probability >= 0.5
    group by all
)

select
    latest.organisation_a_id,
    latest.organisation_b_id,
    count(distinct latest.passage_id) as passages,
    count(distinct latest.cluster_id) as independent_articles,
    coalesce((
        select list_sort(list(patterns.label))
        from patterns
        where
            patterns.organisation_a_id = latest.organisation_a_id
            and patterns.organisation_b_id = latest.organisation_b_id
    ), []) as patterns,
    min(latest.published_on) as first_seen,
    max(latest.published_on) as newest,
    arg_max(latest.text, latest.score) as example,
    arg_max(latest.url, latest.score) as url
from latest
group by latest.organisation_a_id, latest.organisation_b_id
having count(distinct latest.passage_id) >= $least_passages
order by independent_articles desc, passages desc, latest.organisation_a_id, latest.organisation_b_id
