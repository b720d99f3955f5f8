"""What the terminal can show, by what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from tapewire.doctor.finding import Finding

TINY = (40, 10)
"""Columns and lines below which the reader cannot be used."""
ROOMY = (80, 24)
"""Columns and lines from which on nothing is cut."""


def check_terminal(environment: Mapping[str, str], *, size: tuple[int, int] | None, encoding: str) -> list[Finding]:
    """Tell what the terminal can show.

    Args:
        environment: Variables of the process.
        size: Columns and lines; None where the output goes to no terminal.
        encoding: Of standard output.
    """
    term = environment.get("TERM", "")
    if term in ("", "dumb"):
        what = "This terminal says that it can show lines only (TERM is " + (f"{term})." if term else "not set).")
        return [Finding(area="terminal", level="fault", what=what, mend="export TERM=xterm-256color")]
    found = [Finding(area="terminal", level="ok", what=f"TERM is {term}: {_colours(environment)}.")]
    better = _better_term(environment)
    if better is not None:
        found.append(better)
    if size is None:
        found.append(
            Finding(area="terminal", level="ok", what="The output goes to no terminal, so its size is not known.")
        )
    else:
        found.append(_size(*size))
    if encoding.lower().replace("-", "") != "utf8":
        what = f"The locale's charset is {encoding}: titles in other scripts cannot be shown."
        mend = "screen -U" if "STY" in environment else "export LC_ALL=C.UTF-8"
        found.append(Finding(area="terminal", level="note", what=what, mend=mend))
    return found


def _colours(environment: Mapping[str, str]) -> str:
    if environment.get("NO_COLOR"):
        return "no colours, as NO_COLOR asks"
    if environment.get("COLORTERM") in ("truecolor", "24bit"):
        return "true colour"
    return "256 colours" if "256" in environment.get("TERM", "") else "16 colours"


def _better_term(environment: Mapping[str, str]) -> Finding | None:
    """Find a terminal that is named for another, or as less than it is."""
    term = environment["TERM"]
    if "TMUX" in environment and not term.startswith(("tmux", "screen")):
        what = f"Inside tmux TERM should be tmux-256color, not {term}: keys and colours may be wrong."
        return Finding(
            area="terminal", level="note", what=what, mend="tmux set -g default-terminal tmux-256color && exec tmux new"
        )
    if _colours(environment) != "16 colours":
        return None
    mend = "export TERM=xterm-256color"
    if "TMUX" in environment:
        mend = "tmux set -g default-terminal tmux-256color && exec tmux new"
    elif "STY" in environment:
        mend = "exec screen -T screen-256color"
    what = "With 16 colours rows and marks are harder to tell apart; most terminals can show more."
    return Finding(area="terminal", level="note", what=what, mend=mend)


def _size(columns: int, lines: int) -> Finding:
    size = f"The terminal has {columns} columns and {lines} lines"
    mend = f"resize -s {ROOMY[1]} {ROOMY[0]}"
    if columns < TINY[0] or lines < TINY[1]:
        what = f"{size}: the reader needs {TINY[0]} and {TINY[1]} at least."
        return Finding(area="terminal", level="fault", what=what, mend=mend)
    if columns < ROOMY[0] or lines < ROOMY[1]:
        what = f"{size}: from {ROOMY[0]} and {ROOMY[1]} on nothing is cut."
        return Finding(area="terminal", level="note", what=what, mend=mend)
    return Finding(area="terminal", level="ok", what=f"{size}.")
