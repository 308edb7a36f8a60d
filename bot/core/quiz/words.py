"""What English words do in an answer: which mean the same, which may be left out, which change all."""

from __future__ import annotations

import re

ARTICLES = frozenset(("a", "an", "the"))
NEGATIONS = frozenset("not no never nor neither without except but non cannot".split())

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ʻ": None})
"""Letters that no normal form of Unicode takes apart."""
SIGNS = {"&": " and ", "+": " plus ", "%": " percent ", "@": " at ", "°": " degrees "}
CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees", "₱": "pesos", "₽": "rubles"}

LEADING_HEDGE = re.compile(
    r"^(?:um+|uh+|er+|hmm+|well|ok|so|oh|maybe|perhaps|probably|possibly|surely|definitely|obviously|like|"
    r"(?:i (?:think|guess|believe|say|suppose|d say|would say)|im (?:pretty |quite )?sure|"
    r"my (?:guess|answer) (?:is|would be)|"
    r"(?:the|its?) answer(?: is)?|answer|could|would|might|must|has to|should)(?: that)?(?: be)?|"
    r"(?:is|was|are|were)(?: it| that| he| she| they| this| there)?|"
    r"(?:what|who|where|when|which)(?: is| are| was| were|s)|"
    r"(?:it|that|this|he|she|they)(?: is| was| are| were| would be| could be| might be| must be)|"
    r"its|thats|hes|shes|theyre)\s"
)
"""What begins a guess, in plain text."""
TRAILING_HEDGE = re.compile(
    r"(?:\s(?:i (?:think|guess|believe|suppose)|maybe|perhaps|probably|right|of course|for sure|lol|please|pls))+$"
)

COUNTRY = re.compile(r"\b(?:united states(?: of)? america|u s a|u s|us|united states)\b")
SAME = {
    **dict.fromkeys(("us", "usa", "america"), "united states"),
    "uk": "united kingdom",
    "eu": "european union",
    "nyc": "new york city",
    "tv": "television",
    "vs": "versus",
    "st": "saint",
    "mt": "mount",
    "dr": "doctor",
    "mr": "mister",
    "jr": "junior",
    "sr": "senior",
    "prof": "professor",
    "km": "kilometer",
    "cm": "centimeter",
    "mm": "millimeter",
    "kg": "kilogram",
    "ft": "foot",
    "feet": "foot",
    "ww1": "world war 1",
    "wwi": "world war 1",
    "ww2": "world war 2",
    "wwii": "world war 2",
    "hr": "hour",
    "hrs": "hour",
    "min": "minute",
    "mins": "minute",
    "sec": "second",
    "secs": "second",
    "lb": "pound",
    "lbs": "pound",
    "yr": "year",
    "yrs": "year",
    "bce": "bc",
    "bucks": "dollar",
    "usd": "dollar",
}
"""Short forms, in full; stems are compared, so that a unit stands here in the singular."""
AFTER_NUMBER = {"m": "meter", "s": "second", "h": "hour", "g": "gram", "in": "inch", "inches": "inch", "c": "celsius"}
"""Short forms that are units only behind a number."""

OPPOSING = NEGATIONS | frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern central upper lower inner outer left right high low new old plus minus "
    "male female black white red blue green yellow first last next previous early late mid pre post anti ex former "
    "vice deputy assistant step grand great half semi over under above below before after more less indirect direct "
    "positive negative internal external major minor max min opposite other false fake wrong unlike".split()
)
"""Words that make another thing of what they stand with."""
RELATIVES = frozenset(
    "mother father mom dad son daughter brother sister wife husband uncle aunt cousin friend enemy girlfriend "
    "boyfriend killer fan boss partner".split()
)
"""Words that make another person of a name."""
TIMES = frozenset(("early", "late", "mid", "middle", "end", "beginning", "start"))
"""Parts of a time, which may stand with its figures or not."""
AMOUNTS = frozenset(
    ("over", "under", "above", "below", "more", "less", "least", "most", "than", "up", "median", "average", "total")
)
"""Words around a figure that an answer may leave out."""
TITLES = frozenset(
    "doctor mister mrs ms miss sir dame lord lady saint president senator governor general colonel captain lieutenant "
    "sergeant admiral king queen prince princess emperor pope professor justice chief minister prime reverend "
    "detective officer agent inspector maestro archduke honorable judge coach m d md mbe obe phd junior senior "
    "esq".split()
)
KINDS = frozenset(
    "language river mountain mount city town village district capital country nation state republic kingdom empire "
    "dynasty tribe county island sea ocean lake bay gulf valley desert canyon peninsula coast region area zone "
    "province territory continent location series show sitcom movie film trilogy franchise book novel poem play "
    "musical opera song single track album soundtrack band group duo trio team project people person company "
    "corporation inc ltd co brand character class order genus species family religion faith club episode premiere "
    "season finale year old age period era century style genre music dance game sport food cheese sauce plant tree "
    "flower bird fish animal dog insect drama comedy express train ship cell wave tale story surname name word letter "
    "number type kind form tool layer engine machine device software program programme app website disease syndrome "
    "disorder infection virus bacteria muscle nerve bone gland tissue artery vein membrane organ acid gas metal "
    "element compound particle ray energy law rule theory principle system process method technique effect act bill "
    "amendment agreement actor actress singer rapper writer author poet director producer composer scientist player "
    "driver".split()
)
"""What a thing is, which a name may be with or without."""
HEADS = frozenset(
    "park stadium hotel university college school street road house bridge castle tower palace church building museum "
    "theatre theater airport station center centre act war battle treaty award prize cup league games council "
    "committee department bureau agency army navy force party union association society institute world site garden "
    "gardens".split()
)
"""What a thing is, where that alone says nothing, but the name needs it."""
FILLERS = frozenset(
    "in on at of by to from since until during for as with into onto near within about around roughly approximately "
    "circa c ca nearly almost some just only exactly its their his her my our it is was were are be been being and "
    "that typically usually mostly mainly featuring feat".split()
)
_COUNTRIES = (
    "afghanistan,albania,algeria,angola,argentina,armenia,australia,austria,azerbaijan,bahamas,bahrain,bangladesh,"
    "belarus,belgium,bolivia,bosnia,botswana,brazil,britain,bulgaria,cambodia,cameroon,canada,chad,chile,china,"
    "colombia,congo,costa rica,croatia,cuba,cyprus,czech republic,czechia,denmark,dominican republic,ecuador,egypt,"
    "el salvador,england,estonia,ethiopia,fiji,finland,france,georgia,germany,ghana,greece,guatemala,guyana,haiti,"
    "honduras,hong kong,hungary,iceland,india,indonesia,iran,iraq,ireland,israel,italy,ivory coast,jamaica,japan,"
    "jordan,kazakhstan,kenya,kuwait,laos,latvia,lebanon,libya,lithuania,luxembourg,madagascar,malaysia,mali,malta,"
    "mexico,monaco,mongolia,morocco,mozambique,myanmar,namibia,nepal,netherlands,new zealand,nicaragua,nigeria,"
    "north korea,northern ireland,norway,oman,pakistan,panama,paraguay,peru,philippines,poland,portugal,puerto rico,"
    "qatar,romania,russia,rwanda,saudi arabia,scotland,senegal,serbia,singapore,slovakia,slovenia,somalia,"
    "south africa,south korea,spain,sri lanka,sudan,sweden,switzerland,syria,taiwan,tanzania,thailand,tunisia,turkey,"
    "uganda,ukraine,united arab emirates,united kingdom,uk,united states,usa,us,uruguay,venezuela,vietnam,wales,yemen,"
    "zambia,zimbabwe"
)
_STATES = (
    "alabama,alaska,alberta,arizona,arkansas,british columbia,california,colorado,connecticut,delaware,florida,hawaii,"
    "idaho,illinois,indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,michigan,minnesota,"
    "mississippi,missouri,montana,nebraska,nevada,new hampshire,new jersey,new mexico,new south wales,new york,"
    "north carolina,north dakota,nova scotia,ohio,oklahoma,ontario,oregon,pennsylvania,quebec,queensland,rhode island,"
    "south carolina,south dakota,tasmania,tennessee,texas,utah,vermont,virginia,washington,west virginia,wisconsin,"
    "wyoming"
)
PLACES = frozenset(_COUNTRIES.split(",")) | frozenset(_STATES.split(","))
"""Countries and states, which people put behind the name of a town, or leave out there."""
