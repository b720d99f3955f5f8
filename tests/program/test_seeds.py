"""The four seed stories through the whole program: feeds in, moves and related stories out."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., "CompletedProcess[str]"]
LABELS = ("name", "symbol", "kind", "direction", "percent", "change", "level", "currency", "period", "at", "approx")


@pytest.fixture
def seeds(shared: Path, tmp_path: Path, tapewire: Run) -> dict[str, Any]:
    """What ``show --json`` says of each seed story, by its source's name."""
    options = ("--config", str(shared / "seeds" / "config.yaml"), "--data", str(tmp_path))
    refreshed = tapewire(*options, "refresh", "--json")
    assert refreshed.returncode == 0, refreshed.stderr
    assert json.loads(refreshed.stdout)["new"] == 4
    listed = json.loads(tapewire(*options, "list", "--json").stdout)
    assert [story["moves"] for story in listed] == [0, 8, 0, 9]
    return {story["source"]: json.loads(tapewire(*options, "show", story["id"], "--json").stdout) for story in listed}


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("Daily8", "daily8-hong-kong-stocks-advance.json"),
        ("RTHK", "rthk-hk-stocks-end-down.json"),
        ("HKFP", "hkfp-eu-brandy.json"),
        ("South China Morning Post", "scmp-deepseek-jobs.json"),
    ],
)
def test_a_seed_story_states_the_moves_that_it_is_labelled_with(
    source: str, file: str, seeds: dict[str, Any], shared: Path
) -> None:
    labelled = json.loads((shared / "seeds" / "stories" / file).read_text("utf-8"))
    story = seeds[source]

    assert [{key: move[key] for key in LABELS} for move in story["moves"]] == [
        {key: move[key] for key in LABELS} for move in labelled["moves"]
    ]
    for move, label in zip(story["moves"], labelled["moves"], strict=True):
        assert story["text"][move["start"] : move["end"]] == move["evidence"]
        at = story["text"].index(label["evidence"])
        assert move["start"] < at + len(label["evidence"])
        assert at < move["end"]


def test_seed_stories_are_related_by_what_they_share(seeds: dict[str, Any]) -> None:
    daily8 = seeds["Daily8"]["related"]

    assert [related["source"] for related in daily8[:2]] == ["RTHK", "South China Morning Post"]
    assert "Hang Seng Index" in daily8[0]["reasons"]
    assert "DeepSeek" in daily8[1]["reasons"]
    for story in seeds.values():
        assert len(story["related"]) == len(seeds) - 1, story["title"]
        assert all(related["reasons"] for related in story["related"])
        assert all(related["id"] != story["id"] for related in story["related"])
