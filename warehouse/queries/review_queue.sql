-- Purpose: cards with flagged evidence, most valuable first. Grain: one row per passage and partnership.
-- Parameters: partnership_id, label, tier (null for all), today, row_limit.
-- value = (uncertainty + 0.1) x freshness x effect x 0.1 per skip; the parts are returned so that the page can say why
with flagged as (
    select
        passage_id,
        partnership_id,
        list(label order by score desc, label) as labels,
        list(score order by score desc, label) as probabilities,
        -- 1 at a probability of one half, 0 at certainty
        max(1 - abs(2 * score - 1)) as uncertainty,
        bool_or(polarity = 'contradicts') as has_contradiction,
        bool_or(
            not exists (
                select 1
                from core_statement as statement
                where
                    statement.recorded_to is null
                    and statement.partnership_id = evidence.partnership_id
                    and statement.label = evidence.label
                    and statement.event_date = evidence.event_date
            )
        ) as is_new_statement,
        min(recorded_at) as recorded_at
    from core_evidence_judged as evidence
    where
        status = 'flagged'
        and ($partnership_id is null or partnership_id = $partnership_id)
    group by passage_id, partnership_id
),

skipped as (
    select
        evidence.passage_id,
        evidence.partnership_id,
        count(distinct decision.batch_id) as skip_count
    from core_decision as decision
    inner join core_evidence_current as evidence on decision.evidence_id = evidence.evidence_id
    where
        decision.verdict = 'skip'
        and decision.undoes is null
        and not exists (select 1 from core_decision as undo where undo.undoes = decision.batch_id)
    group by evidence.passage_id, evidence.partnership_id
),

card as (
    select
        flagged.passage_id || '.' || flagged.partnership_id as card_id,
        flagged.partnership_id,
        coalesce(partnership.title, flagged.partnership_id) as partnership,
        article.title as article_title,
        coalesce(source.title, article.source_id) as source,
        coalesce(source.tier, '') as tier,
        article.published_on,
        flagged.labels,
        flagged.probabilities,
        flagged.uncertainty,
        greatest(0, $today::date - coalesce(article.published_on, flagged.recorded_at::date)) as age_days,
        coalesce(state.state, 'unverified') as state,
        case
            when coalesce(state.state, 'unverified') = 'unverified' or flagged.has_contradiction then 1.0
            when flagged.is_new_statement then 0.6
            else 0.25
        end as effect,
        flagged.has_contradiction,
        flagged.is_new_statement,
        coalesce(skipped.skip_count, 0) as skip_count
    from flagged
    inner join core_passage as passage on flagged.passage_id = passage.passage_id
    inner join core_article as article on passage.article_id = article.article_id
    left join core_source_current as source on article.source_id = source.source_id
    left join core_partnership as partnership on flagged.partnership_id = partnership.partnership_id
    left join core_partnership_state as state
        on flagged.partnership_id = state.partnership_id and state.recorded_to is null
    left join skipped
        on flagged.passage_id = skipped.passage_id and flagged.partnership_id = skipped.partnership_id
    where
        ($label is null or list_contains(flagged.labels, $label))
        and ($tier is null or source.tier = $tier)
)

select
    card_id,
    partnership_id,
    partnership,
    article_title,
    source,
    tier,
    published_on,
    labels,
    probabilities,
    uncertainty,
    age_days,
    state,
    has_contradiction,
    is_new_statement,
    skip_count,
    -- freshness is a half after 180 days and a third after 360: an old passage of a partnership without a state still
    -- comes before a fresh one that only repeats what is known
    (0.1 + uncertainty) / (1 + age_days / 180.0) * effect * pow(0.1, skip_count) as value,
    count(*) over () as queue_length
from card
order by value desc, card_id
limit coalesce($row_limit::integer, 50)
