"""Pactwatch keeps dated, quotable, reviewed evidence of how AI partnerships change shape.

Every stage is a module with one public function or class; `pipeline` joins the stages to the warehouse, `flows/`
schedules them, `cli` and `web` show them to people.
"""

__version__ = "0.1.0"
