-- Cookbook: amounts that stand in approved passages, largest first. Grain: one row per amount and partnership.
-- Parameters: kind (investment, compute, revenue, valuation, power, chips, stake, duration, other; default all).
select distinct
    evidence.partnership_id,
    term.kind,
    term.number_value,
    term.text_value,
    term.unit,
    term.as_written,
    evidence.event_date,
    evidence.source,
    evidence.link
from core_term as term
inner join core_reading_current as reading
    on
        term.passage_id = reading.passage_id
        and term.model_version = reading.model_version
        and term.reader_version = reading.reader_version
inner join out_evidence as evidence on term.passage_id = evidence.passage_id
where
    evidence.status = 'approved'
    and evidence.label_kind <> 'kill_list'
    and ($kind is null or term.kind = $kind)
order by term.kind, term.number_value desc, evidence.partnership_id
