-- Purpose: evidence for pages, a passage with all its labels. Grain: one row per card (passage and partnership).
-- Parameters: partnership_id, label, source_id, status (null for all), row_limit (null for 100).
with card as (
    select
        card_id,
        any_value(partnership_id) as partnership_id,
        any_value(partnership) as partnership,
        -- approved before flagged before context before rejected, as far as the card has it
        case min(case status when 'approved' then 1 when 'flagged' then 2 when 'context' then 3 else 4 end)
            when 1 then 'approved'
            when 2 then 'flagged'
            when 3 then 'context'
            else 'rejected'
        end as status,
        list(
            struct_pack(
                label := label,
                label_kind := label_kind,
                status := status,
                polarity := polarity,
                probability := probability
            )
            order by label_kind = 'kill_list', label_kind = 'signal', probability desc, label
        ) as labels,
        max_by(event_date, (length(event_date), probability)) as event_date,
        max_by(event_basis, (length(event_date), probability)) as event_basis,
        max(event_from) as event_from,
        max_by(standing, probability) as standing,
        max_by(quote, probability) as quote,
        any_value(article_title) as article_title,
        any_value(author) as author,
        any_value(source_id) as source_id,
        any_value(source) as source,
        any_value(source_tier) as source_tier,
        any_value(url) as url,
        max_by(link, probability) as link,
        any_value(published_on) as published_on,
        any_value(date_witness) as date_witness,
        any_value(found_late) as found_late,
        max(decided_at) as decided_at,
        any_value(reviewer) as reviewer
    from out_evidence
    where
        ($partnership_id is null or partnership_id = $partnership_id)
        and ($source_id is null or source_id = $source_id)
        and ($status is null or status = $status)
    group by card_id
)

select
    card_id,
    partnership_id,
    partnership,
    status,
    labels,
    event_date,
    event_basis,
    standing,
    quote,
    article_title,
    author,
    source_id,
    source,
    source_tier,
    url,
    link,
    published_on,
    date_witness,
    found_late,
    decided_at,
    reviewer
from card
where
    ($label is null or list_contains(list_transform(labels, lambda one: one.label), $label))
order by status <> 'approved', status <> 'flagged', event_from desc, published_on desc nulls last, card_id
limit coalesce($row_limit::integer, 100)
