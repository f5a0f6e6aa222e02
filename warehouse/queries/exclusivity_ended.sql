-- Cookbook: partnerships whose exclusivity ended, and how long it lasted. Grain: one row per partnership and end.
-- Parameters: none.
select
    ended.partnership_id,
    ended.event_date as ended_on,
    max(begun.event_date) as granted_on,
    ended.held_from - max(begun.held_from) as days,
    ended.confidence,
    ended.quote,
    ended.link
from out_timeline as ended
left join out_timeline as begun
    on
        ended.partnership_id = begun.partnership_id
        and begun.label = 'exclusivity'
        and begun.polarity = 'supports'
        and begun.status = 'approved'
        and begun.held_from < ended.held_from
where
    ended.label = 'exclusivity-ended'
    and ended.polarity = 'supports'
    and ended.status = 'approved'
    and ended.standing = 'fact'
group by ended.partnership_id, ended.event_date, ended.held_from, ended.confidence, ended.quote, ended.link
order by ended.held_from desc, ended.partnership_id
