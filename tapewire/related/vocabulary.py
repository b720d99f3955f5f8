"""Lists of words: what says nothing, what belongs to names, what is usual in market news. All written by hand."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS = _words(
    """
    a about above after again against ago all almost along already also although always am amid among an and
    another any are around as at away back be became because become becomes been before being below between
    both but by came can cannot come comes could did do does doing done down during each either else end ended
    ends enough even ever every few first for former found from further gave get gets getting give given gives
    go goes going gone got had has have having he her here hers him himself his how however i if in including
    instead into is it its itself just keep kept last late later latest least less let like likely made make
    makes making many may me might more most much must my near nearly need never new next no none nor not now
    of off often on once one only onto or other others our out over own part per perhaps put quite rather
    really said same saw say saying says second see seen several shall she should show since so some soon
    still such take taken takes taking than that the their them then there these they thing third this those
    though three through thus to together told too took top toward towards two under until up upon us use used
    using very via want was way we well went were what when where whether which while who whom whose why will
    with within without would yet you your monday tuesday wednesday thursday friday saturday sunday today
    yesterday tomorrow percent pct cent pm gmt don't doesn't didn't isn't aren't wasn't won't can't it's he's
    she's that's there's what's here's we're you're they're i'm i've we've you've let's who's wouldn't
    couldn't shouldn't haven't hasn't advertisement photo file video image caption reuters/xinhua
    """
)
"""Words that stand in any story: never terms, never part of a pair."""

OFFICES = _words(
    """
    president prime minister premier chancellor chairman chairwoman chair chief executive ceo cfo mr mrs ms dr
    sir lord senator governor secretary spokesman spokeswoman professor king queen prince princess pope
    analyst economist
    """
)
"""What stands before a name without being part of it, as does what stands before that ("French President")."""

NEVER_NAMES = _words(
    """
    january february march april may june july august september october november december index q1 q2 q3 q4 h1
    h2 ceo cfo ipo etf gdp cpi
    """
)
"""Capitalised, and yet no name when alone."""

TAKES_OF = _words(
    """
    bank university ministry department house federation bureau institute board court council secretary gulf
    strait isle city republic association school college church museum port people's chamber state states
    kingdom academy
    """
)
"""Words that a name goes on after with "of": Bank of Japan, but not Shares of Apple."""

CORPORATE_ENDINGS = _words(
    """
    group holding holdings inc corp corporation ltd limited co company plc sa ag nv se
    """
)
"""What a firm's name may be written with or without."""

NAME_FORMS: Mapping[str, str] = {
    "hk": "Hong Kong",
    "united states": "US",
    "united kingdom": "UK",
    "european union": "EU",
    "united nations": "UN",
}
"""Names of two forms: the lower-case key of one, and how the other is written."""

USUAL: Mapping[float, frozenset[str]] = {
    0.2: _words(
        """
        market stock share year week month day company price million billion trillion china us high low rise rose
        fall fell investor trade time people world report people's government country group
        """
    ),
    0.1: _words(
        """
        chinese hong kong beijing american europe european japan japanese uk british asia asian global economy
        economic bank business index trading gain lost lose losing point close closed closing open opened higher
        lower record dollar growth deal sell sale buy rate cut interest plan expect expected earning profit
        revenue quarter half annual industry sector official minister ministry president chief executive analyst
        source statement news announce agency set big major early hour number start started work move pay call
        lead leader home state city local international national january february march april june july august
        september october november december morning afternoon night night's
        """
    ),
    0.04: _words(
        """
        shanghai shenzhen tokyo london york washington mainland france french germany german britain india indian
        korea korean australia russia russian taiwan singapore euro yen yuan pound benchmark firm fund financial
        finance central policy demand supply export import tariff tax inflation data figure forecast estimate
        average total value cost cash debt bond yield oil gold gas energy technology tech ai digital online
        internet mobile phone app software computer chip service product customer consumer user retail store brand
        maker launch release reveal unveil feature test game movie film star fan music song album tv season
        episode series trailer review update drop dropped jump climb climbed surge soar slip slide tumble plunge
        advance decline rally retreat edge add boost hit raise raised raising reach increase increased decrease
        grow reduce limit support help hope fear concern worry risk warn warning war talk meeting agree agreement
        law court case police public private security economist strategist manager director chairman chair ceo
        founder spokesman spokesperson research study university health life family child woman women man men food
        water car vehicle power lower strong weak good better best bad worse worst great small large long short
        key real free full final able ask answer tell think know look find turn run lead leave stay stand stop win
        lose believe claim confirm deny follow continue remain try bring build create join offer happen change
        issue question problem reason result effect impact sign level term side area line place hand head face
        past current previous recent recently despite according while amid
        """
    ),
    0.015: _words(
        """
        nasdaq dow wall street hang seng nikkei composite federal reserve fed treasury opec imf tension outlook
        pressure uncertainty volatility sentiment momentum stimulus recession crisis billionaire startup start-up
        giant rival partner partnership acquisition merger takeover stake bid ipo listing listed investment invest
        portfolio capital asset equity credit loan lender mortgage property housing real-estate manufacturer
        manufacturing factory production output order shipment shipping employee worker job hire hiring layoff
        wage union strike staff session turnover volume gainer loser trader broker ban sanction restriction rule
        regulator regulation probe investigation lawsuit fine penalty measure duty bill vote election party
        parliament congress senate summit visit today's weekend spring summer autumn winter holiday website site
        platform network page post list photo picture scientist doctor patient drug hospital disease death dead
        die kill design version model device screen camera
        """
    ),
}
"""Usual words by the share of stories on markets that hold them; see `tapewire.related.background`."""
