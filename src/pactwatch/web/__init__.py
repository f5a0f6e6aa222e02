"""The tracker and review pages: `create_app` is all that the command line needs."""

from pactwatch.web.app import create_app

__all__ = ["create_app"]
