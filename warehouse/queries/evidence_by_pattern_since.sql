-- Purpose: new evidence passages by pattern. Grain: one row per pattern. Parameters: since (timestamp).
select
    label,
    count(distinct passage_id) as passages
from core_evidence
where label_kind = 'pattern' and recorded_at >= $since
group by label
order by passages desc, label
