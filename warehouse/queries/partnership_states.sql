-- Cookbook: every tracked partnership with its state and why. Grain: one row per partnership. Parameters: none.
select
    partnership_id,
    title,
    state,
    state_since,
    confidence,
    state_reason,
    approved_count,
    flagged_count
from out_partnership
order by state = 'unverified', state_since desc, partnership_id
