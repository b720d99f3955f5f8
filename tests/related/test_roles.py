from dataclasses import replace

import pytest

from tapewire.related.book import Page
from tapewire.related.roles import Telling, assign_roles
from tapewire.related.sketch import digest, likeness, sketch

FIRE = (
    "A fire stopped work at a packaging plant of Meridian in Penang on Wednesday. Nobody was hurt, the fire department "
    "said. The plant handles about a tenth of the output of the company, which makes chips for cars and for phones."
)
OTHER = "Chipmaker Meridian has shut a factory in Malaysia after a blaze that began early in the day, an official said."


@pytest.fixture
def tell():
    """A story of an event, so many minutes after its first."""

    def make(number, text, *, feed=0, title="Fire at plant", medley=False):
        page = Page(
            number=number,
            event=1,
            seconds=60.0 * number,
            length=1.0,
            digest=digest(title, text),
            sketch=sketch(text),
            figures=frozenset(),
            size=len(text),
            is_medley=medley,
        )
        return Telling(page=page, feed=feed or number, title=title)

    return make


def roles(*tellings):
    return [(telling.page.number, role) for telling, role in assign_roles(tellings)]


def test_the_earliest_of_the_most_complete_leads(tell):
    assert roles(tell(1, "Fire."), tell(2, FIRE), tell(3, OTHER + OTHER)) == [
        (2, "lead"),
        (1, "report"),
        (3, "report"),
    ]


def test_a_text_printed_again_is_a_copy_and_leads_nowhere(tell):
    printed = "PENANG (Wire) - " + FIRE + " (Wire)"
    assert roles(tell(1, FIRE), tell(2, printed, title="Blaze")) == [(1, "lead"), (2, "copy")]


def test_what_goes_further_than_an_earlier_text_is_an_update(tell):
    further = FIRE + " Half of it is to work again within a week, and shares of the chipmaker fell by a tenth in Texas."
    assert roles(tell(1, FIRE), tell(2, further)) == [(1, "lead"), (2, "update")]
    assert roles(tell(1, FIRE), tell(2, OTHER, title="UPDATE 1-Plant shut")) == [(1, "lead"), (2, "update")]
    assert roles(tell(1, FIRE, feed=7), tell(2, OTHER, feed=7)) == [(1, "lead"), (2, "update")]


def test_a_copy_with_other_figures_is_an_update(tell):
    first, second = tell(1, FIRE), tell(2, FIRE, title="Toll rises")
    first, second = (
        replace(telling, page=replace(telling.page, figures=frozenset({figure})))
        for telling, figure in ((first, 8), (second, 16))
    )
    assert roles(first, second) == [(1, "lead"), (2, "update")]


def test_like_texts_have_like_sketches_and_others_do_not():
    assert likeness(sketch(FIRE), sketch(FIRE.upper())) == 1.0
    assert likeness(sketch(FIRE), sketch(FIRE + " Shares fell.")) > 0.8
    assert likeness(sketch(FIRE), sketch(OTHER)) < 0.2
    assert likeness(sketch("Too short."), sketch("Too short.")) == 0.0
    assert digest(" A  title", "Text") == digest("a title", "text") != digest("a title", "") != digest("", "") == 0
