-- Purpose: the numbers on the home page. Grain: one row. Parameters: none.
select
    (select count(*) from out_partnership) as partnership_count,
    (select count(*) from out_partnership where state <> 'unverified') as verified_count,
    (select count(*) from out_evidence where status = 'approved') as approved_count,
    (select count(distinct card_id) from out_evidence where status = 'flagged') as flagged_card_count,
    (select count(*) from core_article_current) as article_count,
    (select count(*) from out_source_health where verdict = 'active') as active_source_count,
    (select count(*) from out_source_health) as source_count
