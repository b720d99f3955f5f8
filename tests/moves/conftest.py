from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

OWN = Path(__file__).parent / "stories"
BLIND = Path(__file__).parent / "blind"
SHARED = Path(__file__).parents[3] / "shared"


def load(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]


@pytest.fixture(scope="session")
def own_stories() -> list[dict[str, Any]]:
    """Labelled stories written for this project."""
    return load(OWN)


@pytest.fixture(scope="session")
def blind_stories() -> list[dict[str, Any]]:
    """Labelled stories written by people who had not seen the rules; see ``docs/moves.md`` for the first figures."""
    return load(BLIND)


@pytest.fixture(scope="session", params=["seeds/stories", "moves/dev"])
def shared_stories(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """Labelled stories that lie beside the repository."""
    folder = SHARED / request.param
    if not folder.is_dir():
        pytest.skip(f"no labelled stories at {folder}")
    return load(folder)
