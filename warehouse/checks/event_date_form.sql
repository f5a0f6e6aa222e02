-- Check: event dates that are no ISO prefix of the stated precision. Grain: one row per broken piece of evidence.
select
    evidence_id,
    event_date,
    event_precision
from core_evidence
where
    case event_precision
        when 'day' then try_cast(event_date as date) is null or length(event_date) <> 10
        when 'month' then not regexp_full_match(event_date, '\d{4}-(0[1-9]|1[0-2])')
        when 'quarter' then not regexp_full_match(event_date, '\d{4}-Q[1-4]')
        else not regexp_full_match(event_date, '\d{4}')
    end
