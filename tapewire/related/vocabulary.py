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
    analyst economist airline automaker billionaire bloc brewer broker carmaker chipmaker drugmaker insurer
    lender miner planemaker regulator retailer startup supermarket toymaker tycoon
    """
)
"""What stands before a name without being part of it, as does what stands before that ("French President")."""

AFTER_HYPHENS = _words(
    """
    based led backed listed owned run made born style era wide bound linked funded built trained friendly free
    like related themed only focused held heavy bred educated turned controlled occupied dominated ruled
    """
)
"""What follows the hyphen after a name without being part of it: Hong Kong-based."""

NEVER_NAMES = _words(
    """
    january february march april may june july august september october november december index q1 q2 q3 q4 h1
    h2 ceo cfo ipo etf gdp cpi analysis breaking brief briefing column comment editorial exclusive explainer
    factbox live opinion podcast preview roundup update
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
    "boe": "Bank of England",
    "boj": "Bank of Japan",
    "ecb": "European Central Bank",
    "fed": "Federal Reserve",
    "hk": "Hong Kong",
    "hkma": "Hong Kong Monetary Authority",
    "pboc": "People's Bank of China",
    "united states": "US",
    "united kingdom": "UK",
    "european union": "EU",
    "united nations": "UN",
    "american": "US",
    "america": "US",
    "australian": "Australia",
    "british": "UK",
    "britain": "UK",
    "canadian": "Canada",
    "chinese": "China",
    "french": "France",
    "german": "Germany",
    "indian": "India",
    "italian": "Italy",
    "japanese": "Japan",
    "korean": "Korea",
    "malaysian": "Malaysia",
    "russian": "Russia",
    "swiss": "Switzerland",
    "taiwanese": "Taiwan",
}
"""Names of two forms: the lower-case key of one, and how the other is written. A country's adjective is the country."""

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
        pressure uncertainty volatility sentiment momentum stimulus recession crisis billionaire startup
        start-up giant rival partner partnership acquisition merger takeover stake bid ipo listing listed
        investment invest portfolio capital asset equity credit loan lender mortgage property housing
        real-estate manufacturer manufacturing factory production output order shipment shipping employee worker
        job hire hiring layoff wage union strike staff session turnover volume gainer loser trader broker ban
        sanction restriction rule regulator regulation probe investigation lawsuit fine penalty measure duty
        bill vote election party parliament congress senate summit visit today's weekend spring summer autumn
        winter holiday website site platform network page post list photo picture scientist doctor patient drug
        hospital disease death dead die kill design version model device screen camera accept access account act
        action active actual admit adopt advantage adviser age agenda aggressive aim air allow alone alternative
        amazing amount announcement anti apart appear appearance apply approach approval approve argue argument
        arm arrive article assess associate attack attempt attend attention attract audience author authority
        avoid aware baby balance base basic battle beat beautiful begin begun behind benefit beyond bigger
        biggest bit black block blow blue board body book born boss bottom break brief bright broad brother
        brown budget burn button campaign card care career carry catch cause celebrate challenge chance
        character charge chart cheap check choice choose class clear clearly closer club coach coin collect
        collection color colour combine comment commission commit commitment committee common communication
        community compare comparison compete competition competitive complain complaint complete completely
        complex component concept condition conduct conference confidence conflict connect connection consider
        consultant contact contain content context contract contribute control conversation convert cool copy
        core corner correct couple course cover crash crazy critic critical cross crowd culture damage dance
        dark date daughter deadline dear debate debut decade decide decision deep deeper defence defend defense
        degree delay deliver delivery depend describe deserve desire destroy detail determine develop developer
        development difference different difficult direct direction disappoint discover discovery discuss
        discussion display distance distribution divide document dog door double doubt dozen draw dream dress
        drive driver earlier easy eat education effective effort eight electric element emerge emergency
        emotional employ enable encourage endorse enemy engine engineer enjoy enter entertainment entire entry
        environment equal equipment era error escape especially essential establish evening event eventually
        evidence evolve exact exactly examine example excellent exchange excite exclusive exist existing expand
        expansion experience experiment expert explain explore express extend extra extreme eye fact fail
        failure fair fake false familiar famous fast faster father favor favorite favour fewer field fight fill
        finally finding finger finish fire fit five fix flat flight floor flow fly focus folk foot force foreign
        forget form formal format forward four frame freedom fresh friend front fuel fun function funny future
        gap gather general generate generation gift girl glad glass goal god green ground guess guest guide guy
        hair hall handle happy hard hat hate healthy hear heart heat heavy hide highest highlight hint history
        hole host hot hotel huge human hundred hunt hurt husband idea identify ignore illegal imagine immediate
        immediately importance important impose impress impressive improve improvement incident include income
        independent indicate individual influence inform information initial initiative inside insist inspire
        instance intelligence intend interesting interview introduce introduction investigate involve island
        item jail judge keen kid kind king kitchen knock knowledge lack land language larger largest laugh learn
        legal legend lesson letter library lie lift light link lip listen little living load locate location
        lock log longer lot love lovely lowest luck machine magazine mail main maintain majority male manage
        mark mass massive match material matter mean meaning meanwhile mechanism media medical medium meet
        member memory mention mere message method middle mile mind minor minute miss mission mistake mix modern
        modest mom moment mood moon mother motion mountain mouth multiple murder myth naked narrow nation native
        natural nature necessary negative newer nice nine noise normal north note notice novel object obvious
        obviously occur ocean odd offensive older operate operation operator opinion opportunity oppose option
        ordinary organisation organise organization organize origin original otherwise outcome overall owner
        pace pack package pain paint pair panel paper parent participate particular particularly partly pass
        passenger pattern peak perfect perform performance permit person personal perspective phase piece pilot
        pink pitch plane planet plant plate player plenty pocket podcast poem poll poor pop popular population
        position positive possible possibly potential practical practice prefer premiere prepare presence
        preserve press pretty prevent previously primary principle print prior priority prison prize probably
        procedure proceed process produce producer professional professor program programme progress project
        promise promote proof proper protect protection protest prove provide provider publish pull purchase
        pure purpose push qualify quality quick quickly quiet quote race radio range rank rapid rare rating
        reaction read reader ready realise reality realize rear rebuild recall receive recognize recommend
        recover recovery red refuse regard region regular reject relate relation relationship relative relevant
        rely remark remarkable remember remind remove repeat replace reply represent representative republic
        reputation request require requirement rescue resident resist resolve resource respond response
        responsibility responsible rest restore retain retire return reverse reward rich ride road rock role
        roll romantic room root rough round route row rumor rumour rush sad safe safety sample save scale scene
        schedule scheme school science score script sea search seat secret section secure seek seem select self
        senior sense sentence separate serious seriously serve settle settlement seven severe sex shadow shape
        sharp shift shine ship shock shoot shop shot shoulder shut sick sight significant silent similar simple
        simply single sister sit situation six size skill skin sky sleep slow slowly smaller smart smell smile
        smoke smooth social society soft solid solution solve somebody son sooner sort soul sound south space
        spark speak special specialist specific specifically spectacular speech speed spend spirit split spoil
        sport spot spread square stage standard stare statistic status steady steal step stick stone storm story
        straight strange strategic strategy stream strength stress stretch strict strip stronger strongest
        structure struggle student studio stuff stunning style subject submit substantial succeed success
        successful suddenly sue suffer suggest suggestion suit super suppose sure surface surprise surprising
        surround survey survive suspect sweet swing switch symbol system tackle tale talent tap target task
        taste teach teacher team tear teenager ten tend terrible territory text theme theory thick thin thought
        thousand thread threat threaten throw tie tight tiny tip tired title tone tonight tool topic touch tough
        tour town toy track tradition traditional traffic train training transfer transform transition transport
        travel treat treatment tree trend trial trick trip triple trouble true truly trust truth twice twist
        type typical ultimate unable understand unexpected unique unit unite universe unlikely unusual upper
        urban urge urgent useful usual usually valley valuable variety various vast victim victory view viewer
        village violence violent virtual vision voice volunteer wait wake walk wave weaker weakest weakness
        wealth weapon wear weather web wedding weight welcome west western whatever wheel whenever whereas white
        whole wide widely wider wife wild willing wind window wing winner wipe wire wise wish wonder wonderful
        wood worth wrap write writer writing wrong yard yellow young youth zone afp ahead ap bloomberg center
        centre correspondent dominate drag editor eighth fifth fourth fully halt halted halve hurry known led
        merely mostly ninth pump rebound reporter reuters roughly seventh sixteen sixth steep struck tenth
        thirty twenty unchanged xinhua analysis basis began bore borrow borrower borrowing bought breaking
        briefing broadly broke broken brothers brought built buyer caught chose chosen column corp corporation
        dealt drawn drew driven drove editorial electronics enterprises explainer factbox fallen felt firmly
        flew flown fought froze frozen glance grew grown heavily held holding holdings hung inc industries
        issuer knew lending lent licence license licensing limited live ltd meant met midday modestly motor
        narrowly noon offset paid partners pharmaceutical plc preview properties ran rang resources ridden risen
        rode roundup sang sank sat seller send sent sharply showed shown slept slightly sold solutions sons
        sought spent spoke spoken stole stolen stood strongly stuck sunk swam swung systems taught technologies
        threw thrown tore understood weakly wept woke wore worn written wrote
        """
    ),
}
"""Usual words by the share of stories on markets that hold them; see `tapewire.related.background`."""
