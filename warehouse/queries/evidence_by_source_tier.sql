-- Cookbook: which kind of source the evidence comes from. Grain: one row per tier and source. Parameters: none.
select
    source_tier,
    source,
    count(*) filter (where status = 'approved') as approved,
    count(*) filter (where status = 'flagged') as flagged,
    count(*) filter (where status = 'rejected') as rejected,
    max(published_on) as newest_article
from out_evidence
group by source_tier, source
order by approved desc, flagged desc, source
