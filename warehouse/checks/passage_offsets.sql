-- Check: passages whose offsets do not cut their text out of the article. Grain: one row per broken passage.
select
    passage.passage_id,
    passage.start_char,
    passage.end_char,
    length(article.text) as article_chars
from core_passage as passage
left join core_article as article on passage.article_id = article.article_id
where
    article.article_id is null
    or passage.start_char < 0
    or passage.end_char > length(article.text)
    or substring(article.text, passage.start_char + 1, passage.end_char - passage.start_char) <> passage.text
