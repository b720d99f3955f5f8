"""Adding a feed: an address, the feeds that were found behind it, and the newest headlines of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from tapewire.errors import TapewireError
from widgets.ages import age
from widgets.cells import cut, pad, pad_left
from widgets.row_list import RowList

if TYPE_CHECKING:  # it loads what only fetching needs
    from tapewire.subscribing.discovery import FoundFeed

HOW = {"itself": "a feed", "link": "named by the page", "anchor": "linked on the page", "path": "in a usual place"}
"""How a feed was found, in words."""
_HINT = "A feed, a page that has one, or a feed's file. Enter looks for it."


class FoundList(RowList["FoundFeed"]):
    """The feeds that were found behind an address."""

    BORDER_TITLE = "FOUND"

    def row_content(self, row: FoundFeed, width: int) -> Content:
        """Draw a feed: its name, and how many stories it lists."""
        stories = "1 story" if row.stories == 1 else f"{row.stories} stories"
        facts = f"  {HOW[row.how]}, {stories}"
        room = max(width - cell_len(facts), width // 2)
        return Content.assemble(pad(row.name, room), (cut(facts, width - room), "$foreground 60%"))


class AddFeedScreen(ModalScreen["FoundFeed | None"]):
    """Asks for an address, shows what was found behind it, and gives the feed that is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", priority=True),
        Binding("tab,shift+tab", "other", "Address or feeds", priority=True),
    ]

    def __init__(self, find: Callable[[str], Awaitable[tuple[FoundFeed, ...]]]) -> None:
        """Take what finds the feeds of an address; it raises `TapewireError`."""
        super().__init__()
        self._find = find
        self._found: tuple[FoundFeed, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay the prompt out."""
        with Vertical(classes="prompt", id="add-feed") as box:
            box.border_title = "Add a feed"
            box.border_subtitle = "Enter looks · Esc cancels"
            yield Input(placeholder="https://", classes="prompt-line", select_on_focus=False)
            yield Static(_HINT, id="add-hint", classes="prompt-hint", markup=False)
            yield FoundList(id="found")
            yield Static(id="preview", markup=False)

    # -- looking -------------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _begin(self, event: Input.Submitted) -> None:
        event.stop()
        address = event.value.strip()
        if address:
            self._show(())
            self._hint(f"Looking at {address} …")
            self._look(address)
        else:
            self._hint(_HINT)

    @work(exclusive=True, group="looking")
    async def _look(self, address: str) -> None:
        try:
            found = await self._find(address)
        except TapewireError as error:
            self._hint(str(error), is_fault=True)
        else:
            several = f"{len(found)} feeds found. Enter follows the one under the cursor."
            self._hint("Found. Enter follows it." if len(found) == 1 else several)
            self._show(found)
            self.query_one(FoundList).focus()

    def _show(self, found: tuple[FoundFeed, ...]) -> None:
        self._found = found
        self.query_one("#add-feed").set_class(bool(found), "-found")
        self.query_one("#add-feed").border_subtitle = (
            "Enter follows · Tab changes the address · Esc cancels" if found else "Enter looks · Esc cancels"
        )
        self.query_one(FoundList).show_rows(found, 0 if found else None)
        self._preview()

    def _hint(self, words: str, *, is_fault: bool = False) -> None:
        hint = self.query_one("#add-hint", Static)
        hint.set_class(is_fault, "-fault")
        hint.update(Content(words))

    @on(OptionList.OptionHighlighted)
    def _preview(self) -> None:
        feed = self.query_one(FoundList).highlighted_row
        if feed is None:
            self.query_one("#preview", Static).update("")
            return
        now = datetime.now(UTC)
        lines = [Content.styled(feed.url, "$foreground 60%")]
        ages = [age(story.published, now) if story.published else "" for story in feed.newest]
        room = max(map(len, ages), default=0)
        for story, when in zip(feed.newest, ages, strict=True):
            before = pad_left(when, room) + "  " if room else ""
            lines.append(Content.assemble((before, "$foreground 60%"), story.title))
        if not feed.newest:
            lines.append(Content.styled("It lists no stories at present.", "$foreground 60%"))
        self.query_one("#preview", Static).update(Content("\n").join(lines))

    # -- choosing ------------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.query_one(FoundList).highlighted_row)

    def action_other(self) -> None:
        """Go from the address to the feeds that were found, or back."""
        line, found = self.query_one(Input), self.query_one(FoundList)
        self.set_focus(found if self._found and self.focused is line else line)

    def action_leave(self) -> None:
        """Stop looking; if nothing is being looked for, close."""
        looking = [worker for worker in self.workers if worker.group == "looking" and not worker.is_finished]
        for worker in looking:
            worker.cancel()
        if looking:
            self._hint(_HINT)
        else:
            self.dismiss(None)
