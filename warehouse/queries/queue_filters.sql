-- Purpose: what the flagged evidence can be filtered by. Grain: one row per partnership, label or tier.
-- Parameters: none.
with flagged as (
    select
        partnership_id,
        partnership,
        label,
        source_tier,
        card_id
    from out_evidence
    where status = 'flagged'
)

select
    'partnership' as facet,
    partnership_id as value,
    any_value(partnership) as title,
    count(distinct card_id) as card_count
from flagged
group by partnership_id
union all
select
    'label' as facet,
    label as value,
    label as title,
    count(distinct card_id) as card_count
from flagged
group by label
union all
select
    'tier' as facet,
    source_tier as value,
    source_tier as title,
    count(distinct card_id) as card_count
from flagged
group by source_tier
order by facet, card_count desc, value
