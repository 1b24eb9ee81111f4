"""Words for the people of a country: which country "Iraqi", "Ukrainians" or "Sudanese" speak of.

A demonym is no place ("Iraqi forces"), but it says of which country a document
speaks, and "the Iraqi city of Alexandria" says which Alexandria is meant. Some
corpora annotate demonyms as names of the country; given as a span, one is
resolved to its country.
"""

from __future__ import annotations

from typing import Final

__all__ = ["DEMONYMS", "PEOPLES", "country_of_people"]

_BY_COUNTRY: Final = {
    "AE": "emirati", "AF": "afghan afghani", "AL": "albanian", "AM": "armenian", "AO": "angolan",
    "AR": "argentine argentinian argentinean", "AT": "austrian", "AU": "australian aussie",
    "AZ": "azerbaijani azeri", "BA": "bosnian", "BD": "bangladeshi", "BE": "belgian",
    "BF": "burkinabe burkinabé", "BG": "bulgarian", "BH": "bahraini", "BI": "burundian",
    "BJ": "beninese", "BO": "bolivian", "BR": "brazilian", "BW": "botswanan", "BY": "belarusian",
    "CA": "canadian", "CD": "congolese", "CH": "swiss", "CI": "ivorian", "CL": "chilean",
    "CM": "cameroonian", "CN": "chinese", "CO": "colombian", "CR": "costarican", "CU": "cuban",
    "CY": "cypriot", "CZ": "czech", "DE": "german", "DJ": "djiboutian", "DK": "danish dane",
    "DZ": "algerian", "EC": "ecuadorian ecuadorean", "EE": "estonian", "EG": "egyptian",
    "ER": "eritrean", "ES": "spanish spaniard", "ET": "ethiopian", "FI": "finnish finn",
    "FJ": "fijian", "FR": "french frenchman frenchmen", "GA": "gabonese",
    "GB": "british briton brit",
    "GE": "georgian", "GH": "ghanaian", "GM": "gambian", "GN": "guinean", "GR": "greek",
    "GT": "guatemalan", "GY": "guyanese", "HN": "honduran", "HR": "croatian croat", "HT": "haitian",
    "HU": "hungarian", "ID": "indonesian", "IE": "irish irishman irishmen", "IL": "israeli",
    "IN": "indian", "IQ": "iraqi", "IR": "iranian", "IS": "icelandic icelander", "IT": "italian",
    "JM": "jamaican", "JO": "jordanian", "JP": "japanese", "KE": "kenyan", "KG": "kyrgyz",
    "KH": "cambodian", "KP": "northkorean", "KR": "southkorean", "KW": "kuwaiti", "KZ": "kazakh",
    "LA": "laotian", "LB": "lebanese", "LK": "srilankan sinhalese", "LR": "liberian",
    "LT": "lithuanian", "LU": "luxembourgish", "LV": "latvian", "LY": "libyan", "MA": "moroccan",
    "MD": "moldovan", "ME": "montenegrin", "MG": "malagasy", "MK": "macedonian", "ML": "malian",
    "MM": "burmese", "MN": "mongolian", "MR": "mauritanian", "MT": "maltese", "MW": "malawian",
    "MX": "mexican", "MY": "malaysian", "MZ": "mozambican", "NA": "namibian", "NE": "nigerien",
    "NG": "nigerian", "NI": "nicaraguan", "NL": "dutch", "NO": "norwegian", "NP": "nepalese nepali",
    "NZ": "newzealander", "OM": "omani", "PA": "panamanian", "PE": "peruvian", "PH": "filipino",
    "PK": "pakistani", "PL": "polish pole", "PS": "palestinian", "PT": "portuguese",
    "PY": "paraguayan", "QA": "qatari", "RO": "romanian", "RS": "serbian serb", "RU": "russian",
    "RW": "rwandan", "SA": "saudi saudiarabian", "SD": "sudanese", "SE": "swedish swede",
    "SG": "singaporean", "SI": "slovenian slovene", "SK": "slovak", "SL": "sierraleonean",
    "SN": "senegalese", "SO": "somali somalian", "SS": "southsudanese", "SV": "salvadoran",
    "SY": "syrian", "TD": "chadian", "TG": "togolese", "TH": "thai", "TJ": "tajik",
    "TM": "turkmen", "TN": "tunisian", "TR": "turkish turk", "TW": "taiwanese", "TZ": "tanzanian",
    "UA": "ukrainian", "UG": "ugandan", "US": "american", "UY": "uruguayan", "UZ": "uzbek",
    "VE": "venezuelan", "VN": "vietnamese", "XK": "kosovar kosovan", "YE": "yemeni yemenite",
    "ZA": "southafrican", "ZM": "zambian", "ZW": "zimbabwean",
}  # fmt: skip
"""English adjectives and nouns by ISO 3166-1 alpha-2; a plural in -s goes without saying."""

_OTHER_LANGUAGES: Final = {
    "IQ": "irakien irakienne irakiens irakiennes عراقي عراقية عراقيين عراقيون иракский іракський",
    "SY": "syrien syrienne syriens syriennes سوري سورية سوريين سوريون сирийский сирійський",
    "IR": "iranien iranienne iraniens iraniennes إيراني إيرانية إيرانيين иранский іранський",
    "IL": "israélien israélienne israéliens israéliennes إسرائيلي إسرائيلية إسرائيليين израильский",
    "LB": "libanais libanaise لبناني لبنانية لبنانيين ливанский", "YE": "يمني يمنية yéménite",
    "UA": "ukrainien ukrainienne ukrainiens ukrainiennes أوكراني أوكرانية украинский украинские"
    " украинских украинской украинская український українські українських української українська",
    "RU": "russe russes روسي روسية روسيين российский российские российских российской российская"
    " російський російські російських російської російська",
    "US": "américain américaine américains américaines أمريكي أمريكية أميركي أميركية американский",
    "TR": "turc turque turcs turques تركي تركية турецкий", "FR": "français française françaises",
    "ML": "malien malienne maliens maliennes", "BF": "burkinabè",
    "LY": "libyen libyenne libyens ليبي",
    "SD": "soudanais soudanaise سوداني سودانية суданский",
    "PS": "palestinien palestiniens فلسطيني",
    "NE": "nigérien nigérienne nigériens", "AF": "أفغاني أفغانية afghane afghans",
}  # fmt: skip

_STATE_PEOPLES: Final = {
    "minnesotan": "Minnesota", "iowan": "Iowa", "texan": "Texas", "californian": "California",
    "virginian": "Virginia", "ohioan": "Ohio", "floridian": "Florida", "hawaiian": "Hawaii",
    "alaskan": "Alaska", "pennsylvanian": "Pennsylvania", "kentuckian": "Kentucky",
    "nebraskan": "Nebraska", "oregonian": "Oregon", "dagestani": "Dagestan", "chechen": "Chechnya",
    "english": "England", "scottish": "Scotland", "scots": "Scotland", "welsh": "Wales",
    "catalan": "Catalonia", "crimean": "Crimea", "bavarian": "Bavaria", "sicilian": "Sicily",
    "newyorker": "New York", "louisianan": "Louisiana", "louisianian": "Louisiana",
}  # fmt: skip

PEOPLES: Final = frozenset(
    {
        "kurdish", "kurd", "arab", "arabian", "houthi", "sunni", "shia", "shiite", "shi'ite",
        "alawite", "yazidi", "turkmen", "tatar", "european", "african", "asian", "western",
        "eastern", "islamic", "islamist", "muslim", "christian", "jewish", "druze", "berber",
        "tuareg", "fulani", "hausa", "pashtun", "hazara", "slavic", "nordic", "baltic", "balkan",
        "korean", "latin", "hispanic", "tamil", "persian", "bedouin", "yezidi", "alevi", "maronite",
        "coptic", "orthodox", "catholic", "protestant", "soviet", "nazi",
    }
)  # fmt: skip
"""Peoples and creeds of no one country."""


def _forms() -> dict[str, str]:
    found: dict[str, str] = {}
    for table in (_BY_COUNTRY, _OTHER_LANGUAGES):
        for code, words in table.items():
            for word in words.split():
                found[word] = code
                if word.isascii() and not word.endswith(("s", "ese", "ish", "ch")):
                    found[f"{word}s"] = code
    return found


_COUNTRIES: Final = _forms()
_AREAS: Final = {**_STATE_PEOPLES, **{f"{word}s": area for word, area in _STATE_PEOPLES.items()}}
DEMONYMS: Final = frozenset((*_COUNTRIES, *_AREAS, *PEOPLES, *(f"{word}s" for word in PEOPLES)))
"""All words for people, in lower case; of several words ("South Korean") written together."""


def country_of_people(word: str) -> str:
    """Give what a demonym speaks of: an ISO alpha-2 code, or the name of a first-order area.

    Returns
    -------
    str
        Empty for a word that is no demonym of one country or area.

    Examples
    --------
    >>> country_of_people("Iraqis"), country_of_people("Minnesotans"), country_of_people("Baghdad")
    ('IQ', 'Minnesota', '')
    >>> country_of_people("South Korean"), country_of_people("العراقية")
    ('KR', 'IQ')
    """
    key = word.lower().replace(" ", "").replace("-", "")
    return (
        _COUNTRIES.get(key)
        or _AREAS.get(key)
        or _COUNTRIES.get(key.removeprefix("و").removeprefix("ال"), "")
    )
