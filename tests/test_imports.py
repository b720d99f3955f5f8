"""What gets loaded: each in a fresh interpreter, because only that shows it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGINE = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "tapewire").rglob("*.py")
)


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_module_of_the_engine_loads_the_screen() -> None:
    # httpx has a command line of its own, which it loads, with rich, wherever click happens to be installed.
    code = "import sys, importlib\nsys.modules['click'] = None\n"
    loaded = run(f"{code}for name in {ENGINE!r}: importlib.import_module(name)\nprint(*sys.modules)")

    assert not {"textual", "rich"} & set(loaded.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--json"],
        ["feeds"],
        ["bookmarks"],
        ["refresh", "--json"],
        ["moves", "--csv", "README.md"],
        ["related", "--jsonl"],
        ["mute"],
        ["doctor"],
        ["import", "README.md"],
        ["export", "--opml", "-"],
    ],
    ids=" ".join,
)
def test_commands_that_open_no_screen_load_no_textual(arguments: list[str], tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("feeds: []", encoding="utf-8")
    code = "import sys\nfrom tui.cli import main\nmain(sys.argv[1:])\nprint('\\nloaded', *sys.modules)"

    printed = run(code, "--config", str(config), "--data", str(tmp_path), *arguments)

    loaded = set(printed.rpartition("\nloaded ")[2].split())
    assert "tapewire.model" in loaded
    assert "textual" not in loaded


def test_opening_a_newsroom_loads_nothing_that_only_a_refresh_needs(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from tapewire.config import Config\nfrom tapewire.paths import DataFolder\n"
        "from tapewire.newsroom import open_newsroom\nfrom tapewire.model import HeadlineQuery\n"
        "newsroom = open_newsroom(Config(), DataFolder.at(Path(sys.argv[1])))\n"
        "newsroom.headlines(HeadlineQuery(), limit=20)\nnewsroom.sections()\nprint(*sys.modules)"
    )

    loaded = set(run(code, str(tmp_path)).split())

    assert not {"httpx", "feedparser", "lxml", "trafilatura", "pebble"} & loaded
