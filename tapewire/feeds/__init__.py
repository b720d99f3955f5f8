"""Feeds: from an address to entries, and the round that refreshes them all."""
