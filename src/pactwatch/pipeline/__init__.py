"""Joins stages and warehouse: each step finds its work by an anti-join, computes, appends in one transaction.

crawling: registry -> crawl jobs -> spool -> raw_ rows. documents: raw_ rows -> articles and passages. reading: passages
-> scores, parties, terms, evidence. reports: what a run did. Flows order the steps; nothing here schedules or retries.
"""
