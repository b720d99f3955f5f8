"""``tapewire fulltext`` and ``tapewire bookmark``, with a site of our own on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tapewire.fulltext import manners
from tui.cli import main

ReadPage = Callable[[str], tuple[bytes, str]]


def test_a_story_is_shown_with_the_text_of_its_page_and_why_it_cannot_be(
    site,
    read_article_page: ReadPage,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(manners, "PAUSE_S", 0.0)
    items = "".join(
        f"<item><guid>{name}</guid><title>{name}</title><link>{site.url}/{name}</link>"
        "<description>Bank shares climbed.</description></item>"
        for name in ("whole", "sold")
    )
    site.put("/feed", f"<rss version='2.0'><channel>{items}</channel></rss>")
    site.put("/whole", read_article_page("broadsheet")[0])
    site.put("/sold", "<p>Bank shares climbed.</p><p>Subscribe to continue reading")
    config = tmp_path / "config.yaml"
    config.write_text(f"feeds: [{{url: '{site.url}/feed'}}]", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--config", str(config), "--data", str(tmp_path)])
        return status, *capsys.readouterr()

    assert run("refresh")[0] == 0
    ids = {story["title"]: story["id"] for story in json.loads(run("list", "--json")[1])}

    status, printed, _ = run("fulltext", ids["whole"], "--json")
    assert status == 0
    assert json.loads(printed)["text"].endswith("the average of the past month.")

    status, printed, said = run("fulltext", ids["sold"])
    assert (status, printed) == (1, "")
    assert "paying readers" in said

    status, _, said = run("bookmark", ids["sold"])
    assert status == 0
    assert "saved as the feed gives it" in said
