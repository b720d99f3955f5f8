"""Our own look, dark and light; Textual's other themes can be chosen as well."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="tapewire-dark",
    dark=True,
    primary="#6fb3d2",
    secondary="#8fa3b8",
    accent="#e3b85c",
    foreground="#d5dbe3",
    background="#12161c",
    surface="#161b22",
    panel="#1f2630",
    boost="#2a3340",
    success="#57c28b",
    warning="#e3b85c",
    error="#ef7a75",
    variables={
        "block-cursor-background": "#2b3a4d",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#e3b85c",
    },
)

LIGHT = Theme(
    name="tapewire-light",
    dark=False,
    primary="#1d6f96",
    secondary="#5b6b7b",
    accent="#9a6700",
    foreground="#1c232b",
    background="#faf8f4",
    surface="#f4f1eb",
    panel="#e9e4da",
    boost="#dcd6ca",
    success="#1a7f4b",
    warning="#9a6700",
    error="#c0362c",
    variables={
        "block-cursor-background": "#d3e3ee",
        "block-cursor-foreground": "#10171f",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#9a6700",
    },
)
