"""Joins the stages to the warehouse: each step finds its work by an anti-join, computes, and appends in one transaction.

crawling: registry -> crawl jobs -> spool -> raw_ rows. documents: raw_ rows -> articles and passages. reading: passages ->
scores, parties, terms, evidence. reports: what a run did. Flows order these steps; nothing here schedules or retries.
"""
