-- Cookbook: statements that contradict each other about overlapping days. Grain: one row per pair. Parameters: none.
select
    said.partnership_id,
    said.label,
    said.event_date as said_for,
    said.confidence as said_confidence,
    said.quote as said_quote,
    denied.event_date as denied_for,
    denied.confidence as denied_confidence,
    denied.quote as denied_quote
from out_timeline as said
inner join out_timeline as denied
    on
        said.partnership_id = denied.partnership_id
        and said.label = denied.label
        and denied.polarity = 'contradicts'
        and denied.event_from <= said.event_to
        and said.event_from <= denied.event_to
where said.polarity = 'supports'
order by said.partnership_id, said.label, said.event_from
