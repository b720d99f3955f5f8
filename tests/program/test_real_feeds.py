"""Every feed document of the shared collection through the whole program at once."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., "CompletedProcess[str]"]


def test_every_document_gives_stories_or_one_clear_line(shared: Path, tmp_path: Path, tapewire: Run) -> None:
    documents = sorted(path for name in ("small", "whole") for path in (shared / "feeds" / name).rglob("*.*"))
    config = tmp_path / "config.yaml"
    config.write_text("feeds:\n" + "".join(f"  - url: {json.dumps(str(path))}\n" for path in documents), "utf-8")

    done = tapewire("--config", str(config), "--data", str(tmp_path / "data"), "refresh", "--json")
    feeds = json.loads(done.stdout)["feeds"]

    assert "Traceback" not in done.stderr
    assert len(feeds) == len(documents) > 60
    for feed in feeds:
        if feed["outcome"] == "failed":
            assert feed["error"].endswith(".")
            assert done.stderr.count(f"{feed['feed']}): {feed['error']}") == 1
        else:
            assert feed["new"] > 0 or "<item" not in Path(feed["feed"]).read_text("utf-8", "replace"), feed
    assert done.returncode == (1 if any(feed["outcome"] == "failed" for feed in feeds) else 0)
    assert sum(feed["outcome"] == "failed" for feed in feeds) < 8
