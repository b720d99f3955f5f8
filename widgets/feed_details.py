"""What is known of one feed, in sentences: its address, when it answers, what it holds and what is wrong with it."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tapewire.model import FeedHealth
from widgets.ages import ago
from widgets.feed_words import next_text, notes, size_text, took_text
from widgets.look import pane_css

_NOTHING = "The chosen feed's address, and how it answers, stand here."


class FeedDetails(VerticalScroll, can_focus=False):
    """The particulars of the feed under the cursor."""

    DEFAULT_CSS = (
        pane_css("FeedDetails")
        + """
    FeedDetails > Static { width: 100%; height: auto; }
    """
    )

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = Static(Content.styled(_NOTHING, "$foreground 60%"), markup=False)

    def compose(self) -> ComposeResult:
        """Put the words in."""
        yield self._words

    def show_feed(self, health: FeedHealth | None, now: datetime) -> None:
        """Show a feed.

        Args:
            health: How it is doing; None for no feed.
            now: Aware instant that ages are counted from.
        """
        self.border_title = Content(health.feed.name if health is not None else "DETAILS")
        if health is None:
            self._words.update(Content.styled(_NOTHING, "$foreground 60%"))
            return
        facts = "\n".join(" · ".join(line) for line in (_times(health, now), _contents(health)))
        wrong = [Content.styled("\n" + _sentence(note), "$text-warning") for note in notes(health)]
        self._words.update(Content.assemble(health.feed.key, "\n", (facts, "$foreground 75%"), *wrong))
        self.scroll_home(animate=False)


def _times(health: FeedHealth, now: datetime) -> list[str]:
    """When it was asked and answered, and when it is asked again."""
    if health.checked_at is None:
        asked = ["Never asked yet"]
    else:
        answered = f"answered {ago(health.succeeded_at, now)}" if health.succeeded_at else "never answered"
        asked = [f"Asked {ago(health.checked_at, now)}", answered]
    coming = next_text(health, now)
    words = {"off": "switched off", "never": "asked no more", "due": "due at the next refresh"}
    return [*asked, words.get(coming, f"next in {coming}")]


def _contents(health: FeedHealth) -> list[str]:
    """What it holds, and what its last document was like."""
    stories = "1 story" if health.stories == 1 else f"{health.stories:,} stories"
    parts = [f"{stories}, {health.unread:,} unread"]
    if health.size is not None:
        parts.append(size_text(health.size))
    if health.took_s is not None:
        parts.append(f"took {took_text(health.took_s)}")
    parts.append(f"in folder {health.feed.folder}" if health.feed.folder else "in no folder")
    return parts


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:] + ("" if note.endswith((".", "!", "?")) else ".")
