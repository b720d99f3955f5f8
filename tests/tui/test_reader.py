"""What the keys of the reader do."""

from collections.abc import Callable
from typing import Any

Reading = Callable[..., Any]


async def test_the_newest_story_is_shown_with_its_moves_and_related_stories(reading: Reading) -> None:
    async with reading() as reader:
        assert "Hong Kong stocks close higher" in reader.text
        assert "26,310.55" in reader.text
        assert "MOVES 4" in reader.text
        assert "RELATED 1" in reader.text
        assert "1/5" in reader.text
