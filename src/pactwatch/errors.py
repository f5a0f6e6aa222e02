"""The whole exception tree. Messages name the record, the value, and the way out.

PactwatchError
├── SettingsError   a setting, path or environment value cannot be used
├── SourceError     a registry file, a feed or a crawl job is not what it must be
├── ArchiveError    a WARC file or a spool file is damaged or missing
├── ExtractError    a page yields no article; `.reason` is the quarantine code
├── ModelError      a model folder is incomplete, altered or does not match its taxonomy
├── StoreError      the warehouse is locked, newer than the program, or refuses a statement
└── ReviewError     a decision cannot be recorded (unknown evidence, changed card, wrong verdict)
"""


class PactwatchError(Exception):
    """Root of every error that Pactwatch raises on purpose."""


class SettingsError(PactwatchError):
    """A setting, path or environment value cannot be used."""


class SourceError(PactwatchError):
    """A registry file, a feed or a crawl job is not what it must be."""


class ArchiveError(PactwatchError):
    """A WARC file or a spool file is damaged or missing."""


class ExtractError(PactwatchError):
    """A page yields no article; `reason` is the short code stored with the quarantined page."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class ModelError(PactwatchError):
    """A model folder is incomplete, altered or does not match its taxonomy."""


class StoreError(PactwatchError):
    """The warehouse is locked, newer than the program, or refuses a statement."""


class ReviewError(PactwatchError):
    """A decision cannot be recorded."""
