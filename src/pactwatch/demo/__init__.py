"""The bundled newsroom: four small sites on loopback, so that a newcomer sees the whole cycle without a network.

The articles retell public facts in the project's own words. Nothing here is used when live sources are crawled.
"""
