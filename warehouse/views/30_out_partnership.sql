-- Purpose: what analysts, pages and feeds read about partnerships and patterns. Grain: above each view.

-- one row per tracked partnership
create or replace view out_partnership as
with counted as (
    select
        partnership_id,
        count(*) filter (where status = 'approved') as approved_count,
        count(*) filter (where status = 'flagged') as flagged_count,
        count(*) filter (where status = 'rejected') as rejected_count,
        count(*) filter (where status = 'context') as context_count,
        count(distinct passage_id) filter (where status = 'approved') as approved_passage_count,
        count(distinct passage_id) filter (where status = 'flagged') as flagged_passage_count,
        count(distinct source_id) filter (where status = 'approved') as source_count,
        max(published_on) filter (where status = 'approved') as newest_evidence_on,
        max(decided_at) as last_decided_at
    from out_evidence
    group by partnership_id
),

stated as (
    select
        partnership_id,
        count(*) as statement_count
    from core_statement
    where recorded_to is null
    group by partnership_id
),

watched as (
    select
        partnership_id,
        list(pattern order by pattern) as patterns
    from core_partnership_pattern
    group by partnership_id
)

select
    partnership.partnership_id,
    partnership.title,
    partnership.organisation_a_id,
    coalesce(organisation_a.name, partnership.organisation_a_id) as organisation_a,
    partnership.organisation_b_id,
    coalesce(organisation_b.name, partnership.organisation_b_id) as organisation_b,
    partnership.announced,
    partnership.summary,
    partnership.basis_url,
    coalesce(watched.patterns, []) as patterns,
    coalesce(state.state, 'unverified') as state,
    coalesce(state.reason, 'no approved evidence yet') as state_reason,
    state.since as state_since,
    state.confidence,
    counted.newest_evidence_on,
    coalesce(counted.approved_count, 0) as approved_count,
    coalesce(counted.flagged_count, 0) as flagged_count,
    coalesce(counted.rejected_count, 0) as rejected_count,
    coalesce(counted.context_count, 0) as context_count,
    coalesce(counted.approved_passage_count, 0) as approved_passage_count,
    coalesce(counted.flagged_passage_count, 0) as flagged_passage_count,
    coalesce(counted.source_count, 0) as source_count,
    coalesce(stated.statement_count, 0) as statement_count,
    counted.last_decided_at
from core_partnership as partnership
left join core_organisation as organisation_a on partnership.organisation_a_id = organisation_a.organisation_id
left join core_organisation as organisation_b on partnership.organisation_b_id = organisation_b.organisation_id
left join watched on partnership.partnership_id = watched.partnership_id
left join core_partnership_state as state
    on partnership.partnership_id = state.partnership_id and state.recorded_to is null
left join counted on partnership.partnership_id = counted.partnership_id
left join stated on partnership.partnership_id = stated.partnership_id;

comment on view out_partnership is 'One row per tracked partnership: its state, what carries it, and how much evidence there is.';
comment on column out_partnership.partnership_id is 'Permanent id.';
comment on column out_partnership.title is 'Title of the partnership.';
comment on column out_partnership.organisation_a_id is 'First organisation.';
comment on column out_partnership.organisation_a is 'Its name.';
comment on column out_partnership.organisation_b_id is 'Second organisation.';
comment on column out_partnership.organisation_b is 'Its name.';
comment on column out_partnership.announced is 'When it was first announced, as an ISO prefix, from the seed.';
comment on column out_partnership.summary is 'What it is about, from the seed.';
comment on column out_partnership.basis_url is 'Address on which the seed rests.';
comment on column out_partnership.patterns is 'Patterns for which it is watched.';
comment on column out_partnership.state is
'announced, active, expanded, restructured, disputed, ended or unverified, derived from approved evidence only.';
comment on column out_partnership.state_reason is 'Why, in words.';
comment on column out_partnership.state_since is 'Since when, by the statement that brought the state; null while unverified.';
comment on column out_partnership.confidence is 'Confidence of that statement: primary_source, multi_source or single_source.';
comment on column out_partnership.newest_evidence_on is 'Publication date of the newest approved evidence.';
comment on column out_partnership.approved_count is 'Approved pieces of evidence.';
comment on column out_partnership.flagged_count is 'Pieces of evidence that wait for review.';
comment on column out_partnership.rejected_count is 'Rejected pieces of evidence.';
comment on column out_partnership.context_count is 'Pieces judged to be context only.';
comment on column out_partnership.approved_passage_count is 'Passages with approved evidence; a passage may show several labels.';
comment on column out_partnership.flagged_passage_count is 'Passages with evidence that waits for review: cards in the queue.';
comment on column out_partnership.source_count is 'Sources with approved evidence.';
comment on column out_partnership.statement_count is 'Dated statements that the approved evidence makes.';
comment on column out_partnership.last_decided_at is 'When a reviewer last judged evidence of it, UTC.';

-- one row per pattern that a partnership is watched for or evidence was found for
create or replace view out_pattern as
with named as (
    select pattern
    from core_partnership_pattern
    union
    select label as pattern
    from core_evidence
    where label_kind = 'pattern'
),

watched as (
    select
        pattern,
        count(*) as watched_count
    from core_partnership_pattern
    group by pattern
),

counted as (
    select
        label as pattern,
        count(distinct partnership_id) filter (where status = 'approved') as partnership_count,
        count(*) filter (where status = 'approved') as approved_count,
        count(*) filter (where status = 'flagged') as flagged_count,
        count(*) filter (where status = 'rejected') as rejected_count,
        min(event_from) filter (where status = 'approved' and polarity = 'supports') as first_event_on,
        max(event_from) filter (where status = 'approved' and polarity = 'supports') as newest_event_on
    from out_evidence
    where label_kind = 'pattern'
    group by label
)

select
    named.pattern,
    coalesce(watched.watched_count, 0) as watched_count,
    coalesce(counted.partnership_count, 0) as partnership_count,
    coalesce(counted.approved_count, 0) as approved_count,
    coalesce(counted.flagged_count, 0) as flagged_count,
    coalesce(counted.rejected_count, 0) as rejected_count,
    counted.first_event_on,
    counted.newest_event_on
from named
left join watched on named.pattern = watched.pattern
left join counted on named.pattern = counted.pattern;

comment on view out_pattern is 'One row per partnership pattern: how many partnerships show it, on how much evidence.';
comment on column out_pattern.pattern is 'Id of the pattern in the codebook.';
comment on column out_pattern.watched_count is 'Partnerships that are watched for it.';
comment on column out_pattern.partnership_count is 'Partnerships with approved evidence of it.';
comment on column out_pattern.approved_count is 'Approved pieces of evidence.';
comment on column out_pattern.flagged_count is 'Pieces of evidence that wait for review.';
comment on column out_pattern.rejected_count is 'Rejected pieces of evidence.';
comment on column out_pattern.first_event_on is 'First day of the earliest approved event.';
comment on column out_pattern.newest_event_on is 'First day of the newest approved event.';
