-- Check: decisions that do not continue the one before. Grain: one row per broken decision.
-- The hashes themselves are recomputed by `pactwatch review verify`.
select
    decision_number,
    decision_id,
    previous_hash
from (
    select
        decision_number,
        decision_id,
        previous_hash,
        row_number() over (order by decision_number) as nth,
        lag(hash, 1, repeat('0', 64)) over (order by decision_number) as hash_before
    from core_decision
) as chained
where decision_number <> nth or previous_hash <> hash_before
