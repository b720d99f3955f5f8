"""What an empty list says: what is so, and which key helps."""

from __future__ import annotations

from textual.content import Content

from tapewire.model import Section


def list_placeholder(section: Section, *, words: str, may_grow: bool, has_feeds: bool) -> Content:
    """Word the state of a list without rows.

    Args:
        section: What is listed.
        words: What was searched for; empty for nothing.
        may_grow: Whether stories may be about to come.
        has_feeds: Whether any feed is followed.
    """
    if words:
        return Content(f"Nothing in {section.name} holds “{words}”.\nEsc ends the search.")
    if section.kind == "saved":
        return Content("No bookmarks yet.\ns saves a story whole, to be read offline.")
    if section.kind == "unread":
        return Content("Everything is read.\nr fetches what is new.")
    if section.kind == "search":
        return Content("This search finds nothing now.\nr fetches what is new.")
    if not has_feeds:
        return Content("The config lists no feeds.\nconfig.example.yaml shows how to.")
    if may_grow:
        return Content("Fetching your feeds…")
    return Content("No stories yet.\nr fetches the feeds.")
