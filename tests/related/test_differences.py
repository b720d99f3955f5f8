from datetime import UTC, datetime, timedelta

import pytest

from tapewire.model import Headline
from tapewire.related.differences import differences

CLOSE = datetime(2025, 3, 3, 8, 20, tzinfo=UTC)


def told(name, move, minutes=0):
    time = CLOSE + timedelta(minutes=minutes)
    return (
        Headline(id=name, feed_key=name, source=name, title="Stocks up", url=None, published=time, time=time),
        (move,),
    )


@pytest.fixture
def hang_seng(make_move):
    return lambda percent, **more: make_move("Hang Seng Index", "^HSI", percent=percent, **more)


@pytest.mark.parametrize(("one", "other"), [(0.64, 0.7), (0.6, 0.64), (0.9, 0.9), (1.0, 1.4), (-2.31, -2.3)])
def test_figures_that_differ_by_rounding_agree(hang_seng, one, other):
    assert differences([told("a", hang_seng(one)), told("b", hang_seng(other))]) == ()


@pytest.mark.parametrize(("one", "other"), [(0.6, 0.9), (0.6, 0.7), (0.64, 0.66), (0.5, -0.5), (1.0, 2.0)])
def test_other_figures_are_a_difference_with_who_said_it_when(hang_seng, one, other):
    (found,) = differences([told("late", hang_seng(other), minutes=30), told("early", hang_seng(one))])
    assert found.instrument.symbol == "^HSI"
    assert [(each.headline.source, each.move.percent) for each in found.statements] == [("early", one), ("late", other)]


def test_another_time_of_the_session_another_instrument_or_period_is_no_difference(hang_seng, make_move):
    midday = told("a", hang_seng(0.4, at="midday"))
    assert differences([midday, told("b", hang_seng(0.9, at="close"))]) == ()
    assert differences([midday, told("b", make_move("Nikkei 225", "^N225", percent=0.9))]) == ()
    assert differences([midday, told("b", hang_seng(0.9), minutes=60 * 24)]) == ()
    assert len(differences([midday, told("b", hang_seng(0.9))])) == 1


def test_a_hedged_figure_may_be_a_little_off(hang_seng):
    assert differences([told("a", hang_seng(3.0, approx=True)), told("b", hang_seng(2.7))]) == ()
    assert differences([told("a", hang_seng(0.6, approx=True)), told("b", hang_seng(0.9))]) != ()


def test_one_story_that_states_two_figures_does_not_disagree_with_itself(hang_seng):
    headline, (move,) = told("a", hang_seng(0.4))
    assert differences([(headline, (move, hang_seng(0.9)))]) == ()


def test_a_listing_elsewhere_is_the_same_instrument(make_move):
    home = make_move("Alibaba", "9988.HK", percent=2.0)
    abroad = make_move("Alibaba ADRs", "BABA", percent=5.0)
    assert len(differences([told("a", home), told("b", abroad)])) == 1
