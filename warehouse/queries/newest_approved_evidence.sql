-- Cookbook: evidence approved most recently. Grain: one row per piece of evidence. Parameters: row_limit (default 20).
select
    decided_at,
    partnership,
    label,
    event_date,
    standing,
    source,
    published_on,
    quote,
    link
from out_evidence
where status = 'approved'
order by decided_at desc, evidence_id
limit coalesce($row_limit::integer, 20)
