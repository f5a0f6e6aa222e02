-- Cookbook: what waits for review. Grain: one row per partnership. Parameters: none.
select
    partnership_id,
    partnership,
    count(distinct card_id) as cards,
    count(*) as labels,
    min(published_on) as oldest_article,
    max(published_on) as newest_article,
    count(*) filter (where polarity = 'contradicts') as contradictions
from out_evidence
where status = 'flagged'
group by partnership_id, partnership
order by cards desc, partnership_id
