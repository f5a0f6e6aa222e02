-- Cookbook: partnerships without fresh approved evidence. Grain: one row per partnership. Parameters: days (default 180).
select
    partnership_id,
    title,
    state,
    newest_evidence_on,
    current_date - newest_evidence_on as days_quiet,
    flagged_count
from out_partnership
where newest_evidence_on is null or current_date - newest_evidence_on > coalesce($days::integer, 180)
order by newest_evidence_on nulls first, partnership_id
