-- Purpose: which sources bring articles and which have gone quiet. Grain: one row per source.

create or replace view out_source_health as
with listing as (
    -- responses to the source's own feed, sitemap or listing; the newest first
    select
        source_id,
        status,
        error,
        rights,
        fetched_at,
        error = '' and (status between 200 and 299 or status = 304) as is_success,
        row_number() over (partition by source_id order by fetched_at desc, fetch_id desc) as nth_newest
    from raw_fetch
    where kind <> 'article'
),

latest as (
    select
        source_id,
        status,
        error,
        rights,
        fetched_at,
        is_success
    from listing
    where nth_newest = 1
),

success as (
    select
        source_id,
        max(fetched_at) as last_success_at
    from listing
    where is_success
    group by source_id
),

failure as (
    select
        listing.source_id,
        count(*) as failures_in_a_row
    from listing
    left join success on listing.source_id = success.source_id
    where not listing.is_success and (success.last_success_at is null or listing.fetched_at > success.last_success_at)
    group by listing.source_id
),

article as (
    select
        source_id,
        count(*) as article_count,
        max(published_on) as newest_article_on
    from core_article_current
    group by source_id
),

article_fetch as (
    select
        source_id,
        count(*) filter (where error <> '' or status >= 400 or status = 0) as failed_article_count,
        count(*) filter (where rights <> 'allowed') as withheld_article_count
    from raw_fetch
    where kind = 'article'
    group by source_id
),

link as (
    select
        source_id,
        count(*) as link_count,
        max(found_at) as newest_link_at
    from raw_link
    group by source_id
)

select
    source.source_id,
    source.title,
    source.kind,
    source.tier,
    source.access,
    source.is_enabled,
    source.home_url,
    source.rights_note,
    latest.fetched_at as last_fetch_at,
    latest.status as last_status,
    coalesce(latest.error, '') as last_error,
    success.last_success_at,
    coalesce(failure.failures_in_a_row, 0) as failures_in_a_row,
    coalesce(link.link_count, 0) as link_count,
    link.newest_link_at,
    coalesce(article.article_count, 0) as article_count,
    article.newest_article_on,
    coalesce(article_fetch.failed_article_count, 0) as failed_article_count,
    coalesce(article_fetch.withheld_article_count, 0) as withheld_article_count,
    case
        when latest.source_id is null then 'never'
        when latest.rights = 'robots_disallowed' or latest.status in (401, 403, 451) then 'blocked'
        when latest.status in (429, 503) then 'throttled'
        -- gone for good, or three failures running: one 500 or timeout alone says little
        when latest.status in (404, 410) or failure.failures_in_a_row >= 3 or success.last_success_at is null then 'dead'
        when coalesce(link.link_count, 0) = 0 then 'empty'
        when latest.fetched_at - link.newest_link_at > interval 60 days then 'stale'
        else 'active'
    end as verdict
from core_source_current as source
left join latest on source.source_id = latest.source_id
left join success on source.source_id = success.source_id
left join failure on source.source_id = failure.source_id
left join article on source.source_id = article.source_id
left join article_fetch on source.source_id = article_fetch.source_id
left join link on source.source_id = link.source_id;

comment on view out_source_health is 'One row per source of the registry: whether it answers and what it brought.';
comment on column out_source_health.source_id is 'Id in the registry.';
comment on column out_source_health.title is 'Title of the source.';
comment on column out_source_health.kind is 'feed, sitemap or listing.';
comment on column out_source_health.tier is 'primary, regulator, law_firm, news, trade, wire or aggregator.';
comment on column out_source_health.access is 'full, or metadata_only where article pages are never fetched.';
comment on column out_source_health.is_enabled is 'Whether a normal run crawls it.';
comment on column out_source_health.home_url is 'The address for people.';
comment on column out_source_health.rights_note is 'What is known of the terms of use.';
comment on column out_source_health.last_fetch_at is 'When its feed, sitemap or listing was last asked for, UTC; null if never.';
comment on column out_source_health.last_status is 'HTTP status of that; 0 where there was no response.';
comment on column out_source_health.last_error is 'Error of that, or empty.';
comment on column out_source_health.last_success_at is 'When it last answered (304 included), UTC.';
comment on column out_source_health.failures_in_a_row is 'Failures since then.';
comment on column out_source_health.link_count is 'Article addresses that it ever named.';
comment on column out_source_health.newest_link_at is 'When it last named a new one, UTC.';
comment on column out_source_health.article_count is 'Articles read (newest version each).';
comment on column out_source_health.newest_article_on is 'Publication date of the newest of them.';
comment on column out_source_health.failed_article_count is 'Requests for article pages that failed.';
comment on column out_source_health.withheld_article_count is 'Article pages not kept for reasons of rights or robots rules.';
comment on column out_source_health.verdict is
'active, blocked, throttled, dead, stale (no new link in 60 days), empty (names no article) or never (not fetched yet).';
