-- Cookbook: failure modes that approved evidence shows. Grain: one row per partnership and move. Parameters: none.
select
    partnership_id,
    label as move,
    min(event_date) as first_seen,
    count(*) as statements,
    max_by(quote, event_from) as newest_quote,
    max_by(link, event_from) as newest_link
from out_timeline
where status = 'approved' and label_kind = 'kill_list' and polarity = 'supports'
group by partnership_id, label
order by partnership_id, first_seen, move
