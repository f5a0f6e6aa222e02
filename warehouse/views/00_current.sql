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

-- at most one row: the model and reader in use
create or replace view core_reader_in_use as
select
    model_version,
    reader_version
from core_reader_use
qualify row_number() over (order by used_from desc) = 1;

-- one row per passage that was read: its reading by the model and reader in use, or else the newest
create or replace view core_reading_current as
select
    reading.passage_id,
    reading.model_version,
    reading.reader_version,
    reading.gate_passed,
    reading.is_evidence,
    reading.evidence_score,
    reading.standing,
    reading.in_abstain_band,
    reading.recorded_at
from core_reading as reading
left join core_reader_in_use as in_use
    on reading.model_version = in_use.model_version and reading.reader_version = in_use.reader_version
qualify row_number() over (
    partition by reading.passage_id
    order by
        in_use.model_version is not null desc, reading.recorded_at desc,
        reading.model_version desc, reading.reader_version desc
) = 1;

-- one row per piece of evidence: as the model and reader in use saw it, or else the newest that did
create or replace view core_evidence_current as
select
    evidence.evidence_id,
    evidence.passage_id,
    evidence.partnership_id,
    evidence.label,
    evidence.label_kind,
    evidence.polarity,
    evidence.score,
    evidence.event_date,
    evidence.event_precision,
    evidence.event_basis,
    evidence.standing,
    evidence.role,
    evidence.quote_exact,
    evidence.quote_prefix,
    evidence.quote_suffix,
    evidence.model_version,
    evidence.reader_version,
    evidence.recorded_at
from core_evidence as evidence
left join core_reader_in_use as in_use
    on evidence.model_version = in_use.model_version and evidence.reader_version = in_use.reader_version
-- evidence_id follows from the three columns before it: naming them lets a filter on one reach the table
qualify row_number() over (
    partition by evidence.passage_id, evidence.partnership_id, evidence.label, evidence.evidence_id
    order by
        in_use.model_version is not null desc, evidence.recorded_at desc,
        evidence.model_version desc, evidence.reader_version desc
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
