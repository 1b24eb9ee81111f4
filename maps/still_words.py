"""The own words of a still map in the page's languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RIGHT_TO_LEFT", "WORDS"]

RIGHT_TO_LEFT: Final = frozenset({"ar"})

_EN: Final = {
    "types": "Reports by type",
    "not_attacks": "A symbol says what somebody reported.",
    "precision": "How well the place is known",
    "point": "at a place, within the thin ring",
    "area": "somewhere in the shaded area",
    "several": "several reports, counted",
    "attribution": "Attribution",
    "claimed": "claimed by the actor",
    "attributed": "attributed by others",
    "contested": "contested: voices disagree",
    "denied": "denied only",
    "unknown": "nobody is named",
    "distances": "Rings and distance lines",
    "yes": "within the distance",
    "no": "beyond it",
    "undetermined": "may be either",
    "limit": "where the claim holds up to",
    "claims": "Claims, checked",
    "holds": "holds",
    "fails": "fails",
    "cannot be decided": "cannot be decided",
    "count": "{symbols} symbols for {shown} reports; {all} in all",
    "left_out": "{n} not on the map: too roughly known, or without a place",
    "km": "{n} km",
    "m": "{n} m",
    "at_latitude": "{length} (at {lat}°)",
    "other_layers": "Other layers",
    "sized": "symbol area: least figure stated, at most {most}; ?: none",
    "basis": "Outlines: Natural Earth. Towns: GeoNames (CC BY 4.0). Web Mercator, north up. "
    "Boundaries are not an endorsement.",
    "disputed": "Disputed, with dashed borders: {names}.",
}
_FR: Final = {
    "types": "Signalements par type",
    "not_attacks": "Un symbole dit ce que quelqu’un a signalé.",
    "precision": "Précision du lieu",
    "point": "à un lieu, dans le cercle fin",
    "area": "quelque part dans la zone ombrée",
    "several": "plusieurs signalements, comptés",
    "attribution": "Attribution",
    "claimed": "revendiquée par l’auteur",
    "attributed": "attribuée par d’autres",
    "contested": "contestée : voix divergentes",
    "denied": "seulement démentie",
    "unknown": "personne n’est nommé",
    "distances": "Cercles et lignes de distance",
    "yes": "dans la distance",
    "no": "au-delà",
    "undetermined": "l’un ou l’autre",
    "limit": "jusqu’où l’affirmation tient",
    "claims": "Affirmations vérifiées",
    "holds": "tient",
    "fails": "ne tient pas",
    "cannot be decided": "indécidable",
    "count": "{symbols} symboles pour {shown} signalements ; {all} en tout",
    "left_out": "{n} hors de la carte : lieu trop vague ou inconnu",
    "km": "{n} km",
    "m": "{n} m",
    "at_latitude": "{length} (à {lat}°)",
    "other_layers": "Autres couches",
    "sized": "surface : chiffre le plus bas, {most} au plus ; ? : aucun",
    "basis": "Contours : Natural Earth. Villes : GeoNames (CC BY 4.0). Web Mercator, nord en haut. "
    "Les limites ne valent pas approbation.",
    "disputed": "Contestés, frontières en tirets : {names}.",
}
_AR: Final = {
    "types": "التقارير حسب النوع",
    "not_attacks": "الرمز يبيّن ما أُبلغ عنه.",
    "precision": "دقة معرفة المكان",
    "point": "في مكان، ضمن الدائرة الرفيعة",
    "area": "في موضع ما داخل المنطقة المظللة",
    "several": "عدة تقارير، بالعدد",
    "attribution": "النسبة",
    "claimed": "تبناها الفاعل",
    "attributed": "نسبها آخرون",
    "contested": "متنازع عليها",
    "denied": "نفي فقط",
    "unknown": "لم يُسمَّ أحد",
    "distances": "دوائر وخطوط المسافة",
    "yes": "ضمن المسافة",
    "no": "أبعد منها",
    "undetermined": "يحتمل الأمرين",
    "limit": "إلى حيث يصحّ الادعاء",
    "claims": "ادعاءات تم فحصها",
    "holds": "يصح",
    "fails": "لا يصح",
    "cannot be decided": "لا يمكن الحسم",
    "count": "{symbols} رمزًا لـ {shown} تقريرًا؛ المجموع {all}",
    "left_out": "{n} خارج الخريطة: المكان مجهول أو تقريبي جدًا",
    "km": "{n} كم",
    "m": "{n} م",
    "at_latitude": "{length} (عند {lat}°)",
    "other_layers": "طبقات أخرى",
    "sized": "مساحة الرمز: أدنى رقم، وأكبره {most}؛ ?: لا رقم",
    "basis": "الحدود: Natural Earth. المدن: GeoNames (CC BY 4.0). "
    "إسقاط Web Mercator والشمال إلى الأعلى. "
    "رسم الحدود لا يعني إقرارها.",
    "disputed": "متنازع عليها، حدودها متقطعة: {names}.",
}
_UK: Final = {
    "types": "Повідомлення за типом",
    "not_attacks": "Символ показує те, про що хтось повідомив.",
    "precision": "Наскільки відоме місце",
    "point": "у місці, в межах тонкого кола",
    "area": "десь у затіненій області",
    "several": "кілька повідомлень, кількість",
    "attribution": "Приписування",
    "claimed": "взято відповідальність",
    "attributed": "приписано іншими",
    "contested": "оскаржено: голоси розходяться",
    "denied": "лише заперечено",
    "unknown": "нікого не названо",
    "distances": "Кола та лінії відстані",
    "yes": "у межах відстані",
    "no": "поза нею",
    "undetermined": "можливо і так, і ні",
    "limit": "межа, до якої твердження вірне",
    "claims": "Перевірені твердження",
    "holds": "справджується",
    "fails": "не справджується",
    "cannot be decided": "неможливо вирішити",
    "count": "{symbols} символів на {shown} повідомлень; усього {all}",
    "left_out": "{n} не на карті: місце надто приблизне або невідоме",
    "km": "{n} км",
    "m": "{n} м",
    "at_latitude": "{length} (на {lat}°)",
    "other_layers": "Інші шари",
    "sized": "площа: найменше число, щонайбільше {most}; ?: немає",
    "basis": "Контури: Natural Earth. Міста: GeoNames (CC BY 4.0). Web Mercator, "
    "північ угорі. Межі не означають визнання.",
    "disputed": "Спірні, межі пунктиром: {names}.",
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": _EN, "fr": _FR, "ar": _AR, "uk": _UK}
"""Words by language; every table has the same keys."""
