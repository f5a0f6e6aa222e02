"""Fetches one source in a subprocess and leaves complete segments (WARC and fetch log) in the spool.

`job` says what to fetch, `run` starts it, `spool` is the handover. Nothing here opens the warehouse or reads what an
article says.
"""
