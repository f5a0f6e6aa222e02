-- Purpose: what analysts, pages and feeds read about single pieces of evidence and dated statements. Grain: above each view.

-- one row per piece of evidence, judged or not
create or replace view out_evidence as
select
    evidence.evidence_id,
    evidence.partnership_id,
    coalesce(partnership.title, evidence.partnership_id) as partnership,
    evidence.passage_id || '.' || evidence.partnership_id as card_id,
    evidence.status,
    evidence.label,
    evidence.label_kind,
    evidence.polarity,
    evidence.score as probability,
    evidence.event_date,
    evidence.event_precision,
    evidence.event_basis,
    event_first_day(evidence.event_date) as event_from,
    event_last_day(evidence.event_date) as event_to,
    evidence.standing,
    evidence.role,
    evidence.quote_exact as quote,
    article.article_id,
    article.title as article_title,
    article.author,
    article.source_id,
    coalesce(source.title, article.source_id) as source,
    coalesce(source.tier, '') as source_tier,
    article.url,
    quote_link(article.url, evidence.quote_exact) as link,
    article.published_on,
    article.date_witness,
    article.cluster_id,
    article.found_late,
    evidence.verdict,
    evidence.reviewer,
    evidence.decision_reason,
    evidence.decided_at,
    evidence.passage_id,
    evidence.model_version,
    evidence.recorded_at
from core_evidence_judged as evidence
inner join core_passage as passage on evidence.passage_id = passage.passage_id
inner join core_article as article on passage.article_id = article.article_id
left join core_source_current as source on article.source_id = source.source_id
left join core_partnership as partnership on evidence.partnership_id = partnership.partnership_id;

comment on view out_evidence is 'One row per piece of evidence: a passage, a partnership and a label, with its review status.';
comment on column out_evidence.evidence_id is 'Permanent id: hash of passage, partnership and label.';
comment on column out_evidence.partnership_id is 'The tracked partnership that the passage speaks of.';
comment on column out_evidence.partnership is 'Title of the partnership.';
comment on column out_evidence.card_id is 'The review card: all labels of one passage for one partnership.';
comment on column out_evidence.status is 'approved, rejected, context (true but no evidence), or flagged (nobody has judged it).';
comment on column out_evidence.label is 'Pattern, signal or kill-list move of the codebook.';
comment on column out_evidence.label_kind is 'pattern, signal or kill_list.';
comment on column out_evidence.polarity is 'supports, or contradicts where the passage says that it is not or no longer so.';
comment on column out_evidence.probability is 'Calibrated probability of the label, 0 to 1, by the model of model_version.';
comment on column out_evidence.event_date is 'Date of the event as an ISO prefix: 2024, 2024-Q3, 2024-11 or 2024-11-22.';
comment on column out_evidence.event_precision is 'day, month, quarter or year.';
comment on column out_evidence.event_basis is 'Where the event date comes from; publication means the article gives none of its own.';
comment on column out_evidence.event_from is 'First day of the event date.';
comment on column out_evidence.event_to is 'Last day of the event date.';
comment on column out_evidence.standing is 'fact, planned, reported (unnamed sources), opinion or none.';
comment on column out_evidence.role is 'announcement, amendment, termination, follow_up, commentary or context.';
comment on column out_evidence.quote is 'The words of the article, exactly.';
comment on column out_evidence.article_id is 'The content version of the article that holds the quote.';
comment on column out_evidence.article_title is 'Title of the article.';
comment on column out_evidence.author is 'Author as the page names it, or empty.';
comment on column out_evidence.source_id is 'The source in the registry.';
comment on column out_evidence.source is 'Title of the source.';
comment on column out_evidence.source_tier is 'primary, regulator, law_firm, news, trade, wire or aggregator.';
comment on column out_evidence.url is 'Address of the article.';
comment on column out_evidence.link is 'Address that opens the article at the quote; empty where the address is not http or https.';
comment on column out_evidence.published_on is 'Publication date of the article; null where no witness gave one.';
comment on column out_evidence.date_witness is 'What gave the publication date: feed, url, json_ld, meta, time, htmldate or text.';
comment on column out_evidence.cluster_id is 'Near-duplicate cluster of the article: copies are one origin.';
comment on column out_evidence.found_late is 'True where the article reached us long after publication; leave such rows out of trends.';
comment on column out_evidence.verdict is 'Newest verdict of a reviewer; null where there is none.';
comment on column out_evidence.reviewer is 'Who gave it.';
comment on column out_evidence.decision_reason is 'The reason given with it.';
comment on column out_evidence.decided_at is 'When it was given, UTC.';
comment on column out_evidence.passage_id is 'The passage (paragraph) that holds the quote.';
comment on column out_evidence.model_version is 'The model that gave the probability.';
comment on column out_evidence.recorded_at is 'When we recorded the evidence, UTC.';

-- one row per dated statement (approved), and one per piece of flagged evidence that waits for review
create or replace view out_timeline as
with stated as (
    select
        statement.partnership_id,
        statement.statement_id,
        unnest(statement.evidence_ids) as evidence_id
    from core_statement as statement
    where statement.recorded_to is null
),

best_quote as (
    select
        stated.partnership_id,
        stated.statement_id,
        evidence.quote,
        evidence.link,
        evidence.source,
        evidence.source_tier,
        evidence.published_on,
        max(evidence.probability) over (partition by stated.partnership_id, stated.statement_id) as probability
    from stated
    inner join out_evidence as evidence
        on stated.partnership_id = evidence.partnership_id and stated.evidence_id = evidence.evidence_id
    -- a party or authority first, then the highest probability
    qualify row_number() over (
        partition by stated.partnership_id, stated.statement_id
        order by evidence.source_tier in ('primary', 'regulator') desc, evidence.probability desc, evidence.evidence_id
    ) = 1
)

select
    statement.partnership_id,
    'approved' as status,
    statement.statement_id as entry_id,
    statement.label,
    statement.label_kind,
    statement.polarity,
    statement.event_date,
    statement.event_precision,
    event_first_day(statement.event_date) as event_from,
    event_last_day(statement.event_date) as event_to,
    statement.held_from,
    statement.held_until,
    statement.standing,
    statement.role,
    statement.confidence,
    statement.confidence_reason,
    len(statement.evidence_ids) as evidence_count,
    statement.evidence_ids,
    statement.found_late,
    best_quote.probability,
    best_quote.quote,
    best_quote.link,
    best_quote.source,
    best_quote.source_tier,
    best_quote.published_on,
    statement.recorded_from as recorded_at
from statement_spans(timestamptz '9999-12-31 00:00:00+00') as statement
left join best_quote
    on statement.partnership_id = best_quote.partnership_id and statement.statement_id = best_quote.statement_id
union all
select
    evidence.partnership_id,
    'flagged' as status,
    evidence.evidence_id as entry_id,
    evidence.label,
    evidence.label_kind,
    evidence.polarity,
    evidence.event_date,
    evidence.event_precision,
    evidence.event_from,
    evidence.event_to,
    null as held_from,
    null as held_until,
    evidence.standing,
    evidence.role,
    null as confidence,
    null as confidence_reason,
    1 as evidence_count,
    [evidence.evidence_id] as evidence_ids,
    evidence.found_late,
    evidence.probability,
    evidence.quote,
    evidence.link,
    evidence.source,
    evidence.source_tier,
    evidence.published_on,
    evidence.recorded_at
from out_evidence as evidence
where evidence.status = 'flagged';

comment on view out_timeline is
'One row per dated statement of a partnership, and one per piece of flagged evidence that waits for review.';
comment on column out_timeline.partnership_id is 'The tracked partnership.';
comment on column out_timeline.status is 'approved for a statement, flagged for evidence that nobody has judged.';
comment on column out_timeline.entry_id is 'statement_id of a statement, evidence_id of flagged evidence.';
comment on column out_timeline.label is 'Pattern, signal or kill-list move of the codebook.';
comment on column out_timeline.label_kind is 'pattern, signal or kill_list.';
comment on column out_timeline.polarity is 'supports, or contradicts where it is said not or no longer to be so.';
comment on column out_timeline.event_date is 'Date of the event as an ISO prefix: 2024, 2024-Q3, 2024-11 or 2024-11-22.';
comment on column out_timeline.event_precision is 'day, month, quarter or year.';
comment on column out_timeline.event_from is 'First day of the event date.';
comment on column out_timeline.event_to is 'Last day of the event date.';
comment on column out_timeline.held_from is 'First day on which the evidence shows the statement to hold; null for flagged evidence.';
comment on column out_timeline.held_until is 'Day on which a later contrary fact ends it; null while none does.';
comment on column out_timeline.standing is 'fact, planned, reported (unnamed sources), opinion or none: the strongest of its evidence.';
comment on column out_timeline.role is 'announcement, amendment, termination, follow_up, commentary or context: the strongest.';
comment on column out_timeline.confidence is 'primary_source, multi_source, single_source or rumored; null for flagged evidence.';
comment on column out_timeline.confidence_reason is 'Why, in words.';
comment on column out_timeline.evidence_count is 'Pieces of evidence behind the row.';
comment on column out_timeline.evidence_ids is 'Their ids, see out_evidence.';
comment on column out_timeline.found_late is 'True where all of it reached us long after publication; leave such rows out of trends.';
comment on column out_timeline.probability is 'The highest calibrated probability among its evidence, 0 to 1.';
comment on column out_timeline.quote is 'The best quote: from a party or authority first, then by probability.';
comment on column out_timeline.link is 'Address that opens the article at the quote.';
comment on column out_timeline.source is 'Title of the source of that quote.';
comment on column out_timeline.source_tier is 'Tier of that source.';
comment on column out_timeline.published_on is 'Publication date of that article.';
comment on column out_timeline.recorded_at is 'When we recorded the row, UTC.';
