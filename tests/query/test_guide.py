"""The guide tells what the language is."""

from pathlib import Path

from tapewire.query.fields import FIELDS
from tapewire.query.guide import GUIDE
from tapewire.query.parser import parse

ROOT = Path(__file__).parent.parent.parent


def test_every_field_is_told_and_every_example_can_be_searched_for():
    examples = [example for example, _ in GUIDE]
    assert all(any(example.startswith(f"{name}:") for example in examples) for name in FIELDS)
    assert [example for example in examples if parse(example).faults] == []


def test_the_docs_tell_the_same():
    docs = (ROOT / "docs" / "search.md").read_text("utf-8")
    assert [example for example, meaning in GUIDE if f"| `{example}` | {meaning} |" not in docs] == []
