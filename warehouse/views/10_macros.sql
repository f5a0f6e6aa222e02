-- Purpose: macros that views, cookbook queries and analysts share. Grain: stands above each table macro.

-- the first day of an ISO prefix (2024, 2024-Q3, 2024-11, 2024-11-22)
create or replace macro event_first_day(event_date) as
case
    when length(event_date) = 4 then make_date(event_date::integer, 1, 1)
    when event_date[6] = 'Q' then make_date(event_date[1:4]::integer, 3 * event_date[7]::integer - 2, 1)
    when length(event_date) = 7 then make_date(event_date[1:4]::integer, event_date[6:7]::integer, 1)
    else event_date::date
end;

-- the last day of an ISO prefix
create or replace macro event_last_day(event_date) as
case
    when length(event_date) = 4 then make_date(event_date::integer, 12, 31)
    when event_date[6] = 'Q' then last_day(make_date(event_date[1:4]::integer, 3 * event_date[7]::integer, 1))
    when length(event_date) = 7 then last_day(make_date(event_date[1:4]::integer, event_date[6:7]::integer, 1))
    else event_date::date
end;

-- words first to last of a text, as a percent-encoded term of a text fragment (a bare hyphen would end the term)
create or replace macro fragment_words(words, first_word, last_word) as
replace(url_encode(array_to_string(words[first_word:last_word], ' ')), '-', '%2D');

-- a link that opens the page at the quote (https://wicg.github.io/scroll-to-text-fragment/), empty for anything but http(s)
-- long quotes are named by their first and last five words, since pages break long runs of text with markup
create or replace macro quote_link(url, quote) as
case
    when not regexp_matches(url, '^https?://') then ''
    when len(string_split(quote, ' ')) <= 10 then url || if(contains(url, '#'), '', '#') || ':~:text='
        || fragment_words(string_split(quote, ' '), 1, -1)
    else url || if(contains(url, '#'), '', '#') || ':~:text='
        || fragment_words(string_split(quote, ' '), 1, 5) || ',' || fragment_words(string_split(quote, ' '), -5, -1)
end;

-- one row per statement known at known_at: with the day on which a later, contrary fact ends it
-- contrary: the same label with the other polarity, or exclusivity against exclusivity-ended
create or replace macro statement_spans(known_at) as table
with known as (
    select
        partnership_id,
        statement_id,
        label,
        label_kind,
        polarity,
        event_date,
        event_precision,
        held_from,
        standing,
        role,
        found_late,
        confidence,
        confidence_reason,
        evidence_ids,
        recorded_from,
        case label
            when 'exclusivity' then 'exclusivity-ended'
            when 'exclusivity-ended' then 'exclusivity'
            else ''
        end as contrary_label
    from core_statement
    where
        recorded_from <= known_at::timestamptz
        and (recorded_to is null or recorded_to > known_at::timestamptz)
),

ending as (
    select
        known.statement_id,
        min(later.held_from) as held_until
    from known
    inner join known as later
        on
            known.partnership_id = later.partnership_id
            and known.held_from < later.held_from
            and later.standing = 'fact'
            and (
                (known.label = later.label and known.polarity <> later.polarity)
                or (known.contrary_label = later.label and known.polarity = later.polarity)
            )
    group by known.statement_id
)

select
    known.partnership_id,
    known.statement_id,
    known.label,
    known.label_kind,
    known.polarity,
    known.event_date,
    known.event_precision,
    known.held_from,
    ending.held_until,
    known.standing,
    known.role,
    known.found_late,
    known.confidence,
    known.confidence_reason,
    known.evidence_ids,
    known.recorded_from
from known
left join ending on known.statement_id = ending.statement_id;

-- one row per statement that held on event_day, as we knew it at known_at; rumours and denials stand beside the rest, marked
create or replace macro partnership_as_of(event_day, known_at) as table
select
    partnership_id,
    statement_id,
    label,
    label_kind,
    polarity,
    event_date,
    event_precision,
    held_from,
    held_until,
    standing,
    role,
    found_late,
    confidence,
    confidence_reason,
    evidence_ids,
    recorded_from
from statement_spans(known_at)
where
    held_from <= event_day::date
    and (held_until is null or held_until > event_day::date);

comment on macro table statement_spans is
'One row per statement known at known_at, with held_until, the day on which a later contrary fact ends it.';
comment on macro table partnership_as_of is
'One row per statement that held on event_day (date), as recorded by known_at (timestamp with time zone).';
