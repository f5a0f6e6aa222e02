-- Purpose: organisations and partnerships that nobody tracks yet and what a person said of them; which reader was in use.
-- Grain: stands above each table.

-- one row per evidence passage and name that no seeded organisation bears, where a relation holds with it
create table core_unknown_name (
    passage_id text not null,
    model_version text not null,
    reader_version text not null,
    name text not null,
    partner text not null,
    partner_organisation_id text,
    suggested_role text not null,
    score double not null,
    recorded_at timestamptz not null,
    primary key (passage_id, model_version, reader_version, name, partner)
);

-- one row per change of the model or reader that readings are taken from; the newest row is the one in use
create table core_reader_use (
    model_version text not null,
    reader_version text not null,
    used_from timestamptz not null,
    primary key (used_from)
);

-- one row per verdict on a candidate; append only, the newest counts
-- candidate is a name (organisation) or two organisation ids joined by ' + ' (partnership)
create table core_candidate_decision (
    candidate_kind text not null check (candidate_kind in ('organisation', 'partnership')),
    candidate text not null,
    verdict text not null check (verdict in ('accept', 'reject')),
    result_id text,
    reason text not null,
    reviewer text not null,
    decided_at timestamptz not null,
    primary key (candidate_kind, candidate, decided_at)
);
