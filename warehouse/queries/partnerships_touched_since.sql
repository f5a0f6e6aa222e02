-- Purpose: partnerships with new evidence. Grain: one row per partnership. Parameters: since (timestamp).
select
    partnership_id,
    count(distinct passage_id) as passages
from core_evidence
where recorded_at >= $since
group by partnership_id
order by passages desc, partnership_id
