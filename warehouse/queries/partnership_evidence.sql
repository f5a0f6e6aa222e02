-- Purpose: the evidence of one partnership, approved first, newest event first. Grain: one row per card (passage).
-- Parameters: partnership_id.
select
    card_id,
    any_value(status) as status,
    max(event_date) as event_date,
    string_agg(label, ', ' order by label_kind, label) as labels,
    any_value(quote) as quote_exact,
    any_value(article_title) as article_title,
    any_value(source) as source_title,
    any_value(published_on) as published_on,
    any_value(link) as url,
    max(probability) as probability
from out_evidence
where partnership_id = $partnership_id and status in ('approved', 'flagged')
group by card_id
order by any_value(status) = 'approved' desc, max(event_date) desc, card_id
