"""What reaches the XML parser is XML that it can read."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.feeds.mend import mended, root_name


def words(markup: str) -> str:
    return "".join(ET.fromstring(mended(markup)).itertext())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<a>S&P 500 & AT&T</a>", "S&P 500 & AT&T"),
        ("<a>a < b, 5 <6 &lt; 7</a>", "a < b, 5 <6 < 7"),
        ("<a>&nbsp;&eacute;&mdash;&unknown;&amp;</a>", "\xa0é—&unknown;&"),
        ("<a>&#xD800;&#x110000;&#99999999999999;&#0;&#8;&#xFFFF;x</a>", "\ufffdx"),
        ("<a>&#xD83D;&#xDE00; &#55357;&#56832;</a>", "😀 😀"),
        ("<a>\x00\x08a&#27;[31mb\x1b[0m\x1b]52;c;QQ==\x07c</a>", "abc"),
        ("<a><![CDATA[&nbsp; & <p> &#0;]]></a>", "&nbsp; & <p> &#0;"),
        ("<a>x<![CDATA[y</a>", None),
        ("\ufeff\n <!-- c --> <?xml version='1.1' encoding='undefined'?><a>é</a>", "é"),
        ("<b>Warning</b>: line 3<br />\n<?xml version='1.0'?><a>x</a>", "x"),
        ('<!DOCTYPE a [<!ENTITY b "\\x"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>', "&b;&c;"),
        ('<?xml version="1.0"?><!DOCTYPE a PUBLIC "-//X//DTD [>]" "http://x.example/a.dtd"><a>x</a>', "x"),
        ("<rss><![CDATA[<?xml version='1.0'?>]]></rss>", "<?xml version='1.0'?>"),
    ],
)
def test_documents_of_the_web_become_xml(markup: str, expected: str | None) -> None:
    if expected is None:
        assert mended(markup).endswith(b"<a>x<![CDATA[y</a>")
    else:
        assert words(markup) == expected


def test_a_tag_with_thousands_of_attributes_loses_them() -> None:
    attributes = " ".join(f'a{number}="1"' for number in range(10_000))
    assert mended(f"<a><b {attributes}/>x</a>").endswith(b"<a><b/>x</a>")


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("<rss>", "rss"),
        ("<?xml version='1.0'?>\n<!-- <html> --><?xml-stylesheet href='a'?><rdf:RDF x='y'>", "rdf:rdf"),
        ("<!DOCTYPE html><html>", "html"),
        ("<!DOCTYPE rss [<!ENTITY a '<html>'>]><rss>", "rss"),
        ("words", ""),
        ("<!-- <rss>", ""),
        ("", ""),
    ],
)
def test_the_first_element_is_named(markup: str, name: str) -> None:
    assert root_name(markup) == name


@given(st.text(st.sampled_from("<>!?[]&;#x1Da-\"' =/DOCTYPEml\x1b\ud800\ufffe")))
def test_no_text_raises_and_the_answer_is_utf_8(text: str) -> None:
    assert mended(text).decode("utf-8")
    assert root_name(text) == root_name(text).lower()
