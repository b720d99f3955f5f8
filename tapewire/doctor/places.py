"""Looks at the config and at the data folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from tapewire.config import Config, load_config
from tapewire.doctor.finding import Finding, quoted
from tapewire.errors import ConfigError
from tapewire.paths import default_config_file

ROOM: Final = 100_000_000
"""Bytes that should be free for the stores: the library of a thousand feeds takes some hundred megabytes."""
_OTHERS: Final = 0o077


def check_config(path: Path | None) -> tuple[Config | None, list[Finding]]:
    """Read the config as every command does.

    Args:
        path: The file; None for the default place.

    Returns:
        What it says, None where it cannot be used; and what was found.
    """
    file = path or default_config_file()
    try:
        config = load_config(path)
    except ConfigError as error:
        mend = f"${{EDITOR:-vi}} {quoted(file)}" if file.exists() else "tapewire subscribe https://…"
        return None, [Finding(area="config", level="fault", what=str(error), mend=mend)]
    if not file.exists():
        what = f"There is no config {file}: the starting set of {len(config.feeds)} feeds is used."
        return config, [Finding(area="config", level="ok", what=what)]
    found = [Finding(area="config", level="ok", what=f"{file} can be read; it lists {len(config.feeds)} feeds.")]
    if not os.access(file, os.W_OK):
        what = f"{file} may not be written to, so that feeds cannot be changed by commands or on the screen."
        found.append(Finding(area="config", level="note", what=what, mend=f"chmod u+w {quoted(file)}"))
    if any("@" in feed.url.partition("://")[2].partition("/")[0] for feed in config.feeds) and _is_open(file):
        what = f"{file} holds passwords of feeds, and other users may read it."
        found.append(Finding(area="config", level="note", what=what, mend=f"chmod 600 {quoted(file)}"))
    return config, found


def check_folder(root: Path) -> list[Finding]:
    """Look at the data folder, which need not be there yet: whether it can be used, and who else may read it."""
    if not root.exists():
        parent = next((each for each in root.parents if each.exists()), root)
        if parent.is_dir() and os.access(parent, os.W_OK | os.X_OK):
            return [Finding(area="folders", level="ok", what=f"{root} is not there yet; the first start makes it.")]
        what = f"{root} is not there and cannot be made: {parent} may not be written to."
        return [Finding(area="folders", level="fault", what=what, mend=f"chmod u+rwx {quoted(parent)}")]
    if not root.is_dir():
        what = f"{root} should be the data folder, but is a file."
        mend = f"mv {quoted(root)} {quoted(root.with_name(root.name + '.aside'))}"
        return [Finding(area="folders", level="fault", what=what, mend=mend)]
    if not os.access(root, os.R_OK | os.W_OK | os.X_OK):
        what = f"{root} may not be read and written to."
        return [Finding(area="folders", level="fault", what=what, mend=f"chmod u+rwx {quoted(root)}")]
    found = [Finding(area="folders", level="ok", what=f"{root} can be read and written to.")]
    if _is_open(root):
        what = f"Other users may look into {root}, and so see what you read."
        found.append(Finding(area="folders", level="note", what=what, mend=f"chmod 700 {quoted(root)}"))
    free = shutil.disk_usage(root).free
    if free < ROOM:
        what = f"Only {free / 1_000_000:.0f} MB are free where {root} lies."
        found.append(Finding(area="folders", level="note", what=what, mend=f"df -h {quoted(root)}"))
    return found


def _is_open(path: Path) -> bool:
    return os.name != "nt" and bool(path.stat().st_mode & _OTHERS)
