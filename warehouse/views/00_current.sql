-- Purpose: the newest row where several versions of one thing are kept. Grain: stands above each view.

-- one row per source
create or replace view core_source_current as
select
    source_id,
    title,
    kind,
    tier,
    url,
    home_url,
    language,
    access,
    is_enabled,
    rights_note
from core_source
qualify row_number() over (partition by source_id order by recorded_at desc, registry_digest) = 1;

-- one row per address: its newest article version
create or replace view core_article_current as
select
    article_id,
    fetch_id,
    source_id,
    url,
    title,
    author,
    language,
    published_on,
    date_witness,
    date_candidates,
    modified_on,
    text,
    text_digest,
    cluster_id,
    found_late,
    recorded_at
from core_article
qualify row_number() over (partition by url order by recorded_at desc, article_id) = 1;

-- one row per passage that was read: its newest reading
create or replace view core_reading_current as
select
    passage_id,
    model_version,
    reader_version,
    gate_passed,
    is_evidence,
    evidence_score,
    standing,
    in_abstain_band,
    recorded_at
from core_reading
qualify row_number() over (
    partition by passage_id order by recorded_at desc, model_version desc, reader_version desc
) = 1;

-- one row per piece of evidence: as the newest model and reader that saw it
create or replace view core_evidence_current as
select
    evidence_id,
    passage_id,
    partnership_id,
    label,
    label_kind,
    polarity,
    score,
    event_date,
    event_precision,
    event_basis,
    standing,
    role,
    quote_exact,
    quote_prefix,
    quote_suffix,
    model_version,
    reader_version,
    recorded_at
from core_evidence
-- evidence_id follows from the three columns before it: naming them lets a filter on one reach the table
qualify row_number() over (
    partition by passage_id, partnership_id, label, evidence_id
    order by recorded_at desc, model_version desc, reader_version desc
) = 1;

-- one row per decided piece of evidence: its newest verdict; a plain skip decides nothing, an undo does
create or replace view core_decision_current as
select
    decision_number,
    decision_id,
    batch_id,
    undoes,
    evidence_id,
    reviewer,
    verdict,
    after ->> '$.status' as status,
    before,
    after,
    reason,
    note,
    model_version,
    model_score,
    decided_at
from core_decision
where verdict <> 'skip' or undoes is not null
qualify row_number() over (partition by evidence_id order by decision_number desc) = 1;

-- one row per piece of evidence that counts: with its status, and the values a reviewer judged where one has
-- what no reviewer judged and the newest reading of its passage no longer finds is left out
create or replace view core_evidence_judged as
with decision as (
    select
        evidence_id,
        decision_id,
        verdict,
        status,
        -- an undo back to flagged leaves nothing judged
        case when status <> 'flagged' then after end as judged,
        reviewer,
        reason,
        note,
        decided_at
    from core_decision_current
)

select
    evidence.evidence_id,
    evidence.passage_id,
    evidence.partnership_id,
    coalesce(decision.status, 'flagged') as status,
    evidence.label,
    evidence.label_kind,
    coalesce(decision.judged ->> '$.polarity', evidence.polarity) as polarity,
    evidence.score,
    coalesce(decision.judged ->> '$.event_date', evidence.event_date) as event_date,
    coalesce(decision.judged ->> '$.event_precision', evidence.event_precision) as event_precision,
    evidence.event_basis,
    coalesce(decision.judged ->> '$.standing', evidence.standing) as standing,
    coalesce(decision.judged ->> '$.role', evidence.role) as role,
    evidence.quote_exact,
    evidence.quote_prefix,
    evidence.quote_suffix,
    evidence.model_version,
    evidence.reader_version,
    evidence.recorded_at,
    decision.decision_id,
    decision.verdict,
    decision.reviewer,
    decision.reason as decision_reason,
    decision.note as decision_note,
    decision.decided_at
from core_evidence_current as evidence
left join decision on evidence.evidence_id = decision.evidence_id
left join core_reading_current as reading on evidence.passage_id = reading.passage_id
where
    coalesce(decision.status, 'flagged') <> 'flagged'
    or reading.passage_id is null
    or (reading.model_version = evidence.model_version and reading.reader_version = evidence.reader_version);

-- one row per source and organisation that its title or id names: a company's own newsroom
create or replace view core_source_owner as
select distinct
    source.source_id,
    alias.organisation_id
from core_source_current as source
inner join core_organisation_alias as alias
    on
        alias.alias_kind in ('name', 'former')
        and regexp_matches(
            replace(source.source_id, '_', ' ') || ' ' || source.title,
            '(?i)\b' || regexp_escape(alias.alias) || '\b'
        )
where source.tier = 'primary';
