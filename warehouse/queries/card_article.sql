-- Purpose: the article and partnership of one card. Grain: one row. Parameters: passage_id, partnership_id.
select
    article.article_id,
    article.title,
    article.author,
    article.url,
    article.language,
    article.text,
    article.published_on,
    article.date_witness,
    article.date_candidates,
    article.modified_on,
    article.found_late,
    article.source_id,
    coalesce(source.title, article.source_id) as source,
    coalesce(source.tier, '') as tier,
    coalesce(source.rights_note, '') as rights_note,
    quote_link(article.url, passage.text) as link,
    passage.start_char,
    passage.end_char,
    passage.text as passage_text,
    coalesce(partnership.title, $partnership_id) as partnership,
    coalesce(state.state, 'unverified') as state,
    coalesce(state.reason, 'no approved evidence yet') as state_reason,
    state.confidence as state_confidence
from core_passage as passage
inner join core_article as article on passage.article_id = article.article_id
left join core_source_current as source on article.source_id = source.source_id
left join core_partnership as partnership on partnership.partnership_id = $partnership_id
left join core_partnership_state as state
    on state.partnership_id = $partnership_id and state.recorded_to is null
where passage.passage_id = $passage_id
