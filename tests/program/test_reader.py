"""The reader as a person meets it: at three sizes, by keys, with the network gone, and after a power cut."""

import json
import signal
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., "CompletedProcess[str]"]
SIZES = [(80, 24), (120, 40), (200, 50)]

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Harbour Courier</title><link>https://courier.example</link>
<item><guid>rally</guid><title>[Flash] Harbour stocks jump [5%] as [/b] rates fall</title>
<link>https://courier.example/rally</link><pubDate>Mon, 02 Mar 2026 08:00:00 +0800</pubDate>
<description><![CDATA[<p>The Hang Seng Index rose 1.4 per cent to 26,310.55 at the close.</p>
<p>Tencent gained 2.5 per cent to HK$612.50.</p>]]></description></item>
<item><guid>ferry</guid><title>Ferry timetable changes for the new pier</title>
<link>https://courier.example/ferry</link><pubDate>Mon, 02 Mar 2026 07:00:00 +0800</pubDate>
<description>&lt;p&gt;Boats will leave every twelve minutes.&lt;/p&gt;</description></item>
<item><guid>tram</guid>
<title>\u9999\u6e2f tram \U0001f68b returns &amp;#27;]52;c;ZXZpbA==&amp;#7; \u202e\x9d52;c;ZXZpbA==\x9c</title>
<link>javascript:alert(1)</link><pubDate>Mon, 02 Mar 2026 06:00:00 +0800</pubDate>
<description>Old trams run again.</description></item>
</channel></rss>"""


@pytest.fixture
def courier(tmp_path: Path) -> tuple[str, ...]:
    """Options for a reader of one feed in a file."""
    (tmp_path / "courier.xml").write_text(FEED, "utf-8")
    config = tmp_path / "config.yaml"
    config.write_text("feeds:\n  - url: courier.xml\n    name: Courier\n    folder: Harbour\n", "utf-8")
    return ("--config", str(config), "--data", str(tmp_path / "data"))


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_reading_saving_and_searching_by_keys_then_offline_from_the_bookmark_alone(
    columns: int, rows: int, courier: tuple[str, ...], tmp_path: Path, start: Callable[..., Any], tapewire: Run
) -> None:
    reader = start(*courier, columns=columns, rows=rows)
    reader.wait_for("[Flash] Harbour")
    reader.press("enter")
    reader.wait_for("26,310.55 at the close")
    reader.press("s")
    reader.wait_for("★")
    reader.press("escape")
    reader.wait_for("Ferry timetable")
    reader.press("/")
    reader.wait_for("What to search for")
    reader.press(*"ferry")
    reader.wait_for(lambda screen: "Ferry timetable" in screen and "[Flash]" not in screen.split("Ferry")[0])
    reader.wait_for("1/1")
    reader.press("escape")
    reader.wait_for("2/3")
    reader.press("q")
    assert reader.wait_for_end() == 0
    drawn = reader.raw.decode("utf-8", "replace")
    assert "\x1b]52" not in drawn
    assert not {"\x90", "\x9b", "\x9d", "\u202e", "\u2066"} & set(drawn)

    for file in (tmp_path / "data").glob("library*"):
        file.unlink()
    (tmp_path / "courier.xml").unlink()
    reader = start(*courier, columns=columns, rows=rows)
    reader.wait_for("[Flash] Harbour")
    reader.press("enter")
    reader.wait_for("26,310.55 at the close")
    reader.press("tab")
    reader.wait_for("MOVES 2")
    reader.press("q")
    assert reader.wait_for_end() == 0

    (saved,) = json.loads(tapewire(*courier, "bookmarks", "--json").stdout)
    shown = json.loads(tapewire(*courier, "show", saved["id"], "--json").stdout)
    assert shown["title"] == "[Flash] Harbour stocks jump [5%] as [/b] rates fall"
    assert [move["symbol"] for move in shown["moves"]] == ["^HSI", "0700.HK"]
    assert shown["text"].endswith("Tencent gained 2.5 per cent to HK$612.50.")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_without_network_and_stories_the_bundled_edition_is_shown(
    columns: int, rows: int, tmp_path: Path, start: Callable[..., Any]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("feeds:\n  - url: http://127.0.0.1:9/feed.xml\n    name: Nowhere\n", "utf-8")

    reader = start("--config", str(config), "--data", str(tmp_path / "data"), columns=columns, rows=rows)

    reader.wait_for("Bundled edition")
    reader.wait_for("Harbour Ledger")
    reader.press("q")
    assert reader.wait_for_end() == 0


# What is typed, and what the screen must say before the plug is pulled; None: at once.
MOMENTS = {
    "while starting": ((), None),
    "while refreshing": (("r",), None),
    "while opening": (("j", "enter"), None),
    "while marking": (("j", "m", "j", "m"), None),
    "while bookmarking another": (("j", "s"), None),
    "while removing a bookmark": (("s", "s", "s"), None),
    "while searching": (("/",), "What to search for"),
    "while quitting": (("m", "q"), None),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_bookmark_is_there_after_a_power_cut(
    moment: str, courier: tuple[str, ...], start: Callable[..., Any], tapewire: Run
) -> None:
    reader = start(*courier)
    reader.wait_for("[Flash] Harbour")
    reader.press("j", "j", "s")
    reader.wait_for("★")
    keys, said = MOMENTS[moment]
    reader.press("g", *keys)
    if said is not None:
        reader.wait_for(said)
    reader.kill()

    assert "tram" in tapewire(*courier, "bookmarks").stdout
    reader = start(*courier)
    reader.wait_for(lambda screen: "★" in screen and "tram" in screen)
    reader.press("q")
    assert reader.wait_for_end() == 0


def test_a_power_cut_during_the_very_first_refresh_leaves_a_library_that_opens(
    courier: tuple[str, ...], start: Callable[..., Any], tapewire: Run
) -> None:
    reader = start(*courier)
    reader.wait_for("Fetching your feeds")
    reader.kill()

    assert tapewire(*courier, "refresh").returncode == 0
    assert len(json.loads(tapewire(*courier, "list", "--json").stdout)) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_to_end_leaves_the_terminal_as_it_was_and_all_marks_on_the_disk(
    number: signal.Signals, courier: tuple[str, ...], start: Callable[..., Any], tapewire: Run
) -> None:
    reader = start(*courier)
    reader.wait_for("[Flash] Harbour")
    reader.press("m")
    reader.wait_for(lambda screen: screen.count("●") == 2)
    reader.process.kill(number)

    assert reader.wait_for_end() == 128 + number
    assert b"\x1b[?1049l" in reader.raw
    read = [story["read"] for story in json.loads(tapewire(*courier, "list", "--json").stdout)]
    assert read == [True, False, False]
