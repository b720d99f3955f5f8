"""When a move happened: windows ("this week"), days ("on Monday"), clock times and parts of the session.

One table of expressions; the first that matches at a place wins, so longer ones stand before shorter ones.
What a day means for a move (today's session or an earlier one) is decided later, in `tapewire.moves.discourse`.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import re
from typing import Final, NamedTuple

from tapewire.moves.pieces import Pieces
from tapewire.moves.words import words


class Moment(NamedTuple):
    """A time expression found in a sentence."""

    start: int
    end: int
    kind: str
    """``PERIOD`` (value: a period), ``DAY`` (a weekday), ``AT`` (a part of the session or a clock time) or ``NOT_A_PERIOD``."""
    value: str


_DAYS: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_COUNT: Final = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|couple of)"
_PAST: Final = (
    r"(?:in|over|during|for|across|within|through)?\s?(?:the|its|a)?\s?(?:past|last|previous|latest|preceding|prior)"
)
_NTH: Final = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}th)"
_LOW: Final = r"(?:low|high|peak|trough|bottom|top|record|nadir)"

# (expression, kind, value); written for lower-case text with plain apostrophes.
_TABLE: Final = (
    # Comparisons: they say against what a figure is measured, not when.
    (rf"(?:from|than|against|versus|compared with|compared to|on) (?:late )?(?:(?:{_DAYS})'s|yesterday's)(?: (?:close|closing|finish|price|level|settlement))*", "NOT_A_PERIOD", ""),
    (rf"(?:from|than|against|versus|compared with|compared to) (?:late |early |last )?(?:{_DAYS}|yesterday)\b(?:'s)?(?: (?:close|closing|afternoon|evening|morning|finish))*", "NOT_A_PERIOD", ""),
    (r"(?:from|than|against|versus|compared with|compared to|on|over) (?:the |its )?(?:previous|prior|last|preceding) (?:session|close|day|trading day|trading session|settlement|finish)(?:'s)?(?: (?:close|closing level|finish|level))?", "NOT_A_PERIOD", ""),
    (r"(?:from|than) (?:a|the) day (?:earlier|before|ago)", "NOT_A_PERIOD", ""),
    (rf"(?:from|off) (?:its|their|the|a|an)[\w\s.'-]{{0,30}}?\b(?:high|record|peak|low)s?(?: set| reached| hit| touched)? (?:(?:a|the) day (?:earlier|before)|on (?:{_DAYS})|(?:{_DAYS})|the (?:previous|prior) (?:day|session))", "NOT_A_PERIOD", ""),
    (rf"for (?:{_MONTHS}) (?:delivery|settlement)", "NOT_A_PERIOD", ""),
    (rf"for (?:a|the|its|their) {_NTH} (?:straight |consecutive |successive |successive trading )?(?:day|session|week|month|time)(?: (?:in a row|running))?", "NOT_A_PERIOD", ""),
    (r"(?:earlier|later|late|early) (?:in )?(?:this|last|next|the) (?:year|month|quarter)|(?:next|coming) (?:week|month|year|quarter)", "NOT_A_PERIOD", ""),
    (r"by the end of (?:the|this|next) (?:year|month|week)|by (?:year|month)-end", "NOT_A_PERIOD", ""),
    (r"(?:on|for) the day\b(?! (?:before|after|earlier|ago|that|when|of))", "DAY", ""),
    (r"(?:over|in|during|for|across) (?:the|that|this) same (?:period|stretch|time|span|window|months?|weeks?|days?)|(?:over|during|in) that (?:time|period|stretch|span)", "PERIOD", "same"),
    # Outside trading hours.
    (r"(?:in |during )?(?:the )?(?:pre-?market|premarket|pre-opening|after-hours|after hours|extended-hours|post-?market|aftermarket|late electronic)(?: (?:trading|trade|deals|dealings|hours|session|action|moves))?|(?:in |during )?(?:the )?extended (?:trading|trade|deals|dealings|hours|session|action|moves)", "PERIOD", "extended"),
    (r"(?:an |the )?(?:early|initial|opening|early-morning|morning) (?=gain|loss|rise|fall|drop|decline|jump|dip|slide|advance|rally|slump)", "PERIOD", "intraday"),
    (r"(?:before|ahead of|after) the (?:opening |closing )?bell|(?:before|ahead of) the (?:market )?open(?:ing)?|before (?:the )?(?:markets?|wall street) opens?(?:ed)?", "PERIOD", "extended"),
    # Year to date.
    (rf"in 20\d\d (?:through|to|up to|until) (?:late |early )?(?:(?:{_DAYS})(?:'s)?|yesterday(?:'s)?)(?: close)?", "PERIOD", "ytd"),
    (r"(?:so far )?(?:in |over |for )?(?:the )?year[- ]to[- ]date|ytd|(?:so )?far (?:this|in) (?:year|20\d\d)|20\d\d so far|(?:the )?year so far|so far in 20\d\d", "PERIOD", "ytd"),
    (r"since (?:the )?(?:start|beginning|turn|outset) of (?:the|this) year|since (?:january 1(?:st)?|jan\.? 1|new year|the new year|the year began|the year started|the start of 20\d\d)\b|since the beginning of 20\d\d", "PERIOD", "ytd"),
    (r"(?:the|its) starting point (?:of )?(?:this|the) year|where (?:it|they) (?:started|began) (?:the|this) year|(?:from )?the start of (?:the|this) year|its level at the start of the year", "PERIOD", "ytd"),
    (r"(?:this|for the|on the)(?: calendar| whole)? year(?!'s)\b(?! (?:earlier|ago))", "PERIOD", "ytd"),
    # Weeks.
    (r"(?:(?<=\bend )|(?<=\bends )|(?<=ended )|(?<=ending )|(?<=finish )|(?<=finishes )|(?<=finished )|(?<=\bclose )|(?<=closes )|(?<=closed )|(?<=closing ))(?:the |a )?(?:(?:volatile|choppy|wild|bruising|turbulent|short|holiday-shortened|shortened|trading|losing|winning) )?week\b", "PERIOD", "week"),
    (r"(?:the |for the )?(?:week|month|quarter)[- ]to[- ]date", "PERIOD", "week"),
    (r"(?:(?:for|over|on|in|during|across) )?(?:the|this|last) (?:\w+-day )?(?:trading |holiday-shortened |shortened )?(?:week|five-day stretch)(?!end)(?! (?:ago|before|earlier|after|ended|ending|to come))(?:'s)?\b", "PERIOD", "week"),
    (r"week[- ]to[- ]date|(?:so far )?this week|weekly|(?:from )?a week (?:ago|earlier)|week-on-week|(?:in|over) a week|the five-day stretch", "PERIOD", "week"),
    (rf"{_PAST} (?:week|five (?:days|trading days|(?:trading )?sessions)|seven days)(?!s)\b", "PERIOD", "week"),
    (r"(?:earlier (?:this|in the) week|midweek)", "PERIOD", "earlier"),
    # Months and longer.
    (r"(?:(?:for|over|on|in|during) )?(?:the|this|last) month(?! (?:ago|before|earlier))(?:'s)?\b|month[- ]to[- ]date|monthly|month-on-month|(?:from )?a month (?:ago|earlier)|(?:in|over) a month", "PERIOD", "month"),
    (rf"{_PAST} (?:month|30 days|four weeks)(?!s)\b", "PERIOD", "month"),
    (rf"(?:{_PAST}|over) (?:quarter|three months|90 days)\b|(?:(?:for|over|on|in|during) )?(?:the|this|last) (?:(?:first|second|third|fourth|july-september|april-june|january-march|october-december) )?quarter\b|quarterly|quarter[- ]to[- ]date", "PERIOD", "quarter"),
    (rf"{_PAST} six months|(?:(?:for|over|in|during) )?(?:the|this) (?:first|second) half|half-yearly|over six months", "PERIOD", "half"),
    (rf"{_PAST} (?:year|(?:12|twelve) months|52 weeks)(?!s)\b|year[- ]on[- ]year|year[- ]over[- ]year|(?:from )?a year (?:ago|earlier|before)|last year|(?:in|over|during) (?:a|the) (?:year|12 months|twelve months)\b|(?:in|for|during|over) (?:all of )?20\d\d|annual|annually|12-month", "PERIOD", "year"),
    (rf"(?:for|in|during|over) (?:the month of )?(?:{_MONTHS})\b(?! \d| of)", "PERIOD", "month"),
    # Stretches of any other length.
    (rf"{_PAST} {_COUNT} (?:trading )?(?:days|sessions|weeks|months|years|quarters|hours)|(?:over|in|across|within) (?:the )?{_COUNT} (?:straight |consecutive |trading )*(?:days|sessions|weeks|months|years)|{_COUNT}-(?:day|session|week|month|year) (?=gain|loss|drop|fall|rise|decline|rally|slide|advance|slump|plunge|surge)", "PERIOD", "since"),
    (rf"(?:from|off) (?:its|their|the|a|an|last|this|that|recent)[\w\s.'-]{{0,40}}?\b{_LOW}s?\b(?: (?:close|point|level|set|hit|reached|touched|on|in))*", "PERIOD", "since_level"),
    (r"since\b", "PERIOD", "since"),
    # Earlier sessions.
    (r"(?:on |in |during )?(?:the|a|its) (?:previous|prior|preceding|last) (?:trading )?(?:session|day|trading day)(?:'s)?(?: (?:session|close))?", "PERIOD", "earlier"),
    (r"(?:a|the|one) day (?:earlier|ago|before(?=[^\w ]|$| (?:and|when|to|at|in|on|after|as|but|by|with|while|amid|for|from)\b))|a session earlier|the session before|two days (?:earlier|before|ago)|the night before", "PERIOD", "earlier"),
    (rf"(?:on |at |late on |early on |late |early |last |in )?(?:{_DAYS})\b(?:'s)?(?: (?:session|trading|trade|close|morning|afternoon|evening|night))*", "DAY", ""),
    (r"yesterday(?:'s)?(?: (?:session|afternoon|morning))?", "DAY", ""),
    # Inside the session.
    (r"(?:during|in) (?:the )?regular (?:trading(?: hours)?|hours|session|market)", "AT", "regular"),
    (r"(?:during|in) the (?:day|session)(?:'s trade| trade| trading)?\b", "PERIOD", "during"),
    (r"(?:in|during) late (?:trading|trade|deals|dealings)", "PERIOD", "late"),
    (r"(?:earlier )?in (?:the |early |morning |late |afternoon )+(?:morning|afternoon|trade|trading|deals|dealings)", "PERIOD", "daypart"),
    (r"(?:in |during )?intra-?day(?: (?:trading|trade|deals|dealings|session))?|earlier in the (?:session|day)|earlier (?:on )?(?:today)|in the course of the (?:day|session)", "PERIOD", "intraday"),
    (r"(?:an? |the |its |to |hit )*(?:intraday|session|day's|day|daily|intra-day) (?:highs?|lows?|peak|bottom)(?: of)?", "PERIOD", "intraday"),
    (r"(?:at|on|from|since) (?:the )?(?:market )?open(?:ing)?(?: bell)?\b(?! (?:up|new))|at the start of trad(?:ing|e)|(?:as|when) (?:the )?(?:\w+ ){0,3}(?:trading|market|markets|bourse|exchange|session) (?:began|opened|started|got under way)|(?:in|at) (?:the )?opening (?:trade|trades|trading|deals|minutes|bell)", "AT", "open"),
    (r"at the time of (?:the )?(?:[a-z]+ ){0,3}clos(?:e|ing)\b", "AT", "close"),
    (r"(?:at|by|near|into|as of|after) the (?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.? )?(?:market |official )?close(?: of (?:trade|trading|business|dealings?|play|the (?:day|session)))?\b(?! (?:to|of)\b)|at the closing bell|at the finish|by the end of (?:trade|trading|the day|the session)", "AT", "close"),
    (r"(?:at|by|before|in|around) (?:the )?(?:midday|noon|lunch|mid-day|lunchtime|half-time)(?: (?:break|trading|trade|recess|close))?|half-day|(?:at |by )?the (?:lunch|noon|midday|mid-day) (?:break|trading break|recess|close)|morning (?:session|close)|midway", "AT", "midday"),
    (r"(?:at |as of |by |around |at around |at about )?(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?[ap](?:\.m\.|m\b)(?: in [a-z]+| et\b| edt\b| est\b| gmt\b| hkt\b| ist\b)?", "AT", "clock"),
    (r"(?:at |as of |by |around |about |at around |at about )(?:[01]\d|2[0-3])(?:[:.h])?[0-5]\d ?(?:gmt|utc|ist|hkt|jst|kst|sgt|local|hours|hrs|et|edt|est|bst|cet|aest|aedt)\b", "AT", "clock24"),
    (r"(?:at |as of |by |around |about )(?:[01]?\d|2[0-3])[:.][0-5]\d(?= (?:in|on|,|local)|,|\.$)", "AT", "clock24"),
)  # fmt: skip
_TIMES: Final = re.compile("|".join(f"({row[0]})" for row in _TABLE))
_PEAKS_OF_A_DAY: Final = words("a an the to its hit daily day intraday session")
_LATELY: Final = words("past last latest preceding previous prior")
_LONG_WEEK: Final = words(
    "bruising choppy holiday-shortened losing short shortened trading turbulent volatile week wild winning"
)
_WEEKDAYS: Final = frozenset(_DAYS.split("|"))
_BEFORE_THAT: Final = _WEEKDAYS | words("yesterday early late last its the preceding previous prior")
_SECONDS: Final[dict[str, frozenset[str]]] = {
    "the": _PEAKS_OF_A_DAY | _LATELY | _LONG_WEEK
    | words("after aftermarket early extended first second third fourth initial late lunch midday month morning night noon opening")
    | words("postmarket premarket quarter start starting year"),
    "a": _PEAKS_OF_A_DAY | _LATELY | _LONG_WEEK | words("month year"),
    "an": _PEAKS_OF_A_DAY | words("early initial morning opening"),
    "its": _PEAKS_OF_A_DAY | _LATELY | words("level starting"),
    "to": _PEAKS_OF_A_DAY,
    "at": _WEEKDAYS | words("about around lunch lunchtime market midday noon open opening the"),
    "by": words("lunch lunchtime midday noon the"),
    "on": _WEEKDAYS | _LATELY | words("a its late market open opening the this yesterday"),
    "after": words("hours the"),
    "than": _BEFORE_THAT | words("a"),
    "against": _BEFORE_THAT,
    "versus": _BEFORE_THAT,
    "hit": _PEAKS_OF_A_DAY,
    "near": words("the"),
    "into": words("the"),
    "year": words("on over so to"),
    "month": words("to"),
    "quarter": words("to"),
    **dict.fromkeys(("day", "daily", "session"), words("bottom high highs low lows peak")),
    **dict.fromkeys(("next", "coming"), words("week month quarter year")),
    "one": words("day"),
    "two": words("days"),
    **dict.fromkeys(words("three four five six seven eight nine ten eleven twelve several few"), frozenset()),
    "about": frozenset(),
    "in": _WEEKDAYS | _LATELY | frozenset(_MONTHS.split("|"))
    | words("two three four five six seven eight nine ten eleven twelve several few couple a all its that the this late early year")
    | words("after aftermarket afternoon extended intraday lunch lunchtime midday morning noon opening postmarket premarket regular"),
    "for": _LATELY | frozenset(_MONTHS.split("|")) | words("a all its that the their this year"),
}  # fmt: skip
"""The words that may stand second in an expression that begins with one of these, which most often begin none. A
number or a word with a hyphen may, too."""
# The words that these expressions begin with; tried first because most words begin none.
_OPENERS: Final = words(
    """
    a about across after after-hours aftermarket against ahead an annual annually around as at before by compared coming
    couple daily day day's during earlier early eight eleven extended extended-hours far few five for four friday from
    half-day half-yearly hit in initial into intra-day intraday its last late later latest midday midway midweek monday month
    month-on-month month-to-date monthly morning near next nine off on one opening over past post-market postmarket pre-market
    pre-opening preceding premarket previous prior quarter quarterly saturday session seven several since six so sunday
    ten than the this three through thursday to tuesday twelve two versus wednesday week week-on-week
    week-to-date weekly when where within year year-on-year year-over-year year-to-date yesterday ytd
    """
)
# Every expression holds one of these, a hyphenated word ("year-to-date"), a number of a year or one behind "at": most
# words that may begin an expression begin none.
_KEYS: Final = words(
    f"""
    {_DAYS.replace("|", " ")} {_MONTHS.replace("|", " ")} yesterday today session sessions close closing day days daily
    trading trade deals dealings settlement finish delivery year years month months monthly week weeks weekly midweek quarter
    quarters quarterly half annual annually period stretch time span window night hours hrs electronic extended premarket
    postmarket aftermarket early initial opening open opens opened bell morning afternoon evening far ytd since high highs low
    lows peak trough bottom top record nadir intraday began started got market markets bourse exchange midday noon lunch
    lunchtime midway am pm a.m p.m gmt utc ist hkt jst kst sgt local et edt est bst cet aest aedt
    """
)
_MARKED: Final = _OPENERS | _KEYS
_BEHIND_NUMBER: Final = ("am", "pm", "a.m", "p.m", "-", ":", "so")
"""What stands behind a number that begins an expression: "10am", "12-month", "2026 so far"."""
_BEFORE_CLOCK: Final = frozenset(("at", "by", "around", "about", "of"))
_REACH: Final = 64
"""Characters from the beginning of an expression to the word that makes it one, at most."""
_DAY_NAME: Final = re.compile(_DAYS + "|yesterday")
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h]?([0-5]\d))?")


def find_moments(low: str, pieces: Pieces) -> list[Moment]:
    """Find the time expressions of a sentence.

    Args:
        low: The whole text in lower case, apostrophes plain, of the same length as the text.
        pieces: Of the sentence.

    Returns:
        Expressions in order, none overlapping. A weekday's value is its name in lower case ("yesterday" is one too); a
        clock time's is ``HH:MM``.
    """
    found: list[Moment] = []
    kinds, starts, lows = pieces.kinds, pieces.starts, pieces.lows
    marked = [n for n, word in enumerate(lows) if word in _MARKED or not word.isalpha()]
    keys = iter(
        [
            n
            for n in marked
            if lows[n] in _KEYS or (_is_year_or_time(lows, n) if kinds[n] == "number" else "-" in lows[n])
        ]
    )
    past = 0
    key = -1
    for n in marked:
        while key < n:
            key = next(keys, -1)
            if key < 0:
                return found
        at = starts[n]
        if at >= past and starts[key] - at <= _REACH and _may_open(lows[n], lows[n + 1]):
            match = _TIMES.match(low, at, pieces.end)
            if match is not None:
                past = match.end()
                found.append(_moment(match))
    return found


def _is_year_or_time(lows: list[str], n: int) -> bool:
    word = lows[n]
    return (len(word) == 4 and word.startswith("20")) or (n > 0 and lows[n - 1] in _BEFORE_CLOCK)


def _may_open(word: str, second: str) -> bool:
    if word[0].isdigit():
        return second.startswith(_BEHIND_NUMBER)
    seconds = _SECONDS.get(word)
    if seconds is None:
        return word in _OPENERS or ("-" in word and word.partition("-")[0] in _OPENERS)
    if second in seconds:
        return True
    if second[:1].isdigit():
        # A time of the day has no comma and at most five characters: "10.30", "1530".
        return word not in _BEFORE_CLOCK or (len(second) <= 5 and "," not in second)
    return "-" in second


def _moment(match: re.Match[str]) -> Moment:
    _, kind, value = _TABLE[(match.lastindex or 1) - 1]
    text = match.group()
    if kind == "DAY":
        day = _DAY_NAME.search(text)
        value = day.group() if day else ""
    elif value in ("clock", "clock24"):
        value = _clock(text, value == "clock24")
    return Moment(match.start(), match.end(), kind, value)


def _clock(text: str, is_24_hour: bool) -> str:
    match = _CLOCK.search(text)
    if match is None:
        return ""
    digits, minutes = match.group(1), match.group(2) or "00"
    hour = int(digits)
    if not is_24_hour:
        afternoon = "p" in text[match.end() : match.end() + 3]
        hour = hour % 12 + (12 if afternoon else 0)
    return f"{hour:02d}:{minutes}"
