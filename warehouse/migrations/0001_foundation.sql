-- Purpose: the first warehouse: what was fetched (raw_), what was read out of it and judged (core_).
-- Grain: stands above each table. Rows are appended; a correction is a row; "current" is a view (warehouse/views).

-- one row per finished segment of a crawl; loading a segment and writing this row is one transaction
create table raw_segment (
    segment_id text primary key,
    source_id text not null,
    run_id text not null,
    fetch_count integer not null,
    loaded_at timestamptz not null
);

-- one row per response, or per failure to get one
create table raw_fetch (
    fetch_id text primary key,
    source_id text not null,
    run_id text not null,
    segment_id text not null,
    url text not null,
    final_url text not null,
    kind text not null check (kind in ('feed', 'sitemap', 'listing', 'article')),
    status integer not null,
    content_type text not null,
    etag text not null,
    last_modified text not null,
    payload_digest text not null,
    byte_count bigint not null,
    warc_file text not null,
    warc_offset bigint not null,
    rights text not null check (rights in ('allowed', 'reserved', 'robots_disallowed', 'metadata_only')),
    rights_reason text not null,
    error text not null,
    attempt integer not null,
    next_attempt_at timestamptz,
    found_late boolean not null,
    fetched_at timestamptz not null
);

-- one row per article address per source, as a feed, sitemap or listing first named it
create table raw_link (
    link_id text primary key,
    source_id text not null,
    run_id text not null,
    url text not null,
    title text not null,
    published_on date,
    found_in text not null,
    found_at timestamptz not null
);

-- one row per source and change of its registry file; the newest row per source is the current one
create table core_source (
    source_id text not null,
    title text not null,
    kind text not null,
    tier text not null,
    url text not null,
    home_url text not null,
    language text not null,
    access text not null,
    is_enabled boolean not null,
    rights_note text not null,
    registry_digest text not null,
    recorded_at timestamptz not null,
    primary key (source_id, registry_digest)
);

-- one row per organisation; ids are permanent, a merge leaves redirect_id
create table core_organisation (
    organisation_id text primary key,
    name text not null,
    role text not null,
    country text not null,
    redirect_id text,
    recorded_at timestamptz not null
);

-- one row per alias of an organisation
create table core_organisation_alias (
    organisation_id text not null,
    alias text not null,
    alias_kind text not null check (alias_kind in ('name', 'product', 'context', 'former', 'descriptor', 'ticker')),
    recorded_at timestamptz not null,
    primary key (organisation_id, alias, alias_kind)
);

-- one row per tracked partnership; ids are permanent, a merge leaves redirect_id
create table core_partnership (
    partnership_id text primary key,
    title text not null,
    organisation_a_id text not null,
    organisation_b_id text not null,
    announced text not null,
    summary text not null,
    basis_url text not null,
    redirect_id text,
    recorded_at timestamptz not null
);

-- one row per pattern that a partnership is watched for
create table core_partnership_pattern (
    partnership_id text not null,
    pattern text not null,
    recorded_at timestamptz not null,
    primary key (partnership_id, pattern)
);

-- one row per content version of an article
create table core_article (
    article_id text primary key,
    fetch_id text not null,
    source_id text not null,
    url text not null,
    title text not null,
    author text not null,
    language text not null,
    published_on date,
    date_witness text,
    date_candidates json not null,
    modified_on date,
    text text not null,
    text_digest text not null,
    cluster_id text not null,
    found_late boolean not null,
    extractor_version text not null,
    recorded_at timestamptz not null
);

-- one row per fetch that an extractor version has read, with an article or without
create table core_extraction (
    fetch_id text not null,
    extractor_version text not null,
    article_id text,
    reason text not null,
    detail text not null,
    recorded_at timestamptz not null,
    primary key (fetch_id, extractor_version)
);

-- one row per paragraph of an article
create table core_passage (
    passage_id text primary key,
    article_id text not null,
    ordinal integer not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    passages_version text not null,
    recorded_at timestamptz not null
);

-- one row per passage and model version: the gate, the evidence score, what was read; the anti-join of the scoring stage
create table core_reading (
    passage_id text not null,
    model_version text not null,
    reader_version text not null,
    gate_passed boolean not null,
    cues text[] not null,
    is_evidence boolean not null,
    evidence_score double not null,
    standing text not null,
    in_abstain_band boolean not null,
    recorded_at timestamptz not null,
    primary key (passage_id, model_version, reader_version)
);

-- one row per passage, label and model version; probabilities under 0.01 are left out
create table core_score (
    passage_id text not null,
    model_version text not null,
    label text not null,
    label_kind text not null check (label_kind in ('pattern', 'signal', 'kill_list')),
    probability double not null,
    primary key (passage_id, model_version, label)
);

-- one row per pair of organisations that a passage's relation holds between, tracked or not
create table core_party (
    passage_id text not null,
    model_version text not null,
    reader_version text not null,
    organisation_a_id text not null,
    organisation_b_id text not null,
    score double not null,
    partnership_id text,
    primary key (passage_id, model_version, reader_version, organisation_a_id, organisation_b_id)
);

-- one row per amount read out of a passage
create table core_term (
    passage_id text not null,
    model_version text not null,
    reader_version text not null,
    ordinal integer not null,
    kind text not null,
    number_value double,
    text_value text,
    unit text not null,
    as_written text not null,
    start_char integer not null,
    end_char integer not null,
    primary key (passage_id, model_version, reader_version, ordinal)
);

-- one row per passage, partnership, label and model/reader version; evidence_id does not depend on the versions
create table core_evidence (
    evidence_id text not null,
    passage_id text not null,
    partnership_id text not null,
    label text not null,
    label_kind text not null check (label_kind in ('pattern', 'signal', 'kill_list')),
    polarity text not null check (polarity in ('supports', 'contradicts')),
    score double not null,
    event_date text not null,
    event_precision text not null check (event_precision in ('day', 'month', 'quarter', 'year')),
    event_basis text not null,
    standing text not null,
    role text not null,
    quote_exact text not null,
    quote_prefix text not null,
    quote_suffix text not null,
    model_version text not null,
    reader_version text not null,
    recorded_at timestamptz not null,
    primary key (evidence_id, model_version, reader_version)
);

-- one row per verdict on one piece of evidence; append only, each row's hash covers the row before it
-- batch_id joins the rows of one verdict on one card; undoes is the batch_id that this row takes back, if it is an undo
-- before and after are objects: status (flagged, approved, rejected, context) and, in after, the values that were judged
create table core_decision (
    decision_number bigint primary key,
    decision_id text not null unique,
    batch_id text not null,
    undoes text,
    evidence_id text not null,
    reviewer text not null,
    verdict text not null check (verdict in ('approve', 'reject', 'relabel', 'context', 'skip')),
    before json not null,
    after json not null,
    reason text not null,
    note text not null,
    model_version text not null,
    model_score double not null,
    decided_at timestamptz not null,
    previous_hash text not null,
    hash text not null
);

-- one row per statement and period for which we held it; derived from approved evidence, replayable from the decisions
create table core_statement (
    statement_id text not null,
    partnership_id text not null,
    label text not null,
    label_kind text not null,
    polarity text not null,
    event_date text not null,
    event_precision text not null,
    held_from date not null,
    standing text not null,
    role text not null,
    found_late boolean not null,
    confidence text not null check (confidence in ('primary_source', 'multi_source', 'single_source', 'rumored')),
    confidence_reason text not null,
    evidence_ids text[] not null,
    recorded_from timestamptz not null,
    recorded_to timestamptz,
    primary key (statement_id, recorded_from)
);

-- one row per partnership and period for which we held its state; no open row means unverified
create table core_partnership_state (
    partnership_id text not null,
    state text not null check (
        state in ('announced', 'active', 'expanded', 'restructured', 'disputed', 'ended', 'unverified')
    ),
    reason text not null,
    confidence text,
    since date,
    recorded_from timestamptz not null,
    recorded_to timestamptz,
    primary key (partnership_id, recorded_from)
);

-- one row per run of a flow
create table core_run (
    run_id text primary key,
    flow text not null,
    status text not null,
    report json not null,
    started_at timestamptz not null,
    finished_at timestamptz not null
);
