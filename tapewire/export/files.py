"""Where exported bookmarks go: names that every system takes, and files that are whole or not there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Literal, assert_never

from tapewire.errors import StoreError
from tapewire.export.json_lines import to_json_line
from tapewire.export.markdown import to_markdown
from tapewire.export.page import to_html
from tapewire.model import Bookmark
from tapewire.state.files import Files

Form = Literal["markdown", "html", "json"]

_MAX_STEM_BYTES = 110
"""Of the title in a file's name. Some encrypted folders take names of 143 bytes; others take 255."""
_PUBLIC = 0o666
"""Less what the user's umask takes away."""
_STORY_ID = re.compile(r"[0-9a-f]{16}")


def file_name(bookmark: Bookmark) -> str:
    """Name a bookmark's Markdown file after its title and id.

    Returns:
        Letters and digits of any script, joined by single hyphens: at most 143 bytes, the same for the same bookmark,
        not a reserved name, and different for different ids even where case does not count.
    """
    letters = (
        character if unicodedata.category(character)[0] in "LNM" else "-"
        for character in unicodedata.normalize("NFC", bookmark.story.title)
    )
    stem = re.sub("-+", "-", "".join(letters)).encode("utf-8", "ignore")[:_MAX_STEM_BYTES].decode("utf-8", "ignore")
    story_id = bookmark.story.id
    if not _STORY_ID.fullmatch(story_id):  # made by another program
        story_id = blake2b(story_id.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{stem.strip('-') or 'story'}-{story_id}.md"


def export_bookmarks(bookmarks: Sequence[Bookmark], target: Path, form: Form) -> list[Path]:
    """Write bookmarks for other programs. A file that is there already is replaced.

    Args:
        bookmarks: Which, in the order in which they shall stand.
        target: For Markdown a folder, made if it is not there; for the others a file, or a folder to put it into.
        form: ``markdown``: a file for each bookmark; ``html``: one page; ``json``: one file, a line for each.

    Returns:
        The files that were written.

    Raises:
        StoreError: A file could not be written. Those before it were.
    """
    match form:
        case "markdown":
            return [write_file(target / file_name(bookmark), to_markdown(bookmark)) for bookmark in bookmarks]
        case "html":
            return [write_file(file_in(target, "bookmarks.html"), to_html(bookmarks))]
        case "json":
            lines = "".join(f"{to_json_line(bookmark)}\n" for bookmark in bookmarks)
            return [write_file(file_in(target, "bookmarks.jsonl"), lines)]
        case _:
            assert_never(form)


def file_in(target: Path, name: str) -> Path:
    """Name the file to write: the target itself, or in it if it is a folder."""
    return target / name if target.is_dir() else target


def write_file(path: Path, text: str) -> Path:
    """Write a file that is whole or not there, in the place of any of that name; its folder is made.

    Raises:
        StoreError: It could not be written.
    """
    if path.parent.exists() and not path.parent.is_dir():
        raise StoreError(f"{path.parent} is a file, but would have to be a folder. Name another place.")
    files = Files()
    unfinished = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_new(unfinished, [text.encode("utf-8", "replace")], mode=_PUBLIC)
        files.move(unfinished, path)
    except OSError as error:
        raise StoreError(f"{path} could not be written: {error.strerror or error}.") from error
    return path
