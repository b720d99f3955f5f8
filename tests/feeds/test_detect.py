"""Feeds of fifty titles in the charsets of their languages, undeclared or declared wrongly."""

import json
import re
from pathlib import Path

import charset_normalizer
import pytest

from tapewire.feeds.charset import decode
from tapewire.feeds.detect import guess

LANGUAGES = json.loads((Path(__file__).parent / "titles.json").read_text("utf-8"))
UNSPACED = ("zh-Hant", "zh-Hans", "ja")
TITLES = {
    language: [f"{subject}{'' if language in UNSPACED else ' '}{predicate}" for subject in words["subjects"]
               for predicate in words["predicates"]]
    for language, words in LANGUAGES.items()
}  # fmt: skip
ASIAN = [("zh-Hant", "big5"), ("zh-Hans", "gbk"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ko", "euc_kr")]
OTHER_SCRIPTS = [
    *(("ru", "cp1251"), ("ru", "koi8_r"), ("el", "cp1253"), ("el", "iso8859_7")),
    *(("he", "cp1255"), ("ar", "cp1256"), ("th", "cp874")),
]
LATIN = [("pl", "cp1250"), ("pl", "iso8859_2"), ("cs", "cp1250"), ("de", "cp1252"), ("fr", "cp1252"), ("tr", "cp1254")]


def feed(language: str, *, declared: str | None = None, says_language: bool = False) -> str:
    prolog = f' encoding="{declared}"' if declared else ""
    items = "".join(
        f"<item><title>{title}</title><link>https://news.example/{number}</link>"
        f"<description>&lt;p class='lead'&gt;{title}. &lt;b&gt;AAPL&lt;/b&gt;&lt;/p&gt;</description></item>"
        for number, title in enumerate(TITLES[language])
    )
    named = f"<language>{language}</language>" if says_language else ""
    return f'<?xml version="1.0"{prolog}?><rss version="2.0"><channel>{named}<title>News</title>{items}</channel></rss>'


def titles(document: str) -> list[str]:
    return re.findall("<title>(.*?)</title>", document)[1:]


def test_there_are_about_fifty_titles_in_each_language() -> None:
    assert {50} <= {len(titles) for titles in TITLES.values()} <= {45, 50}


@pytest.mark.parametrize(("language", "codec"), ASIAN + OTHER_SCRIPTS)
@pytest.mark.parametrize("header", [None, "text/xml; charset=ISO-8859-1"], ids=["unsaid", "latin header"])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1252", "x-nonsense"])
def test_a_script_that_is_not_latin_is_known_by_its_bytes(
    language: str, codec: str, declared: str | None, header: str | None
) -> None:
    content = feed(language, declared=declared).encode(codec)
    assert titles(decode(content, header)) == TITLES[language]


@pytest.mark.parametrize(("language", "codec"), ASIAN)
@pytest.mark.parametrize("declared", ["gb2312", "big5", "shift_jis", "euc-kr", "windows-1251"])
def test_a_charset_of_another_country_is_not_believed(language: str, codec: str, declared: str) -> None:
    assert titles(decode(feed(language, declared=declared).encode(codec), None)) == TITLES[language]


@pytest.mark.parametrize(("language", "codec"), ASIAN + OTHER_SCRIPTS)
@pytest.mark.parametrize("declared", [False, True], ids=["undeclared", "declared"])
def test_one_bad_byte_costs_one_title_at_most(language: str, codec: str, declared: bool) -> None:
    content = feed(language, declared=codec if declared else None).encode(codec)
    at = content.index(b"</title>", len(content) // 2)
    read = titles(decode(content[:at] + b"\xff" + content[at:], None))
    assert len(read) == len(TITLES[language])
    assert sum(one != other for one, other in zip(read, TITLES[language], strict=True)) <= 1


@pytest.mark.parametrize(("language", "codec"), LATIN)
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1251", "its own"])
def test_accented_letters_are_those_of_the_language_that_the_feed_names(
    language: str, codec: str, declared: str | None
) -> None:
    content = feed(language, declared=codec if declared == "its own" else declared, says_language=True).encode(codec)
    assert titles(decode(content, None)) == TITLES[language]


@pytest.mark.parametrize(("language", "codec"), [("pl", "cp1250"), ("cs", "cp1250"), ("fr", "cp1252")])
def test_accented_letters_are_told_apart_where_nothing_is_said(language: str, codec: str) -> None:
    assert titles(decode(feed(language).encode(codec), None)) == TITLES[language]


def test_a_large_feed_is_judged_by_a_small_part(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = charset_normalizer.from_bytes

    def counted(words: bytes, **options: object) -> object:
        asked.append(len(words))
        return real(words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(charset_normalizer, "from_bytes", counted)
    content = feed("zh-Hans").encode("gbk") * 300
    assert len(content) > 3_000_000
    guessed = guess(content)
    assert guessed is not None
    assert guessed.codec == "gb18030"
    assert sum(asked) < 10_000


def test_nothing_above_ascii_is_nothing_to_guess_from() -> None:
    assert guess(b"<rss>plain</rss>") is None
