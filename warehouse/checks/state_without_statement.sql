-- Check: states of partnerships that have no statement, and the other way round. Grain: one row per partnership.
select coalesce(state.partnership_id, statement.partnership_id) as partnership_id
from (select partnership_id from core_partnership_state where recorded_to is null) as state
full join (select distinct partnership_id from core_statement where recorded_to is null) as statement
    on state.partnership_id = statement.partnership_id
where state.partnership_id is null or statement.partnership_id is null
