-- Purpose: amounts read out of a passage. Grain: one row per amount. Parameters: passage_id.
select
    term.kind,
    term.number_value,
    term.text_value,
    term.unit,
    term.as_written
from core_term as term
inner join core_reading_current as reading
    on
        term.passage_id = reading.passage_id
        and term.model_version = reading.model_version
        and term.reader_version = reading.reader_version
where term.passage_id = $passage_id
order by term.ordinal
