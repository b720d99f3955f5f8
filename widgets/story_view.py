"""The open story, set for reading, with the words that state its moves marked.

Only the lines on the screen are drawn; a body of a megabyte is laid out once and scrolls like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size, clamp
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tapewire.model import Move, OpenedStory
from widgets.ages import utc_now
from widgets.look import MOVE_CLASSES, move_class, move_css, pane_css
from widgets.placeholder import placeholder_line
from widgets.story_head import HeadLine, head_lines
from widgets.story_lines import Run, Span, StoryLine, lay_out, line_at, mark_spans, runs_within, to_runs

COLUMN_WIDTH = 74
"""The widest that a line of text is set, in cells: longer lines are hard to follow back."""

_CHOSEN = "chosen"
_REASON = "reason"


class StoryView(ScrollView, can_focus=True):
    """A story: head and body, scrolled by line, page and half page."""

    ALLOW_SELECT = False
    SCOPED_CSS = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_lines(1)", "Down", show=False),
        Binding("k,up", "scroll_lines(-1)", "Up", show=False),
        Binding("space,pagedown", "scroll_pages(1)", "Page down", show=False),
        Binding("pageup", "scroll_pages(-1)", "Page up", show=False),
        Binding("ctrl+d", "scroll_half_pages(1)", "Half a page down", show=False),
        Binding("ctrl+u", "scroll_half_pages(-1)", "Half a page up", show=False),
        Binding("g,home", "scroll_to_top", "Top", show=False),
        Binding("G,end", "scroll_to_end", "End", show=False),
    ]

    DEFAULT_CSS = (
        pane_css("StoryView")
        + move_css("StoryView")
        + """
    StoryView > .story--title { text-style: bold; color: $text; }
    StoryView > .story--meta { color: $foreground 60%; }
    StoryView > .story--heading { text-style: bold; color: $text-primary; }
    StoryView > .story--quote { color: $foreground 60%; }
    StoryView > .story--prefix { color: $foreground 40%; }
    StoryView > .story--code { background: $foreground 8%; }
    StoryView > .story--link { text-style: underline; }
    StoryView > .story--emphasis { text-style: italic; }
    StoryView > .story--strong { text-style: bold; }
    StoryView > .story--reason { background: $warning 15%; text-style: italic; }
    StoryView > .story--chosen { background: $warning 40%; text-style: bold; }
    """
    )

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "story--title",
        "story--meta",
        "story--heading",
        "story--quote",
        "story--prefix",
        "story--code",
        "story--link",
        "story--emphasis",
        "story--strong",
        "story--reason",
        "story--chosen",
        *MOVE_CLASSES,
    }

    BORDER_TITLE = "STORY"

    story: var[OpenedStory | None] = var(None, init=False)
    """The open story; None for none."""

    now: reactive[datetime] = reactive(utc_now, init=False)
    """Aware instant that the age is counted from."""

    placeholder: reactive[Content] = reactive(Content("No story is open"))
    """What is shown while there is no story."""

    @dataclass
    class LinkClicked(Message):
        """The reader clicked on a link of the story."""

        href: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._head: tuple[HeadLine, ...] = ()
        self._lines: tuple[StoryLine, ...] = ()
        self._runs: tuple[Run, ...] = ()
        self._chosen: Move | None = None
        self._laid_out_width = 0

    # What the owner says and asks.

    @property
    def chosen_move(self) -> Move | None:
        """The move whose words are marked; None for none."""
        return self._chosen

    def show_move(self, move: Move) -> None:
        """Mark the words that state a move and those that say why, and scroll to the former unless they are in view.

        Args:
            move: One of the open story's; where the title alone states it, the title is marked.
        """
        self._chosen = move
        self._find_runs()
        self._bring_into_view(move)
        self.refresh()

    def _bring_into_view(self, move: Move) -> None:
        line = 0 if move.start is None else len(self._head) + line_at(self._lines, move.start)
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if not top <= line < top + height - 1:
            # A third down, so that the sentences that lead to it are in view too.
            self._scroll_to_line(line - height // 3)

    # Watchers.

    def watch_story(self, old: OpenedStory | None, new: OpenedStory | None) -> None:
        """Show the story from its top, or in place if only its flags have changed."""
        same = (
            old is not None
            and new is not None
            and old.story.id == new.story.id
            and old.story.body == new.story.body  # else it is another text of the story
        )
        if not same:
            self._chosen = None
        self._lay_out()
        if not same:
            self._scroll_to_line(0)

    def watch_now(self) -> None:
        """Tell the age anew."""
        self._lay_out_head()
        self.refresh()

    # Laying out.

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._laid_out_width = width
        self._lines = ()
        if self.story is not None and width:
            self._lines = lay_out(self.story.story.body, min(width, COLUMN_WIDTH))
        self._lay_out_head()
        self._find_runs()
        self.refresh()

    def _lay_out_head(self) -> None:
        self._head = ()
        if self.story is not None and self._laid_out_width:
            self._head = head_lines(self.story, width=min(self._laid_out_width, COLUMN_WIDTH), now=self.now)
        self.virtual_size = Size(self._laid_out_width, len(self._head) + len(self._lines))

    def _find_runs(self) -> None:
        self._runs = ()
        if self.story is None:
            return
        spans = mark_spans(self.story.story.body.marks)
        spans += [
            Span(move.start, move.end, move_class(move.direction))
            for move in self.story.moves
            if move.start is not None and move.end is not None
        ]
        chosen = self._chosen
        if chosen is not None and chosen.start is not None and chosen.end is not None:
            spans.append(Span(chosen.start, chosen.end, _CHOSEN))
        if chosen is not None and chosen.reason_start is not None and chosen.reason_end is not None:
            spans.append(Span(chosen.reason_start, chosen.reason_end, _REASON))
        self._runs = to_runs(spans)

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        number = self.scroll_offset.y + y
        plain = self._style()
        if self.story is None:
            return placeholder_line(self, self.placeholder, y, self.get_visual_style("story--meta"))
        if number < len(self._head):
            segments = [self._head_segment(self._head[number])]
        elif number - len(self._head) < len(self._lines):
            segments = self._segments(self._lines[number - len(self._head)])
        else:
            segments = []
        return Strip(segments).adjust_cell_length(width, plain)

    def _head_segment(self, line: HeadLine) -> Segment:
        styles = [f"story--{line.style}"] if line.style else []
        if line.style == "title" and self._chosen is not None and self._chosen.start is None:
            styles.append("story--chosen")
        return Segment(line.text, self._linked(self._style(*styles), line.href))

    def _segments(self, line: StoryLine) -> list[Segment]:
        assert self.story is not None
        text = self.story.story.body.text
        base = [] if line.block == "text" else [f"story--{line.block}"]
        segments = [Segment(line.prefix, self._style("story--prefix"))] if line.prefix else []
        for run in runs_within(self._runs, line.start, line.end):
            looks = [style if style in MOVE_CLASSES else f"story--{style}" for style in run.styles]
            # Sorted so that the marks of words come first, the direction over them, and the chosen words over all.
            looks.sort(key=lambda look: (look == "story--chosen", look in MOVE_CLASSES, look))
            style = self._style(*base, *looks)
            segments.append(Segment(text[run.start : run.end], self._linked(style, run.href)))
        return segments

    def _style(self, *components: str) -> Style:
        return self.get_visual_style(*components).rich_style

    def _linked(self, style: Style, href: str | None) -> Style:
        return style if href is None else style + Style.from_meta({"href": href})

    # Handlers.

    def _on_resize(self, _event: events.Resize) -> None:
        if self.scrollable_content_region.width == self._laid_out_width:
            return
        # The words at the top stay at the top, whatever line they are on now.
        place = self.scroll_offset.y - len(self._head)
        offset = self._lines[place].start if 0 <= place < len(self._lines) else None
        self._lay_out()
        if offset is not None:
            self._scroll_to_line(len(self._head) + line_at(self._lines, offset))
        elif self._chosen is not None:
            # It was chosen while there was nothing on the screen to scroll: in a tab behind, say.
            self._bring_into_view(self._chosen)

    async def _on_click(self, event: events.Click) -> None:
        href = event.style.meta.get("href")
        if isinstance(href, str):
            event.stop()
            self.post_message(self.LinkClicked(href))

    # Actions.

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by some lines."""
        self._scroll_to_line(self.scroll_offset.y + lines)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll by some pages, with a line of the old page left."""
        self._scroll_to_line(self.scroll_offset.y + pages * max(self.size.height - 1, 1))

    def action_scroll_half_pages(self, halves: int) -> None:
        """Scroll by some halves of a page."""
        self._scroll_to_line(self.scroll_offset.y + halves * max(self.size.height // 2, 1))

    def action_scroll_to_top(self) -> None:
        """Scroll to the story's head."""
        self._scroll_to_line(0)

    def action_scroll_to_end(self) -> None:
        """Scroll to the story's end."""
        self._scroll_to_line(self.max_scroll_y)

    def _scroll_to_line(self, line: int) -> None:
        if self.is_attached:
            self.scroll_to(y=clamp(line, 0, self.max_scroll_y), animate=False, force=True)
