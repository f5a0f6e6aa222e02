-- Cookbook: how often reviewers agree with the model. Grain: one row per label. Parameters: none.
select
    label,
    label_kind,
    count(*) filter (where status = 'approved') as approved,
    count(*) filter (where status = 'rejected') as rejected,
    round(count(*) filter (where status = 'approved') / count(*), 3) as share_approved,
    round(avg(probability), 3) as mean_probability
from out_evidence
where status in ('approved', 'rejected')
group by label, label_kind
order by approved + rejected desc, label
