-- Purpose: pairs of organisations read out of a passage. Grain: one row per pair. Parameters: passage_id.
select
    coalesce(organisation_a.name, party.organisation_a_id) as organisation_a,
    coalesce(organisation_b.name, party.organisation_b_id) as organisation_b,
    party.score
from core_party as party
inner join core_reading_current as reading
    on
        party.passage_id = reading.passage_id
        and party.model_version = reading.model_version
        and party.reader_version = reading.reader_version
left join core_organisation as organisation_a on party.organisation_a_id = organisation_a.organisation_id
left join core_organisation as organisation_b on party.organisation_b_id = organisation_b.organisation_id
where party.passage_id = $passage_id
order by party.score desc, organisation_a, organisation_b
