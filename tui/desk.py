"""The panes of the reader, and which of them gets how much room."""

from __future__ import annotations

from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize
from textual.widget import Widget

from tapewire.model import OpenedStory
from tapewire.newsroom import Newsroom
from tui.listing import Listing
from widgets.moves_list import MovesList
from widgets.related_list import RelatedList
from widgets.section_list import SectionList
from widgets.story_view import StoryView


class Desk(Horizontal):
    """Sections, headlines, story, moves and related stories.

    Where they stand at which width is the style sheet's. It knows which pane has the focus by the desk's class:
    ``-in-`` and the pane's id.
    """

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(id="desk")
        self.sections = SectionList(id="sections")
        self.listing = Listing(newsroom)
        self.headlines = self.listing.headlines
        self.story = StoryView(id="story")
        self.moves = MovesList(id="moves")
        self.related = RelatedList(id="related")

    def compose(self) -> ComposeResult:
        """Lay the panes out."""
        yield self.sections
        with Vertical(id="page"):
            yield self.listing
            yield self.story
        with Vertical(id="side", classes="-moves"):
            yield self.moves
            yield self.related

    def show_story(self, opened: OpenedStory | None, *, now: datetime) -> None:
        """Show a story, its moves and its related stories.

        Args:
            opened: The story; None for none.
            now: Aware instant that ages are counted from.
        """
        self.story.now = now
        self.story.story = opened
        self.moves.show_moves(opened.moves if opened else ())
        self.related.show_related(opened.related if opened else (), now)
        self._title_side()

    def update_ages(self, now: datetime) -> None:
        """Count ages from another instant."""
        self.headlines.now = self.story.now = self.related.now = now

    def go_to(self, pane: Widget) -> None:
        """Give a pane its room, and the focus."""
        self._make_room_for(pane)
        # At once, rather than by a message: keys that were typed meanwhile belong to the pane.
        self.screen.set_focus(pane)

    def go_on(self, step: int) -> None:
        """Go to the pane ``step`` places behind the one with the focus, round and round."""
        panes: list[Widget] = [self.headlines, self.story, self.moves, self.related, self.sections]
        focused = self.headlines if self.screen.focused is self.listing.search else self.screen.focused
        at = panes.index(focused) if focused in panes else -1
        self.go_to(panes[(at + step) % len(panes)])

    def open_search(self) -> None:
        """Go to the line to search with."""
        self.listing.open_search()
        self.go_to(self.listing.search)

    @on(Resize)
    def _title_side(self) -> None:
        """Name the moves and the related stories; where only one of the two is shown, say that the other is there."""
        opened = self.story.story
        moves = f"MOVES {len(opened.moves)}" if opened and opened.moves else "MOVES"
        related = f"RELATED {len(opened.related)}" if opened and opened.related else "RELATED"
        is_narrow = self.screen.has_class("-narrow")
        self.moves.border_title = f"{moves} · {related.lower()}" if is_narrow else moves
        self.related.border_title = f"{related} · {moves.lower()}" if is_narrow else related

    @on(DescendantFocus)
    def _follow_focus(self, event: DescendantFocus) -> None:
        self._make_room_for(event.widget)

    def _make_room_for(self, pane: Widget) -> None:
        place = "headlines" if pane is self.listing.search else pane.id
        for name in ("headlines", "story", "moves", "related", "sections"):
            self.set_class(place == name, f"-in-{name}")
        if place in ("moves", "related"):
            side = self.query_one("#side")
            side.set_class(place == "moves", "-moves")
            side.set_class(place == "related", "-related")
