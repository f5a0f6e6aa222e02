-- Purpose: sources for lists and the source page. Grain: one row per source. Parameters: source_id (null for all).
select
    source_id,
    title,
    kind,
    tier,
    access,
    is_enabled,
    home_url,
    rights_note,
    last_fetch_at,
    last_status,
    last_error,
    last_success_at,
    failures_in_a_row,
    link_count,
    article_count,
    newest_article_on,
    failed_article_count,
    withheld_article_count,
    verdict
from out_source_health
where $source_id is null or source_id = $source_id
order by not is_enabled, verdict <> 'active', article_count desc, title
