-- Check: statements or states held twice at one time, or for no time. Grain: one row per broken period.
with period as (
    select
        statement_id as held_id,
        recorded_from,
        recorded_to
    from core_statement
    union all
    select
        partnership_id as held_id,
        recorded_from,
        recorded_to
    from core_partnership_state
)

select
    held_id,
    recorded_from,
    recorded_to
from period
qualify
    recorded_to <= recorded_from
    or coalesce(recorded_to, timestamptz '9999-12-31 00:00:00+00')
    > lead(recorded_from, 1, timestamptz '9999-12-31 00:00:00+00') over (partition by held_id order by recorded_from)
