-- Cookbook: flagged evidence that speaks against a statement we hold. Grain: one row per statement and piece of evidence.
-- Parameters: none.
select
    held.partnership_id,
    held.label as held_label,
    held.event_date as held_since,
    held.quote as held_quote,
    flagged.label as flagged_label,
    flagged.event_date as flagged_for,
    flagged.probability,
    flagged.quote as flagged_quote,
    flagged.link
from out_timeline as held
inner join out_evidence as flagged
    on
        held.partnership_id = flagged.partnership_id
        and flagged.status = 'flagged'
        and flagged.event_from >= held.held_from
        and (
            (flagged.label = held.label and flagged.polarity <> held.polarity)
            or (flagged.label = 'exclusivity-ended' and held.label = 'exclusivity' and flagged.polarity = held.polarity)
        )
where
    held.status = 'approved'
    and held.standing = 'fact'
    and held.held_until is null
order by flagged.probability desc, held.partnership_id
