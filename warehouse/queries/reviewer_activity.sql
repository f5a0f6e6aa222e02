-- Cookbook: what reviewers decided, day by day; cards, not labels. Grain: one row per day, reviewer and verdict.
-- Parameters: none.
select
    decided_at::date as decided_on,
    reviewer,
    if(undoes is null, verdict, 'undo') as verdict,
    count(distinct batch_id) as cards
from core_decision
group by decided_at::date, reviewer, if(undoes is null, verdict, 'undo')
order by decided_on desc, reviewer, verdict
