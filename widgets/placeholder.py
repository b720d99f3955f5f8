"""A word in the middle of a pane that has nothing to show."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget


def placeholder_line(widget: Widget, content: Content, y: int, style: Style) -> Strip:
    """Draw one line of a pane that shows nothing but a word, centred both ways.

    Args:
        widget: The pane.
        content: The word; it is wrapped to the pane's width.
        y: Which line of the pane, from 0.
        style: Its look, background included.

    Returns:
        A line of the pane's width.
    """
    width, height = widget.scrollable_content_region.size
    lines = Visual.to_strips(widget, content, max(width - 2, 1), None, style)
    line = y - max((height - len(lines)) // 2, 0)
    text = lines[line].text.strip() if 0 <= line < len(lines) else ""
    look = style.rich_style
    return Strip([Segment(text, look)]).text_align(width, "center").apply_style(look)
