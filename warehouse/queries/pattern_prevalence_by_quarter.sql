-- Cookbook: how often each pattern shows up over time, late finds left out. Grain: one row per pattern and quarter of event.
-- Parameters: none.
select
    label as pattern,
    year(event_from) || '-Q' || quarter(event_from) as event_quarter,
    count(distinct partnership_id) as partnerships,
    count(*) as statements,
    count(*) filter (where confidence in ('primary_source', 'multi_source')) as well_confirmed
from out_timeline
where
    status = 'approved'
    and label_kind = 'pattern'
    and polarity = 'supports'
    and standing in ('fact', 'planned')
    and not found_late
group by label, year(event_from) || '-Q' || quarter(event_from)
order by event_quarter, pattern
