"""The one list of commands: bindings, footer, help and palette are all made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Group = Literal["Reading", "Moving about", "Finding", "Program", "Feeds"]
Place = Literal["reader", "feeds"]
"""Which screen a command works on: the reader, or the table of feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something that the reader can be asked to do."""

    name: str
    """Unique; the id of its binding."""
    keys: tuple[str, ...]
    """In Textual's words; the first is the one shown in the footer."""
    label: str
    """One word for the footer."""
    title: str
    """A few words for the palette."""
    help: str
    """A sentence."""
    group: Group
    action: str | None
    """The screen's or the app's action. None: the pane that has the focus binds these keys by itself."""
    in_footer: bool = False
    priority: bool = False
    """Whether the key is taken before the pane with the focus sees it."""
    places: tuple[Place, ...] = ("reader",)
    """The screens that it works on, the one whose footer it leads first."""


COMMANDS: tuple[Command, ...] = (
    Command(
        name="open",
        keys=("enter",),
        label="Open",
        title="Open",
        help="Open the headline under the cursor and mark it read; in Moves, go to the words that state the move.",
        group="Reading",
        action=None,
    ),
    Command(
        name="next-unread",
        keys=("n",),
        label="Unread",
        title="Next unread story",
        help="Open the story under the cursor if it is unread, else the next unread one, going on from the top.",
        group="Reading",
        action="next_unread",
        in_footer=True,
    ),
    Command(
        name="toggle-read",
        keys=("m",),
        label="Read",
        title="Mark read or unread",
        help="Mark the story read, or unread again.",
        group="Reading",
        action="toggle_read",
        in_footer=True,
    ),
    Command(
        name="bookmark",
        keys=("s",),
        label="Save",
        title="Bookmark, or remove the bookmark",
        help="Bookmark the story: it is kept whole and reads the same offline. Again to remove the bookmark.",
        group="Reading",
        action="toggle_saved",
        in_footer=True,
    ),
    Command(
        name="full-text",
        keys=("f",),
        label="Full",
        title="Full text, or the feed's own text",
        help="Fetch the story's page and read its text here; again to go between it and what the feed gives.",
        group="Reading",
        action="full_text",
    ),
    Command(
        name="comments",
        keys=("c",),
        label="Comments",
        title="Comments, or back to the story",
        help="Show the comments on the story, or open their page; again for the story.",
        group="Reading",
        action="comments",
    ),
    Command(
        name="browser",
        keys=("o",),
        label="Browser",
        title="Open in the browser",
        help="Open the story's page in the browser.",
        group="Reading",
        action="open_page",
    ),
    Command(
        name="back",
        keys=("backspace",),
        label="Back",
        title="Back to the story before",
        help="Go back to the story that was open before.",
        group="Reading",
        action="back",
    ),
    Command(
        name="down",
        keys=("j", "down"),
        label="Down",
        title="Down",
        help="Move the cursor, or scroll the story, down.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="up",
        keys=("k", "up"),
        label="Up",
        title="Up",
        help="Move the cursor, or scroll the story, up.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="top",
        keys=("g", "home"),
        label="Top",
        title="First line",
        help="Go to the first line.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="bottom",
        keys=("G", "end"),
        label="Bottom",
        title="Last line",
        help="Go to the last line.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="page-down",
        keys=("pagedown",),
        label="Page down",
        title="Page down",
        help="Move on by a page; in the story, Space does so too.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="page-up",
        keys=("pageup",),
        label="Page up",
        title="Page up",
        help="Move back by a page.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="half-page-down",
        keys=("ctrl+d",),
        label="Half down",
        title="Half a page down",
        help="Move on by half a page.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="half-page-up",
        keys=("ctrl+u",),
        label="Half up",
        title="Half a page up",
        help="Move back by half a page.",
        group="Moving about",
        action=None,
    ),
    Command(
        name="next-pane",
        keys=("tab",),
        label="Next",
        title="Next pane",
        help="Go on to headlines, story, moves, related stories, sections.",
        group="Moving about",
        action="next_pane",
        priority=True,
    ),
    Command(
        name="previous-pane",
        keys=("shift+tab",),
        label="Previous",
        title="Previous pane",
        help="The same, the other way round.",
        group="Moving about",
        action="previous_pane",
        priority=True,
    ),
    Command(
        name="sections",
        keys=("S",),
        label="Sections",
        title="Choose a section",
        help="Choose what the list shows: all, unread, saved, a folder or a feed.",
        group="Moving about",
        action="sections",
        in_footer=True,
    ),
    Command(
        name="leave",
        keys=("escape",),
        label="List",
        title="Go to the headlines",
        help="Leave the search, the sections or the story for the list of headlines; in the list, end the search, or "
        "stop the refresh.",
        group="Moving about",
        action="leave",
        priority=True,
    ),
    Command(
        name="search",
        keys=("slash",),
        label="Search",
        title="Search",
        help="Search the section as you type; Enter goes to the list, Escape ends the search.",
        group="Finding",
        action="search",
        in_footer=True,
        priority=True,
    ),
    Command(
        name="palette",
        keys=("ctrl+p",),
        label="Palette",
        title="Command palette",
        help="Find a command by its name.",
        group="Finding",
        action="app.command_palette",
        places=("reader", "feeds"),
    ),
    Command(
        name="refresh",
        keys=("r",),
        label="Refresh",
        title="Refresh all feeds",
        help="Fetch all feeds that are due; reading goes on meanwhile, and Esc stops it.",
        group="Program",
        action="refresh",
        in_footer=True,
    ),
    Command(
        name="feeds",
        keys=("F",),
        label="Feeds",
        title="Feeds",
        help="Show how each feed is doing; add, rename, move, switch off, mute and remove feeds.",
        group="Program",
        action="feeds",
    ),
    Command(
        name="help",
        keys=("question_mark",),
        label="Help",
        title="Keys",
        help="Show this page.",
        group="Program",
        action="help",
        in_footer=True,
        places=("reader", "feeds"),
    ),
    Command(
        name="quit",
        keys=("q",),
        label="Quit",
        title="Quit",
        help="Leave the reader.",
        group="Program",
        action="app.quit",
        in_footer=True,
    ),
    Command(
        name="add-feed",
        keys=("a",),
        label="Add",
        title="Add a feed",
        help="Find the feeds of an address, look at their newest headlines and follow one.",
        group="Feeds",
        action="add_feed",
        in_footer=True,
        places=("feeds",),
    ),
    Command(
        name="rename-feed",
        keys=("n",),
        label="Name",
        title="Rename the feed",
        help="Give the feed another name.",
        group="Feeds",
        action="rename_feed",
        in_footer=True,
        places=("feeds",),
    ),
    Command(
        name="move-feed",
        keys=("f",),
        label="Folder",
        title="Move the feed to a folder",
        help="Put the feed into a folder, or out of it.",
        group="Feeds",
        action="move_feed",
        in_footer=True,
        places=("feeds",),
    ),
    Command(
        name="switch-feed",
        keys=("m",),
        label="On/off",
        title="Switch the feed off, or on again",
        help="Refresh the feed no more, or again; its stories stay.",
        group="Feeds",
        action="switch_feed",
        in_footer=True,
        places=("feeds",),
    ),
    Command(
        name="mute-feed",
        keys=("M",),
        label="Mute",
        title="Mute the feed, or show its stories again",
        help="Leave the feed's stories out of the lists, or no more; a search finds them.",
        group="Feeds",
        action="mute_feed",
        places=("feeds",),
    ),
    Command(
        name="remove-feed",
        keys=("d", "delete"),
        label="Remove",
        title="Remove the feed",
        help="Follow the feed no more; its stories stay, and u brings it back.",
        group="Feeds",
        action="remove_feed",
        in_footer=True,
        places=("feeds",),
    ),
    Command(
        name="refresh-feed",
        keys=("r",),
        label="Fetch",
        title="Refresh this feed",
        help="Ask the feed now, also when it is not due or gone.",
        group="Feeds",
        action="refresh_feed",
        in_footer=True,
        places=("feeds",),
    ),
    Command(
        name="refresh-all",
        keys=("R",),
        label="All",
        title="Refresh all feeds",
        help="Fetch all feeds that are due.",
        group="Feeds",
        action="refresh",
        places=("feeds",),
    ),
    Command(
        name="site",
        keys=("o",),
        label="Site",
        title="Open the feed's site",
        help="Open the front page of the feed's site in the browser.",
        group="Feeds",
        action="open_site",
        places=("feeds",),
    ),
    Command(
        name="undo",
        keys=("u",),
        label="Undo",
        title="Take the last change back",
        help="Take back the last change of the feeds; again for the one before.",
        group="Feeds",
        action="undo",
        in_footer=True,
        places=("feeds",),
    ),
    Command(
        name="feeds-back",
        keys=("escape", "q", "F"),
        label="Back",
        title="Back to the reader",
        help="Go back to the reader; Enter goes to the feed's headlines.",
        group="Feeds",
        action="back",
        in_footer=True,
        places=("feeds",),
    ),
)


def bindings(place: Place) -> list[Binding]:
    """The bindings of a screen, its own before those that it shares with others."""
    return [
        Binding(
            key=",".join(command.keys),
            action=command.action,
            description=command.label,
            show=command.in_footer,
            priority=command.priority,
            id=command.name,
            tooltip=command.help,
        )
        for command in sorted(COMMANDS, key=lambda command: command.places[0] != place)
        if command.action is not None and place in command.places
    ]


def key_names(command: Command) -> str:
    """The command's keys as a person would write them: ``j ↓``."""
    return " ".join(_NAMES.get(key, key) for key in command.keys)


_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "slash": "/",
    "question_mark": "?",
    "ctrl+p": "Ctrl+P",
    "down": "↓",
    "up": "↑",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "ctrl+d": "Ctrl+D",
    "ctrl+u": "Ctrl+U",
    "home": "Home",
    "end": "End",
    "delete": "Del",
}
