"""Which charset a document is in, whatever is said of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.feeds.charset import decode


def xml(encoding: str | None, words: str) -> str:
    declared = f' encoding="{encoding}"' if encoding else ""
    return f'<?xml version="1.0"{declared}?><rss>{words}</rss>'


@pytest.mark.parametrize(
    ("words", "codec", "prolog", "header"),
    [
        ("Ünï €", "utf-8", "UTF-8", "text/xml; charset=ISO-8859-1"),
        ("Ünï €", "utf-8", None, None),
        ("Ünï €", "utf-8", "iso-8859-1", "text/xml"),
        ("it’s café", "cp1252", "UTF-8", None),
        ("it’s café", "cp1252", "iso-8859-1", None),
        ("it’s café", "cp1252", None, None),
        ("港股收市", "big5", None, "text/xml; charset=Big5"),
        ("港股收市升", "gbk", "gb2312", "text/xml; charset=utf-8"),
        ("日経平均、続伸", "shift_jis", "Shift_JIS", None),
        ("日経平均", "iso2022_jp", "ISO-2022-JP", None),
        ("코스피 상승", "euc_kr", None, 'text/xml;charset="euc-kr"'),
        ("Cotação da ação sobe após três sessões", "cp1252", "ISO-8859-1", None),
        ("Индекс", "cp1251", "windows-1251", "application/xml"),
        ("Index é", "utf-16", "utf-16", None),
        ("Index é", "utf-16-le", None, None),
        ("Index é", "utf-16-be", None, None),
        ("Index é", "utf-32", None, None),
        ("Index é", "utf-8-sig", "iso-8859-1", None),
    ],
)
def test_the_words_arrive_as_they_were_written(words: str, codec: str, prolog: str | None, header: str | None) -> None:
    assert f"<rss>{words}</rss>" in decode(xml(prolog, words).encode(codec), header)


def test_one_bad_byte_does_not_spoil_the_rest() -> None:
    document = xml("utf-8", "Zürich und Köln, 港股").encode().replace(b"und", b"caf\xe9 \xe2\x82 und")
    assert "Zürich café \ufffd und Köln, 港股" in decode(document, None)


def test_a_pages_own_meta_tag_counts() -> None:
    assert "港股收市" in decode('<html><meta charset="big5"><p>港股收市'.encode("big5"), "text/html")


@pytest.mark.parametrize("name", ["undefined", "hex", "utf-7", "unicode_escape", "nonsense", "idna", "utf-16", "u\0tf"])
def test_a_charset_that_is_none_is_not_believed(name: str) -> None:
    assert "caf\xe9" in decode(xml(name, "caf\xe9").encode("cp1252"), f"text/xml; charset={name}")


@given(st.binary(), st.text())
def test_no_bytes_and_no_header_raise(content: bytes, header: str) -> None:
    assert isinstance(decode(content, header), str)
