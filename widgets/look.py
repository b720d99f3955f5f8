"""The look that the panes share: their frames, and the colours of up and down.

A widget that uses `move_css` sets ``SCOPED_CSS = False``, since the rule that swaps red and green hangs on a class of
the app or the screen, above the widget.
"""

from __future__ import annotations

from tapewire.model import Direction

CURSOR_MARK = "▌"
"""Stands before the row under the cursor, which is so not told by its colour alone."""

MOVE_CLASSES = frozenset({"move--up", "move--down", "move--flat"})
"""Component classes of a widget that shows moves; see `move_class`."""


def move_class(direction: Direction) -> str:
    """Name the component class of a direction.

    Args:
        direction: Which way a move went.

    Returns:
        One of `MOVE_CLASSES`.
    """
    return f"move--{direction}"


def pane_css(widget: str) -> str:
    """Write the default CSS of a pane: a heading line with its title on it, which the focus lights up.

    Args:
        widget: Name of the widget's class.

    Returns:
        Rules in theme variables. The scrollbar's column is kept free, so that rows are as wide with it as without.
    """
    return f"""
    {widget} {{
        height: 1fr;
        background: $background;
        color: $foreground;
        border: none;
        border-top: solid $foreground 25%;
        border-title-color: $text-muted;
        border-title-background: $background;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $foreground 20%;
        background-tint: transparent;
    }}
    {widget}:focus {{
        border: none;
        border-top: heavy $primary;
        border-title-color: $text;
        border-title-style: bold;
        background-tint: transparent;
    }}
    """


def list_css(widget: str, *, cursor: str) -> str:
    """Write the default CSS of the cursor in a list, and of the mark before it, component class ``list--mark``.

    Args:
        widget: Name of the widget's class.
        cursor: Component class of the row under the cursor.

    Returns:
        Rules in theme variables; the cursor's mark takes the place of the padding on the left.
    """
    return f"""
    {widget} {{ padding: 0 1 0 0; }}
    {widget} > .{cursor} {{ color: $foreground; background: $foreground 10%; text-style: none; }}
    {widget} > .list--mark {{ color: $foreground 40%; }}
    {widget}:focus > .{cursor} {{ color: $foreground; background: $primary 35%; text-style: none; }}
    {widget}:focus > .list--mark {{ color: $primary; }}
    """


def move_css(widget: str) -> str:
    """Write the default CSS of moves: green up and red down, swapped under the class ``-red-up``.

    Args:
        widget: Name of the widget's class; it has `MOVE_CLASSES` among its component classes.

    Returns:
        Rules in theme variables.
    """
    return f"""
    {widget} > .move--up {{ color: $text-success; }}
    {widget} > .move--down {{ color: $text-error; }}
    {widget} > .move--flat {{ color: $text-secondary; }}
    .-red-up {widget} > .move--up {{ color: $text-error; }}
    .-red-up {widget} > .move--down {{ color: $text-success; }}
    """
