"""The words that bring in a reason, and what may not follow them, as data.

To teach the parser another way to say why, add a row to `INTRODUCERS`: the words as a pattern over lower-case text, and
which test of `tapewire.moves.clauses` what follows has to pass.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final, Literal

from tapewire.moves.words import words

Test = Literal["clause", "event", "noun", "cause", "with"]
"""What has to follow.

``clause``: a subject and its verb ("as oil fell"). ``event``: what happened, told as a clause, an -ing form or a noun, but
no time of day and no move of the instrument's own ("after winning approval"). ``noun``: nearly anything ("amid worries").
``cause``: a noun of `CAUSES` within a few words ("on fading hopes of stimulus"). ``with``: people of the market or their
mood, and what they do ("with traders awaiting the vote").
"""

INTRODUCERS: Final[tuple[tuple[str, Test], ...]] = (
    # Before "as" and "after" stand alone.
    (r"as a result of|as a consequence of", "noun"),
    (r"as", "clause"),
    (r"because of", "noun"),
    (r"because|given that|now that", "clause"),
    (r"(?:on|off) the back of|on the heels of|on account of|on the strength of|on the prospect of|at the prospect of", "noun"),
    (r"in the wake of|in response to|in reaction to|in anticipation of|in expectation of|in sympathy with|in the face of", "noun"),
    (r"in (?:the )?hopes? (?:of|that)|for fear (?:of|that)|under pressure from|against (?:a|the) backdrop of|out of fear (?:of|that)", "noun"),
    (r"after|following", "event"),
    # "Thanks in part to", "due largely to".
    (r"thanks(?: in (?:large )?part| largely| mainly| partly)? to|due(?: in (?:large )?part| largely| mainly| partly| mostly)? to|owing(?: largely| mainly)? to", "noun"),
    (r"amid(?:st)?|reflecting|tracking", "noun"),
    # Who is "led by" somebody is told of a leader, not of a reason; so it is with "followed by" and "joined by".
    (r"(?:helped|boosted|lifted|buoyed|supported|aided|driven|fuell?ed|powered|propelled|underpinned|spurred|bolstered|cheered|encouraged"
     r"|spooked|rattled|unnerved|hurt|hit|pressured|pressurised|dented|hampered|undermined|bruised|battered|burdened|prompted|triggered|sparked"
     r"|inspired|stung|shaken|knocked|swayed|soothed|stoked|assisted|unsettled|jolted|caused|buffeted|whipsawed|roiled|depressed|galvani[sz]ed"
     r"|weighed(?: down)?(?: on)?|dragged(?: down| lower)?|pulled(?: down| lower| higher)?|pushed(?: up| down| higher| lower)?|bogged down"
     r"|held back|brought down|sent lower|sent higher|put off|stirred|rocked|egged on) by", "noun"),
    (r"on|over|at", "cause"),
    (r"with", "with"),
)  # fmt: skip

# "Partly because", "mainly on": what narrows a reason belongs to it.
NARROWING: Final = (
    r"(?:(?:at least )?partly|in part|mainly|largely|mostly|chiefly|primarily|apparently|possibly|probably|presumably"
    r"|perhaps|especially|particularly|not least)"
)

CAUSES: Final = words(
    """
    hope hopes news report reports speculation optimism pessimism expectation expectations fear fears worry worries
    concern concerns sign signs talk talks bet bets wager wagers jitters anxiety anxieties uncertainty uncertainties relief
    enthusiasm excitement prospects prospect rumour rumours rumor rumors word announcement announcements profit-taking
    profittaking bargain-hunting bargainhunting short-covering buying selling caution nervousness unease euphoria panic
    confidence disappointment doubts doubt demand results earnings data figures weakness strength tensions tension
    sentiment momentum upgrade upgrades downgrade downgrades approval guidance outlook forecast forecasts warning
    warnings stimulus tariffs comments remarks plans plan deal takeover bid losses gains pressure supply oversupply
    shortage shortages glut weather views belief conviction assumption likelihood risk risks threat threats threatened
    hunting covering taking appetite aversion inflows outflows liquidity inflation frenzy hype momentum turmoil unrest
    """
)
"""Nouns that say why when a market moves "on" them."""
CAUSES_OVER: Final = words(
    """
    fear fears worry worries concern concerns uncertainty doubts jitters anxiety tensions tariffs prospects outlook
    """
)
"""The few of them that a market moves "over" or "at"."""

PEOPLE: Final = words(
    """
    investors investor traders dealers buyers sellers bulls bears speculators funds shareholders economists analysts
    sentiment appetite confidence participants exporters importers consumers markets demand supply worries concerns fears
    hopes tensions uncertainty bargain-hunters
    """
)
"""Who or what "with" brings in as a reason, rather than as one more of those that moved."""

MOODS: Final = words("keen cautious nervous wary hopeful reluctant unsure eager")
NO_CAUSES: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday track course wall top average record"
)
"""After "on", these lead to no noun of causes: "on record demand" excepted, which is given up."""
TRACKED: Final = re.compile(
    r" (?:\S+ ){0,5}?(?:gains?|losses|declines?|rall(?:y|ies)|falls?|drops?|rises?|slide|weakness|strength|slump|rebound|surge|sell-?off"
    r"|advances?|jump|retreat|moves?|peers|wall street|asian|regional|global|overseas|us|u\.s\.)\b"
)
"""What one market can be "tracking" for a reason; an index fund tracks something else."""
PLANNED: Final = re.compile(
    r" (?:be|report|release|expire|open|close|end|start|begin|meet|speak|publish|announce|take|decide|vote|list|debut|launch)\b"
)
"""After "due to": what is going to happen."""

# What "after", "as" and "amid" bring in that is a time, a circumstance or a comparison. Matched right behind the word.
_SESSION: Final = r"(?:trad(?:e|ing)|session|markets?|exchanges?|bourse|day|week|month|quarter|year|half|dealings?|auction|bell|break)"
NO_EVENT: Final = re.compile(
    r"\s+(?:(?:the|a|an|its|their|this|that|last|monday|tuesday|wednesday|thursday|friday)(?:'s)? )*"
    r"(?:(?:long|brief|strong|weak|volatile|choppy|quiet|slow|mixed|solid|record|positive|negative|bright|soft|firm|shaky|muted|regular|normal"
    r"|previous|prior|first|second|third|final|busy|wild|tough|rough|good|bad|torrid|stellar|higher|lower|flat|cash|rocky|bumpy|steady) ){0,3}"
    rf"(?:open(?:ing)?(?! (?:a|an|the|its|up))\b|bell\b|close\b|hours\b|midday\b|noon\b|midnight\b|lunch\w*|tea\b|weekends?\b|holidays?\b|holiday-\w+|{_SESSION}\b|start\b|morning\b"
    r"|afternoon\b|christmas\b|easter\b|golden week\b|new year\b|lunar\b|highs?\b|lows?\b|run\b|streak\b|all\b|that\b|which\b|then\b|this\b|suit\b"
    r"|start of trad\w+|end of trad\w+|market (?:open|close|hours)\b|days?\b|weeks?\b|months?\b|years?\b|sessions\b|hour\b|minutes\b"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|several|some|a few|many|consecutive|straight|back-to-back)\b|biggest\b|worst\b|best\b|longest\b|steepest\b"
    r"|largest\b|\d|[$£€¥])"
)
NO_CLAUSE: Final = re.compile(
    r"\s+(?:of|at|if|though|per|well|much|many|high|low|far|long|little|few|soon|recently|early|late|expected|usual|before|did|does|do|was|were|is|are|has"
    r"|had|measured|compared|follows?|seen|shown|opposed|part|one|chief|head|chair\w*|president|ceo|director|forecast|feared|hoped|planned|reported|noted"
    r"|against|to|for|in|on|by|from|also|cited|quoted|defined|calculated|above|below|yet|ever|always|\d+)\b"
)
NO_CIRCUMSTANCE: Final = re.compile(
    r"\s+(?:(?:very|relatively|otherwise|generally|largely|mostly) )?(?:thin|light|low|heavy|quiet|choppy|volatile|moderate|subdued|muted|slow|brisk|active|sluggish|dull|listless|lacklust(?:re|er)|average|robust|high|higher|lower|thinner|heavier|holiday-\w+|thin-\w+|narrow|range-?bound|mixed)"
    r"\b.{0,30}?\b(?:trad(?:e|ing)|volumes?|turnover|sessions?|dealings?|market)\b"
)
OWN_RECORD: Final = re.compile(
    r"\b(?:has|have|had|posts?|posted|suffers?|suffered|logs?|logged|heads? for|headed for|marks?|marked|notche[sd]|sees?|saw|books?|booked)"
    r" (?:its|their|the|a|an)?\s?(?:worst|best|biggest|longest|steepest|largest|record|first|second|third|weekly|monthly)\b"
)
"""What is said of the instrument itself: "as the Kospi has its worst day"."""
# The market's own clock: "as trading began", "as the week drew to a close".
CLOCK_NOUNS: Final = words(
    """
    trading trade market markets session sessions exchange exchanges bourse bourses day week month quarter year half
    dealing dealings morning afternoon bell stock
    """
)
CLOCK_VERBS: Final = words(
    """
    open opened opens reopen reopened resume resumed resumes began begin begins started start starts stopped stops stop got
    returned return returns wore progressed went neared drew draws came comes wound ended ends closed closes kicked
    """
)
# After "falling", "after hitting": these words behind it tell the instrument's own move from what a company did.
OWN_MOVE: Final = re.compile(
    r"\s*(?:[\d$£€¥.,;:)(]|$|(?:hk|us|nt|a|s|r)\$|rs\b|(?:as|more|less|nearly|almost|about|around|some|over|up|down|to|from|by|on|in|at|for|below|above|ground|higher|lower|back"
    r"|early|earlier|overnight|yesterday|previously|further|slightly|sharply|past|through|between|within|and|or|but|steadily|briefly|initially|heavily|modestly|steeply|markedly"
    r"|marginally|strongly|monday|tuesday|wednesday|thursday|friday|last|the (?:previous|prior|day|most|past|week|month)|their (?:highest|lowest|biggest|worst|best)"
    r"|(?:its|a|an|the|new|fresh|record|multi-\w+|all-time|another)(?: \S+){0,3} (?:high|highs|low|lows|peak|record|level|mark|points?|gain|gains|loss|losses|high\w*|per ?cent|bottom|streak|milestone)"
    r"|records?|one|two|three|four|five|six|seven|eight|nine|ten|half|flat|unchanged|little|mixed|steady|trading|losses|gains|limit)\b)"
)
# "Hitting", "opening", "reaching" say what a company did only with one of these behind them.
BUSINESS: Final = words(
    """
    deal deals agreement agreements settlement accord lawsuit lawsuits plant plants factory factories store stores review
    acquisition acquisitions sale merger contract contracts talks stake stakes shares business businesses production
    probe investigation round financing approval trial trials offering placement unit dispute
    """
)
# A direction's noun tells a reason when it is of something else: "a fall in profit", "losses on Wall Street".
OF_ANOTHER: Final = re.compile(
    r"(?: \S+){0,2}? (?:in|of|on|for|among|by|at)(?! (?:the |its |their |a )?(?:previous|prior|early|earlier|late|morning|afternoon|session|day|week|month|year|monday|tuesday|wednesday|thursday|friday"
    r"|opening|close|open|last|first|past|intraday|pre-?market|after|premarket|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|about|nearly|almost|more|over|around|as|up|half|hk\$|[\d$£€¥]))"
)

CAUSING: Final = re.compile(
    r"\b(?P<help>(?:help(?:ed|ing|s)?(?: to)? ))?"
    r"(?P<verb>sent|sends?|sending|push(?:ed|es|ing)?|lift(?:ed|s|ing)?|drove|drives?|driven|driving|drag(?:ged|s|ging)?|pull(?:ed|s|ing)?"
    r"|knock(?:ed|s|ing)?|boost(?:ed|s|ing)?|propel(?:led|s|ling)?|nudg(?:ed|es|ing)|took|taking|tak(?:e|es)|brought|bringing|sank|wip(?:ed|ing))"
    r"\s+(?:(?:the |its |their |his |her )?(?:shares?|stock|units|prices?|price|futures|yields?) (?:of|in|for|on) )?(?:the |its |their |both )?$"
)
"""A verb that moves something, with that something right behind it: "strong sales sent shares of | Nvidia up 5%"."""
ANAPHOR: Final = re.compile(
    r"(?:that|this|it|which|the (?:news|announcement|report|decision|move|warning|comments?|remarks|results?|data|figures|deal|update|ruling"
    r"|disclosure|statement|revelation|plan|forecast|guidance|verdict|vote))(?: also| has| had| later| promptly)?"
)
"""A subject that stands for the sentence before."""
MOVERS: Final = re.compile(
    r"(?:investors|traders|buyers|sellers|bulls|bears|speculators|they|he|she|we|who|funds|the (?:market|session|day|week|move|gains?|losses|rally|slide|rise|fall|drop|jump|decline|surge))\b"
)
"""Subjects that move a price and do not say why."""
LINK: Final = re.compile(
    r"(?:that|this|it|the (?:move|(?P<noun>[a-z-]+)))(?: in (?:the )?(?:shares|stock|price|index|currency|yields?))?"
    r" (?:also )?(?:came|comes|follow(?:s|ed)|(?P<state>was|were|is|are|has been|have been|had been)(?: (?:partly|mainly|largely|also))?)\b"
)
"""The head of a sentence that explains the one before: "The gains came after …", "That followed …"."""
THE_REASON: Final = re.compile(r"the (?:reason|cause|trigger|catalyst|culprit|driver)(?::| was:?| is:?)\s+")
BREAK: Final = re.compile(r";|\s(?:while|whereas|but|although|though|however)\b|\s(?:--?|[–—])\s|[—]|[|]")
"""What ends all that a statement's clause says."""
