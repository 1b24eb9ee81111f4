"""Word lists by which a text shows what is a place name and what is not."""

from __future__ import annotations

from typing import Final

from gazetteer.demonyms import DEMONYMS
from gazetteer.typewords import TYPE_WORDS

__all__ = [
    "ACTOR_ENDS",
    "ARTICLES",
    "ARTICLES_OR_WORDS",
    "AUXILIARIES",
    "CASELESS_LOCATIVE",
    "CASELESS_STOP",
    "COMMON_WORDS",
    "ELISIONS",
    "FEATURE_TAILS",
    "LOCATIVE",
    "NO_NAMES",
    "NO_PLACES",
    "ORGANISATION_ENDS",
    "ORGANISATION_OF",
    "PLACE_OF",
    "PLACE_OF_FRENCH",
    "REGIONS",
    "SHIPS",
    "SPEECH",
    "STOP",
    "TALKS",
    "TITLES",
    "TYPE_ENDS",
    "WATERS",
]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES: Final = _set("al el an as ash ar ad at az es ez en er et")
ARTICLES_OR_WORDS: Final = _set("an as at en er es et")
"""Articles that are also words of English or French: articles only before a hyphen ("at-Tanf")."""

ELISIONS: Final = _set("l d qu")
"""French words that stand before a name with an apostrophe."""

TYPE_ENDS: Final = (TYPE_WORDS - {"of"}) | _set(
    "область області областю области областью обл районі району районом района районе край края"
    " крае"
)

STOP: Final = _set(
    "a about after again against all also although an and another any are as at attack attacks be"
    " because been before being between both but by can could did do does during each either"
    " eight eleven even every few five for four from further had has have he her here hers him"
    " his how however i if in inside into is it its just last least less like many may me meanwhile"
    " might more most much must my near neither never next nine no none nor not now of off on once"
    " one only or other our out outside over own per police put same second see seven several she"
    " should since six so some soon still such ten than that the their them then there these they"
    " third this those three through thus to today tomorrow too troops two under until up upon us"
    " very was we well were what when where whether which while who whom whose why will with"
    " within without would yes yesterday yet you your"
    " january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept"
    " oct nov dec north south east west northern southern eastern western central"
    " killed injured wounded reported according first forces officials rockets missiles photo"
    " image images video file u s uk eu un nato shi"
    " le la les de des du un une et dans à au aux en il elle sur par pour avec"
    " в на и из по за от до с у о не он она они это как что но к для при после"
)
LOCATIVE: Final = _set(
    "in at near around outside inside toward towards across within above beyond through via between"
    " dans à près depuis vers во в из под у возле около біля під з із до"
)
PLACE_OF: Final = _set(
    "north south east west northeast northwest southeast southwest city town village province"
    " governorate district region area areas outskirts suburb suburbs centre center port camp"
    " km kilometers kilometres miles"
)
"""Words before "of" that make what follows a place."""

PLACE_OF_FRENCH: Final = _set(
    "village ville province région cercle aéroport port banlieue camp nord sud est ouest près"
    " centre localité commune gouvernorat quartier lac vallée"
)
"""Words before "de" that make what follows a place."""

CASELESS_LOCATIVE: Final = _set(
    "في من الى إلى على قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط داخل خارج بين نحو باتجاه"
    " مدينة محافظة قضاء ناحية قرية بلدة مطار قاعدة معسكر مخيم منطقة حي ريف معبر ميناء طريق"
    " در از به شهر استان روستای نزدیک له لە شاری ב ליד בעיר צפון דרום"
)
CASELESS_STOP: Final = _set(
    "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط داخل خارج نحو باتجاه قرب محيط"
    " في من الى إلى على عن مع هذا هذه ذلك التي الذي الذين كان كانت قد لم لن ما لا ان أن إن بعد قبل"
    " بين كل كما حيث عند عندما منذ حتى او أو ثم اي أي هو هي هم نحن انه أنه وقد قال قالت خلال ضد"
    " اليوم امس أمس غير بعض جميع عدد يوم شهر عام سنة مساء صباح نقطة الان الآن"
    " در از به که را این آن با برای است بود شد می های של את על זה הוא היא לא כי גם עם או"
)
SPEECH: Final = _set(
    "said says accused accuses denied denies claimed claims warned warns announced announces"
    " condemned condemns vowed insisted insists blamed blames called demanded demands urged urges"
    " wants wanted hopes believes rejected rejects told confirmed confirms declined agreed agrees"
    " signalled signaled responded retaliated backed backs opposes opposed supports denounced"
    " criticised criticized argued argues added noted wrote tweeted replied declared signed"
    " hailed welcomed dismissed summoned recalled sought seeks fears considers considered"
    " заявил заявила заявили сообщил сообщила отрицает отрицала обвинил обвинила заявив заявила"
    " affirme accuse dément déclaré annoncé"
)
AUXILIARIES: Final = _set(
    "has have had did does do will would could can may might must should is was not also again"
    " repeatedly long always never since already later strongly immediately quickly reportedly"
)
"""Words that may stand between a capital that acts and its verb ("Moscow has denied")."""

TALKS: Final = _set(
    "talks tensions relations ties negotiations agreement deal dialogue rivalry alliance war"
    " diplomacy accord rapprochement conflict row dispute standoff treaty"
)
"""Words before "between" or "with" that make capitals of governments."""

ORGANISATION_ENDS: Final = _set(
    "University Brigade Brigades Army Forces Ministry Party Command Council Corps Division"
    " Battalion Times Post News Agency Bank Company Group Movement Front Guard Guards Hezbollah"
    " Operations Court Parliament Accord Agreement Declaration Club Museum Regiment Militia"
    " Institute College Observatory Force Briefing Review Herald Tribune Airlines Airways"
    " Journal Gazette Chronicle Telegraph Mirror Today Daily Network Television Radio Foundation"
    " Federation Union Association Authority Regime Government Embassy Office Department Bureau"
    " Squadron Fleet Legion Guardsmen Militias Jihad Pact Treaty Conference Summit Process"
    " Protocol Memorandum Convention FC United Cup Stock Exchange Inc Ltd Corp Group"
)
ORGANISATION_OF: Final = _set(
    "University Bank Ministry Battle Treaty Archbishop Bishop Institute College Army Sons Voice"
    " League Duke Duchess Earl Patriarch Mufti Mayor Emirate Party Parliament Museum Church"
    " Declaration Peace"
)
TITLES: Final = _set(
    "Mr Mrs Ms Dr President Minister Premier General Colonel Major Captain Lieutenant Sergeant"
    " Gen Col Maj Capt Lt Sgt Sheikh Ayatollah Imam Senator Ambassador Secretary Prince King Queen"
    " Commander Spokesman Spokeswoman Professor Prof Sir Lady Judge Justice Chief Sgt Pvt Cpl"
    " Rep Sen Gov Governor Mullah Hajj Haji Rabbi Father Brother Sister Pope Bishop Chancellor"
    " Admiral Adm Marshal Brig Brigadier Lt Pte Comrade Madame Monsieur"
)
ACTOR_ENDS: Final = _set("backed aligned linked led sponsored allied made")
"""Words that make an actor of the name before them, joined by a hyphen ("Iran-backed")."""

NO_PLACES: Final = frozenset(
    {
        "middle east", "near east", "far east", "east", "west", "persian gulf", "arabian gulf",
        "gulf", "red sea", "black sea", "white house", "capitol", "pentagon", "congress",
        "parliament", "islamic state", "united nations", "european union", "kremlin", "saddam",
        "the kremlin", "downing street", "elysee", "foggy bottom", "isis", "isil", "daesh", "hamas",
        "hezbollah", "taliban", "al qaeda", "al shabaab", "boko haram", "wagner", "fatah", "pkk",
        "houthi", "quds force", "security council", "state department", "foreign ministry",
        "patriot", "patriots", "grad", "kalibr", "shahed", "shaheds", "uragan", "smerch", "tochka",
        "iskander", "kinzhal", "himars", "atacms", "storm shadow", "scalp", "javelin", "kornet",
        "katyusha", "katyushas", "fateh", "qiam", "lancet", "geran", "tornado", "hurricane",
        "buk", "reaper", "predator", "tomahawk", "tomahawks", "scud", "excalibur", "bayraktar",
        "leopard", "abrams", "bradley", "challenger", "granit", "onyx", "oniks", "zircon",
        "new york times", "washington post", "wall street journal", "wall street",
        "financial times",
        "associated press", "reuters", "al jazeera", "radio free europe", "guardian", "times",
    }
)  # fmt: skip
"""Regions, bodies, buildings and weapons whose names some village also bears."""

REGIONS: Final = frozenset(
    {
        "africa", "asia", "europe", "america", "north america", "south america", "latin america",
        "central america", "oceania", "antarctica", "middle east", "near east", "far east",
        "persian gulf", "arabian gulf", "gulf", "red sea", "black sea", "mediterranean", "levant",
        "mediterranean sea", "caucasus", "sahel", "maghreb", "balkans", "baltics", "scandinavia",
        "west", "east", "north", "south", "west africa", "east africa", "north africa",
        "southern africa", "central africa", "horn of africa", "central asia", "south asia",
        "southeast asia", "east asia", "eastern europe", "western europe", "sub-saharan africa",
        "middle east and north africa", "atlantic", "pacific", "urals", "siberia",
    }
)  # fmt: skip
"""Parts of the world that are larger than a country and whose names villages also bear."""

COMMON_WORDS: Final = _set(
    "of many nice reading mobile split bath cork orange deal lens tours angers hope hull man most"
    " along given during police born best enterprise independence liberty union normal surprise"
    " bar van ham big bay page sale rock ford park hill lake green white brown black young price"
    " grace faith mission opportunity victory success pope bishop home house hall street market"
    " guard shell mine ball bell male female march may august imam van sari bar ale how are hit"
    " ali hassan hasan hussein husain ahmed ahmad omar osama saddam abdullah salman bin mustafa"
    " mahmoud khan singh victoria lincoln bush trump biden clinton jackson madison monroe wilson"
    " vance obama kerry powell carter nixon reagan netanyahu florence charlotte sofia chelsea"
    " diana elizabeth christian marina santa san"
    " mohammed muhammad mohammad ibrahim yusuf hamza khalid karim rashid mahdi sadr salah said"
    " saeed jamal amin aziz habib hamid hadi nasser mansour jaber saleh sultan taha zaid zayed"
    " smith johnson williams jones davis miller moore taylor anderson thomas harris martin"
    " thompson garcia martinez robinson clark lewis lee walker allen king wright scott baker"
    " adams nelson campbell mitchell roberts phillips evans parker edwards collins stewart morris"
    " murphy cook rogers morgan cooper peterson reed bailey kelly howard ward watson brooks"
    " lord baron count prince queen mark luke john james george henry william francis edward"
    " chase christmas easter spring summer autumn winter freedom justice unity peace war battle"
    " operation general major captain sergeant private senior junior grand royal imperial"
    " sputnik euro dollar ruble media press post mail express star sun globe record leader"
)
"""Words and personal names that are also towns: places only where a word before says so."""

SHIPS: Final = _set("USS USNS HMS HMCS INS HNLMS MV MT RFS SS")
WATERS: Final = _set("gulf strait straits bay sea cape isle lake isthmus channel")
"""Words before "of" that make one feature of a name: the Gulf of Aden is not in Aden."""

FEATURE_TAILS: Final = tuple(
    tuple(tail.split())
    for tail in (
        "nuclear power plant", "nuclear power station", "nuclear plant", "power plant",
        "power station", "thermal power plant", "hydroelectric power plant", "oil refinery",
        "oil field", "gas field", "border crossing", "oil terminal", "dam", "refinery", "oilfield",
        "crossing", "bridge", "river", "mountains", "mountain", "valley", "desert", "peninsula",
        "islands", "island", "strait", "gulf", "sea", "bay", "lake", "terminal", "prison", "county",
        "parish", "reservoir", "canal", "steppe", "plateau", "plains", "delta",
    )
)  # fmt: skip
"""Words behind a name that make one feature with it, longer ones first."""

NO_NAMES: Final = (
    TYPE_ENDS
    | frozenset(word.lower() for word in ORGANISATION_ENDS | ORGANISATION_OF | TITLES)
    | DEMONYMS
    | ARTICLES
)
"""Words that alone are no name."""
