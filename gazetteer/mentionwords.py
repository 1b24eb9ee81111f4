"""Word lists by which a text shows what is a place name and what is not."""

from __future__ import annotations

from typing import Final

from gazetteer.typewords import TYPE_WORDS

__all__ = [
    "ACTOR_ENDS",
    "ARABIC_PREFIXES",
    "ARTICLES",
    "CASELESS_LOCATIVE",
    "CASELESS_STOP",
    "DEMONYMS",
    "LOCATIVE",
    "NO_NAMES",
    "NO_PLACES",
    "ORGANISATION_ENDS",
    "ORGANISATION_OF",
    "PLACE_OF",
    "SPEECH",
    "STOP",
    "TITLES",
    "TYPE_ENDS",
]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES: Final = _set("al el an as ash ar ad at az es ez en er et")
ARABIC_PREFIXES: Final = frozenset("وبلفك")
TYPE_ENDS: Final = TYPE_WORDS - {"of"}

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

CASELESS_LOCATIVE: Final = _set(
    "في من الى إلى على قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط داخل خارج بين نحو باتجاه"
    " مدينة محافظة قضاء ناحية قرية بلدة مطار قاعدة معسكر مخيم منطقة حي ريف معبر ميناء طريق"
    " در از به شهر استان روستای نزدیک له لە شاری ב ליד בעיר צפון דרום"
)
CASELESS_STOP: Final = _set(
    "في من الى إلى على عن مع هذا هذه ذلك التي الذي الذين كان كانت قد لم لن ما لا ان أن إن بعد قبل"
    " بين كل كما حيث عند عندما منذ حتى او أو ثم اي أي هو هي هم نحن انه أنه وقد قال قالت خلال ضد"
    " اليوم امس أمس غير بعض جميع عدد يوم شهر عام سنة مساء صباح نقطة الان الآن"
    " در از به که را این آن با برای است بود شد می های של את על זה הוא היא לא כי גם עם או"
)
SPEECH: Final = _set(
    "said says accused accuses denied denies claimed claims warned warns announced announces"
    " condemned condemns vowed insisted insists blamed blames called demanded demands urged urges"
    " wants wanted hopes believes rejected rejects told confirmed confirms declined agreed agrees"
    " заявил заявила заявили сообщил сообщила"
)
ORGANISATION_ENDS: Final = _set(
    "University Brigade Brigades Army Forces Ministry Party Command Council Corps Division"
    " Battalion Times Post News Agency Bank Company Group Movement Front Guard Guards Hezbollah"
    " Operations Court Parliament Accord Agreement Declaration Club Museum Regiment Militia"
    " Institute College Observatory Force Briefing Review Herald Tribune Airlines Airways"
)
ORGANISATION_OF: Final = _set(
    "University Bank Ministry Battle Treaty Archbishop Bishop Institute College Army Sons"
)
TITLES: Final = _set(
    "Mr Mrs Ms Dr President Minister Premier General Colonel Major Captain Lieutenant Sergeant"
    " Gen Col Maj Capt Lt Sgt Sheikh Ayatollah Imam Senator Ambassador Secretary Prince King Queen"
    " Commander Spokesman Spokeswoman Professor Prof Sir Lady Saint"
)
ACTOR_ENDS: Final = _set("backed aligned linked led sponsored allied made")
"""Words that make an actor of the name before them, joined by a hyphen ("Iran-backed")."""

NO_PLACES: Final = frozenset(
    {
        "middle east", "near east", "far east", "east", "west", "persian gulf", "arabian gulf",
        "gulf", "red sea", "black sea", "white house", "capitol", "pentagon", "congress",
        "parliament", "green zone", "islamic state", "united nations", "european union",
    }
)  # fmt: skip
"""Regions, bodies and buildings whose names some village also bears."""

DEMONYMS: Final = _set(
    "iraqi iraqis syrian syrians iranian iranians yemeni yemenis lebanese israeli israelis"
    " palestinian palestinians jordanian egyptian saudi saudis turkish turk turks kurdish kurd"
    " kurds russian russians ukrainian ukrainians american americans british french german"
    " sudanese libyan libyans afghan afghans pakistani indian chinese somali malian nigerien"
    " nigerian ethiopian arab arabs persian houthi houthis sunni shia shiite shi'ite alawite"
    " yazidi turkmen chechen emirati kuwaiti qatari bahraini omani tunisian algerian moroccan"
    " georgian armenian azerbaijani azeri japanese korean canadian australian italian spanish"
    " dutch danish polish european western islamic muslim muslims christian christians jewish"
)
NO_NAMES: Final = (
    TYPE_ENDS
    | frozenset(word.lower() for word in ORGANISATION_ENDS | ORGANISATION_OF | TITLES)
    | DEMONYMS
    | ARTICLES
)
"""Words that alone are no name."""
