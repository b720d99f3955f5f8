from hypothesis import given
from hypothesis import strategies as st

from tapewire.related.terms import BODY_WORDS, MOST_TERMS, story_terms
from tapewire.related.words import stem


def labels(kind, title, text="", moves=()):
    return {term.label for term in story_terms(title, text, moves) if term.kind == kind}


def weights(title, text="", moves=()):
    return {term.key: term.weight for term in story_terms(title, text, moves)}


def test_names_are_runs_of_capitals_without_office_legal_form_or_sentence_start():
    text = "Shares rose. Then President Anna Brandt met Harbour Land Holdings and the Bank of Japan in Hong Kong."
    assert labels("name", "", text) == {"Anna Brandt", "Harbour Land", "Bank of Japan", "Hong Kong"}


def test_a_possessive_ends_a_name():
    assert labels("name", "", "The plant of China's Comac, say sources.") == {"China", "Comac"}


def test_a_given_name_goes_on_after_its_hyphen_and_a_trait_is_no_part_of_a_name():
    text = "The tycoon Lau Chi-ming met Mao Geng-ping of Hong Kong-based Harbour Land; Coca-Cola was there."
    assert labels("name", "", text) == {"Lau Chi-ming", "Mao Geng-ping", "Hong Kong", "Harbour Land", "Coca-Cola"}


def test_a_number_can_be_part_of_a_name():
    assert "CSI 300 Index" in labels("name", "", "On the mainland, the CSI 300 Index slipped.")


def test_a_headline_in_title_case_gives_no_run_of_capitals():
    found = labels("name", "DeepSeek Ripples Through The Market As Investors Sell Chip Makers")
    assert found == {"DeepSeek", "Ripples"}


def test_the_text_tells_which_word_of_a_headline_is_a_name():
    assert "Marlow" in labels("name", "Marlow says yes", "Biscuits of Marlow are sold everywhere.")


def test_a_word_that_the_story_writes_small_is_no_name_at_the_start_of_a_sentence():
    assert labels("name", "Bullion breaks records", "Traders bought bullion all day.") == set()


def test_two_forms_of_a_country_are_one_name():
    assert weights("", "Makers in Japan and Japanese banks, the US and the United States.").keys() >= {
        "n:japan",
        "n:us",
    }
    assert "n:japanese" not in weights("", "We like Japanese banks.")


def test_an_institution_is_one_name_with_and_without_its_country_and_in_letters():
    for text in ("What the Fed said.", "What the Federal Reserve said.", "What the US Federal Reserve said."):
        assert labels("name", "", text) == {"Federal Reserve"}, text


def test_a_dateline_is_a_place_and_a_label_before_a_colon_is_nothing():
    assert labels("name", "Column: Why gold glitters", "NEW YORK - Gold rose. In TOKYO it fell.") == {
        "New York",
        "Tokyo",
    }


def test_us_the_country_is_a_name_and_us_the_pronoun_is_nothing():
    assert "n:us" in weights("Officials in the U.S. agree")
    assert not any("us" in key.split(":")[1].split() for key in weights("Officials told us nothing"))


def test_title_weighs_more_than_lead_and_lead_more_than_body():
    found = weights("Tariffs", "Brandy is dear.\n\nCognac is dearer.")
    assert found["w:tarif"] > found["w:brandy"] > found["w:cognac"]


def test_an_instrument_is_known_by_its_symbol_and_a_sector_by_its_name(make_move):
    moves = (make_move("Hang Seng Index", "^HSI"), make_move("banking sector", None, start=900))
    found = weights("Stocks rise", "", moves)
    assert found["i:^HSI"] > found["i:banking sector"]


def test_a_firm_is_one_instrument_by_any_of_its_names_and_symbols(make_move):
    keys = [
        {term.key for term in story_terms(title, "", moves) if term.kind == "instrument"}
        for title, moves in (
            ("What Alibaba said", ()),
            ("What Alibaba Group Holding said", ()),
            ("BABA falls before the bell", ()),
            ("9988.HK: results", ()),
            ("Up", (make_move("Alibaba", "9988.HK"),)),
            ("Up", (make_move("Alibaba ADRs", "BABA"),)),
        )
    ]
    assert keys == [keys[0]] * 6
    assert len(keys[0]) == 1


def test_a_figure_is_the_same_however_it_is_written():
    assert weights("Gold at 3,004.80")["d:3004.8"] == weights("Gold at 3004.8")["d:3004.8"]


def test_endings_of_number_and_tense_fall_away():
    for words in (("rallies", "rallied", "rally"), ("tariffs", "tariff"), ("planned", "planning", "plan", "plans")):
        assert len({stem(word) for word in words}) == 1, words
    assert stem("news") != stem("new")


def test_a_long_body_is_read_to_a_bound_and_gives_a_bounded_number_of_terms():
    text = " ".join(f"Word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}x" for n in range(10_000))
    found = story_terms("A title", text, ())
    assert len(found) == MOST_TERMS
    assert story_terms("A title", text[: text.index(text.split()[BODY_WORDS + 5])], ()) == found


def test_an_empty_story_speaks_of_nothing():
    assert story_terms("", "", ()) == ()


@given(st.text(max_size=300), st.text(max_size=2000))
def test_terms_of_any_text_are_sound(title, text):
    found = story_terms(title, text, ())
    assert len({term.key for term in found}) == len(found) <= MOST_TERMS
    assert all(term.weight > 0 and term.label.strip() and len(term.key) > 2 for term in found)
    assert found == story_terms(title, text, ())
