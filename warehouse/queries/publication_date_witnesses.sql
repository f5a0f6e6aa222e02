-- Cookbook: what publication dates rest on. Grain: one row per tier and witness (none: undated). Parameters: none.
select
    coalesce(source.tier, '') as tier,
    coalesce(article.date_witness, 'none') as witness,
    count(*) as articles,
    min(article.published_on) as earliest,
    max(article.published_on) as newest
from core_article_current as article
left join core_source_current as source on article.source_id = source.source_id
group by coalesce(source.tier, ''), coalesce(article.date_witness, 'none')
order by tier, articles desc, witness
