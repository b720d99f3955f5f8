"""Why something moved: which clause is a reason, where it ends, and what is none.

In the examples [square brackets] hold the words that state the move, {braces} the reason, and <angles> the words that
state the move of another instrument.
"""

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire.moves.clauses import LONGEST
from tapewire.moves.openings import Span
from tapewire.moves.pieces import lower, plain
from tapewire.moves.reason import find_reason
from tapewire.moves.sentences import split_sentences

REASONS = (
    # after and following: what happened
    "[Tencent rose 2 per cent] {after winning approval to buy Sogou}.",
    "[Meituan fell 3 per cent to HK$140.20] {after it cut its outlook}.",
    "[Shares of Puma dropped 8%] {after the sportswear maker cut its forecast}, the steepest fall in a year.",
    "[Rheinmetall climbed 4.1%] to a record {after Berlin approved a bigger defence budget}, traders said.",
    "[The lender's shares slid 5%] on Thursday {after its chief executive, Maria Lopez, resigned}.",
    "[Ericsson gained 6%] {after reporting margins well above estimates}.",
    "[Adyen jumped 11%] {following stronger-than-expected first-half results}.",
    "[The stock sank 9%] {after a fall in quarterly profit}.",
    "[The miner lost 4%] {after losing a contract in Peru}.",
    "[Boots Group rose 7%] {after the company said it had received an offer from a rival}.",
    "[Kering slipped 2.2%] {after Reuters reported, citing people close to the talks, that it would sell a brand}.",
    "[Telstra added 1.1%] a day {after it raised its dividend}, while <Optus lost 0.4%>.",
    "[Santos gained 3%] {after oil prices jumped}, closing at A$7.10.",
    "[The shares rose 12%] in early trade {after the bank settled a lawsuit with regulators}.",
    "[Vestas surged 9%] {after adding an order for 40 turbines}.",
    # as and because: a clause
    "[The Kospi fell 1.3 percent to 2,455.20], its lowest close in a month, {as foreign investors sold chipmakers}.",
    "[Brent rose 2.1% to $84.10 a barrel] {as OPEC+ kept its output cuts}.",
    "[The FTSE 100 lost 0.6%] on Monday, {as a stronger pound weighed on exporters}.",
    "[Exxon gained 2%] {as oil climbed 3%}.",
    "[The yen strengthened 0.4 per cent to 149.10 a dollar] {because bets on a rate rise grew}.",
    "[Gold added 0.8%] {as bond yields fall}.",
    "[The CSI 300 dropped 1 per cent], dragging the yuan lower, {as Tencent, Alibaba and Meituan slid}.",
    "[The Ibovespa fell 0.9%], {as a 2% drop in Petrobras offset gains among lenders}.",
    "[The 10-year yield jumped as high as 4.3%], a level last seen in May, {as strong data had traders selling}.",
    "[Copper slid 1.5%] {mainly because China's imports shrank}.",
    # amid, due to, thanks to, on the back of
    "[The rand weakened 1.2% to 18.40 per dollar] {amid worries over the coalition}.",
    "[Nestle rose 1%] {thanks to firmer coffee sales}, according to brokers.",
    "[Wheat futures fell 2.5%] {due to heavy rain in Kansas, record planting and a strong dollar}.",
    "[Reliance Industries advanced 1.9%] {on the back of a refining upturn}.",
    "[Sasol shed 5%] {owing to a weaker chemicals price}.",
    "[The won slid 0.8 percent] {in response to new tariffs on steel}.",
    "[Air NZ fell 3c to 61c], {thanks in part to higher fuel costs}.",
    "[Bitcoin dropped 4%] {in the wake of a hack at a large exchange}.",
    "[The Sensex shed 1.1%], {tracking losses on Wall Street}.",
    "[Zinc rose 1%], {reflecting tighter supply from Peru}.",
    # on: only with a noun of causes
    "[The Hang Seng rose 1.4%] {on hopes of fresh stimulus from Beijing}.",
    "[Nikkei futures were up 0.5%] {on speculation that the central bank would wait}.",
    "[Rio Tinto gained 2%] in London {on strong demand from steelmakers}.",
    "[Sterling eased 0.3% to $1.2710] {on Bank of England rate-cut bets}.",
    "[The Taiex lost 2 percent] {over fears of a chip tariff}.",
    "[Nickel fell 3%] {on profit-taking}.",
    "[Palm oil was up 1.2%] at the midday break {on expectations of lower output}.",
    # participles
    "[The DAX closed 0.7% higher at 18,320.10], {helped by carmakers and a weaker euro}.",
    "[The STI ended 0.5 per cent lower at 3,310.20], {weighed down by banks}.",
    "[The Tadawul index eased 0.4%], {hurt by a slide in crude}, <with Aramco down 1%>.",
    "[Burberry, hit by weak sales in China, lost 6%].".replace(
        "hit by weak sales in China", "{hit by weak sales in China}"
    ),
    "[The Nasdaq rose 1.3 percent], {driven by a rally in chipmakers}.",
    # with people of the market, or their mood
    "[The Topix fell 0.8%], {with investors awaiting the Bank of Japan's decision}.",
    "[Corn futures gained 1%], {with traders worried about dry weather}.",
    "[The greenback was up 0.3% at 149.80 yen], having touched 150.10, {as traders bet the Fed would wait}.",
    "[H shares fell 1.1%] as of 11.20am, {as developers extended losses on debt worries}.",
    "[Teck rose 11.3%] {after it agreed to merge with Anglo PLC}. Holders will own a third of it.",
    "[The Hang Seng rose 1.4 per cent to 26,310.55] at the close on Wednesday, {as traders bet on cheaper credit}.",
    "[The S&P 500 fell as much as 0.4%] {after the Fed's chair called the cut “insurance,”} then recovered.",
    # the statement leans on a clause that holds the reason
    "Tesla tumbled {after deliveries missed estimates}, [losing 7% to $201.30].",
    "Its units slid {on fears of a rent freeze}, [down 4%].",
    "[Tesla slid {after a recall}, dropping 3%].",
    # in front
    "{After winning a licence in Macau}, [Wynn rose 5%].",
    "{Boosted by record orders}, [Airbus gained 3.2% to 151 euros].",
    "{Amid fears of a strike}, the [peso fell 0.7%].",
    "BENGALURU - {On hopes of a rate cut}, [the Nifty 50 rose 0.9%].",
    "But {as oil fell}, [Chevron lost 2%].",
    "{Thanks to a late rally in banks}, [the ASX 200 closed 0.2% up].",
    "{As oil fell 2%}, [Cathay Pacific gained 1%].",
    "<Gold rose 1%>, and {on hopes of a truce}, [the shekel gained 0.6%].",
    # a cause that moves the price
    "{Strong earnings} sent [Nvidia up 5%].",
    "{Weak factory orders} pushed [copper 2% lower to $8,900 a tonne].",
    "{The company cut its forecast on Monday}, sending [its shares 3% lower].",
    "{Beijing widened a tax rebate for chipmakers}, which sent [SMIC 8% higher].",
    "SEOUL: {A surprise rate cut} drove [the won 1% lower].",
    "Persimmon was a winner {after it announced a buyback}, sending [its shares up 39p to 988p].",
    "{News that the regulator would drop its case} sent [PayPal up 6%].",
    # the next sentence, or the one before
    "[Oil rose 2%]. The gains came {after OPEC cut output}.",
    "[Tencent shares fell 3%]. That came {after the regulator fined its payments arm}, state media said.",
    "[The lira lost 4%]. The drop {followed the dismissal of the central bank's governor}.",
    "[The stock jumped 14%]. The reason: {a bid from a private-equity fund}.",
    "[Lithium carbonate fell 6%]. The slide was {due to a glut in Chile}.",
    "{The drugmaker halted a late-stage trial}. That sent [the shares 30% lower].",
    "{Ministers scrapped the windfall tax}. The news lifted [BP 3% higher].",
    # several things may stand between
    "[The rupee closed at 83.10 against the dollar], up 0.2% from Tuesday, {on dollar selling by exporters}.",
    "[The SET gained 0.6% to 1,402.11] on turnover of 40 billion baht {as foreign funds returned}.",
    "[The Straits Times Index rose 1% to 3,400], the most since it fell in May, {on hopes of a trade deal}.",
    "[The krone fell 0.5%] after a 1 per cent rise on Monday, {as gas prices slid}.",
)

NO_REASONS = (
    # times
    "[Netflix dropped 8.4%] after the close on Wednesday.",
    "[Apple rose 1%] after hours.",
    "[Futures fell 0.3%] after the opening bell.",
    "[The Nikkei rose 0.4%] on Tuesday.",
    "[The S&P 500 was up 0.5%] as of 10.14am.",
    "[The OMX closed 1.2% lower] as trading stopped at 1pm for a holiday.",
    "[The Nifty gained 0.1%], as the first session of the year came to a close.",
    "[The index rose 0.8%] after the midday break.",
    "[Hong Kong fell 2%] after a weekend of unrest.",
    "[The Kospi rose 1%] following a holiday on Monday.",
    # levels and hedges
    "[BYD fell as much as 3%] to HK$47.25.",
    "[The stock gained 2%] to HK$47.25, as high as it has ever been.",
    "[The euro fell 0.2%] as low as $1.0710.",
    # comparisons with an earlier move
    "[The DAX rose 1.7%] after a loss of 1.13 per cent on Wednesday.",
    "[The Hang Seng fell 1%] after a 0.6 per cent advance on Monday.",
    "[CATL rallied another 9%] after advancing 16.4 per cent on its debut.",
    "[Gold was up 0.4% at $2,732], after touching an all-time peak of $2,740.",
    "[Silver rose 1%], after reaching its highest since 2012.",
    "[The Taiex ended up 1.2%] after moving between 21,806 and 22,065.",
    "[Crude fell 6.8%] after declining 7% in Monday's session.",
    "[The peso rose 0.5%] after falling the day before.",
    "[The index gained 1%] after Monday's slide.",
    "[Platinum lost 2%] after five straight days of gains.",
    "[The stock fell 2%] after it rose 5% on Monday.",
    "[The baht gained 0.4%] after briefly hitting a two-year low.",
    "[The CAC 40 slipped 0.4%] after its best week since May.",
    "After falling 3.2% on Thursday, [the Kospi rebounded 1%].",
    "[Seoul fell 4%] as the Kospi had its worst day since 2008.",
    # circumstances
    "[The STI gained 0.2%] amid thin holiday trading.",
    "[The index rose 0.3%] on turnover of 1.2 billion shares.",
    "[Azrieli fell 0.6%] on the Tel Aviv 35 Index.",
    "[The TSX rose 0.4%] on record volume.",
    "[Nongfu gained 54%] on its debut.",
    "[Teva rose 3.3%] on the day's biggest turnover.",
    "[The STI advanced 0.7%], with <DBS up 38 cents at $36.28>.",
    "[Saudi Arabia's index dropped 0.6%], with <Al Rajhi losing 1.3%>.",
    "[The Stoxx 600 ended 0.4% higher], led by <a 1.9% rise in luxury>.",
    "[The dividend stock fell 1%] due to report on Friday.",
    "[The bond yield rose 5 basis points], according to Tradeweb.",
    "[The peso slipped 0.4%] as expected.",
    "[Yen futures fell 0.2%] as did <the euro>.",
    "[The fund lost 3%] as a whole.",
    "[HSBC gained 1.5%] before its report on Wednesday.",
    "[Inpex gained 2%] despite a fall in crude.",
    "[Samsung fell 1.2%] even as it reported a 30% rise in profit.",
    "[The stock rose 5%] in premarket trading on the news.",
    # another's reason
    "[CSI Healthcare edged up 0.3%], bucking a wider decline as most sectors ended in losses.",
    "[BHP rose 1%], while <Rio Tinto fell 2% after a landslide>.",
    "[BHP rose 1%]; analysts cut their targets after a landslide in Chile.",
    "[BHP rose 1%] and Rio Tinto was halted after a landslide.",
    "Rio Tinto fell after a landslide, while [BHP rose 1%].",
    "Investors sent [the stock 3% lower].",
    "That sent [the shares 30% lower].",
    "[BHP rose 1%] on Monday. It said output would follow after a review.",
    "[Oil rose 2%] since Friday. It is still down 9% this year, as OPEC+ brings back supply.",
    "[Oil rose 2%]. The minister came after lunch.",
    "[Oil rose 2%]. The company was founded after the war.",
)


class Example(NamedTuple):
    low: str
    text: str
    move: Span
    reason: Span | None
    others: tuple[Span, ...]


def read(marked: str) -> Example:
    text = re.sub(r"[\[\]{}<>]", "", marked)
    places: dict[str, list[int]] = {}
    at = 0
    for char in marked:
        if char in "[]{}<>":
            places.setdefault(char, []).append(at)
        else:
            at += 1
    others = tuple(Span(*span) for span in zip(places.get("<", ()), places.get(">", ()), strict=True))
    reason = Span(places["{"][0], places["}"][0]) if "{" in places else None
    return Example(lower(plain(text)), text, Span(places["["][0], places["]"][0]), reason, others)


def found_in(example: Example) -> Span | None:
    sentences = [Span(each.start, each.end) for each in split_sentences(example.text)]
    here = next(n for n, each in enumerate(sentences) if each.start <= example.move.start < each.end)
    return find_reason(
        example.low,
        example.move,
        sentences[here],
        since=max((each.end for each in example.others if each.end <= example.move.start), default=None),
        until=min((each.start for each in example.others if each.start >= example.move.end), default=None),
        before=sentences[here - 1] if here else None,
        after=sentences[here + 1] if here + 1 < len(sentences) else None,
    )


def words_of(example: Example, span: Span | None) -> str | None:
    return None if span is None else example.text[span.start : span.end]


@pytest.mark.parametrize("marked", REASONS)
def test_the_clause_that_says_why_is_found(marked: str) -> None:
    example = read(marked)
    assert words_of(example, found_in(example)) == words_of(example, example.reason)


@pytest.mark.parametrize("marked", NO_REASONS)
def test_what_says_no_reason_is_left_out(marked: str) -> None:
    example = read(marked)
    assert words_of(example, found_in(example)) is None


NOISE = """
    after as on amid because due to following thanks of hopes the a its oil fell rose profit 2% HK$5 , . ; while and
    but which that sent pushed helped by with investors awaiting traders said — (TSE: 7203) “quoted” winning losing
    U.S. Monday trading its lowest since May reported, Tencent, Meituan İstanbul
"""
tails = st.lists(
    st.sampled_from(NOISE.split()),
    max_size=30,
).map(" ".join)


@given(tails, st.sampled_from(("Tencent rose 2% to HK$400", "its shares 3% lower", "dropping 30p to 86p")), tails)
def test_a_reason_is_a_trimmed_run_of_the_text_clear_of_the_figures(head: str, statement: str, tail: str) -> None:
    text = f"{head} {statement} {tail}".strip()
    start = text.index(statement, len(head))
    low = lower(plain(text))
    move = Span(start, start + len(statement))
    for each in split_sentences(text):
        if each.start <= move.start and move.end <= each.end:
            reason = find_reason(low, move, Span(each.start, each.end), before=None, after=None)
            if reason is not None:
                words = text[reason.start : reason.end]
                assert words == words.strip(" ,;:") != ""
                assert len(words) <= LONGEST
                assert each.start <= reason.start < reason.end <= each.end
                figures = [
                    Span(move.start + found.start(), move.start + found.end())
                    for found in re.finditer(r"\d[\d.]*", statement)
                ]
                assert all(reason.end <= figure.start or reason.start >= figure.end for figure in figures)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_text_is_read_without_an_error(text: str, one: int, other: int) -> None:
    low = lower(plain(text))
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    reason = find_reason(low, Span(start, end), Span(0, len(text)), before=None, after=Span(0, len(text)))
    assert reason is None or 0 <= reason.start < reason.end <= len(text)
