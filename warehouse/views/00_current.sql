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

-- one row per piece of evidence: as the newest model and reader see it
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
qualify row_number() over (partition by evidence_id order by recorded_at desc, model_version desc, reader_version desc) = 1;

-- one row per decided piece of evidence: its newest verdict; a skip decides nothing
create or replace view core_decision_current as
select
    decision_number,
    decision_id,
    evidence_id,
    reviewer,
    verdict,
    before,
    after,
    reason,
    model_version,
    model_score,
    decided_at
from core_decision
where verdict <> 'skip'
qualify row_number() over (partition by evidence_id order by decision_number desc) = 1;
