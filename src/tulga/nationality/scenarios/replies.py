"""What an authority said in its own words, where it is plain. What is not plain is no answer; it is shown.

Read are sentences in English and Russian. A sentence with a condition or a doubt in it ("may", "if", "cannot confirm"),
one about somebody else ("her brother"), one that names another State than the authority's own, or one that says both
yes and no is not read. No record is not "no"; silence and general information are no answers (they have names of their
own).
"""

import re

from tulga.kernel.countries import all_countries

ANSWERS = ("national", "not_national", "no_record", "general", "silent")
PLAIN = {"positive": "national", "negative": "not_national"}  # other words for an answer, as authorities use them
_CITIZEN = r"(?:citizen|national)s?"
_MEMBER = r"(?:a |an |its |our |the |still a )?(?:\w+ )?" + _CITIZEN
_HELD = r"(?:the )?(?:\w+ )?(?:citizenship|nationality)"
_AS = r"(?:as |to be )?"
_RU_IS = r"(?:является|являл[аи]?сь|являлся|признаётся|признается|признан[аы]?|считается|состоит|состоял[аи]?)(?: в)?"


def _any(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{form})" for form in forms), re.IGNORECASE)


_SILENT = _any(
    r"^silen(?:t|ce)$",
    r"\bno (?:answer|reply|response)\b",
    r"\b(?:did|has|have) not (?:answered|answer|replied|reply|responded|respond)\b",
    r"\bunanswered\b",
    r"\bответа? (?:не поступ\w+|нет)\b",
    r"\bбез ответа\b",
    r"\bне ответил\w*\b",
)
_NO_RECORD = _any(
    r"\bno (?:\w+ )?(?:records?|information|data|entry|trace)\b",
    r"\bnot (?:found|listed|registered) in\b",
    r"\bсведени[яй]\b[\w ]*\b(?:нет|отсутствуют|не имеется|не найден\w*)",
    r"\b(?:нет|не имеется) сведений\b",
    r"\bсведений\b[\w ]*\b(?:нет|не имеется)\b",
    r"\bне значится\b",
)
_GENERAL = _any(
    r"\bgeneral (?:reply|answer|information|letter)\b",
    r"\b(?:restates?|quotes?|cites?) the (?:law|article)\b",
    r"\brefers? (?:\w+ )?to the law\b",
    r"\bобщ\w+ (?:ответ|разъяснени\w+)\b",
    r"\bразъяснен\w* (?:порядок|положения)\b",
)
# conditions, possibilities, doubts, questions, the law in general (many people at once, a rule recited)
_HEDGES = _any(
    r"\b(?:persons|people|those|individuals|residents|everyone|everybody|all|(?:a|every|each) person)\b",
    r"^(?:the )?(?:citizens|nationals) (?:of|are)\b",
    r"\b(?:граждане|лиц[ао], котор\w+|все|каждый|те, кто)\b",
    r"\b(?:if|whether|unless|(?<!\d )may(?! \d)|might|could|can|cannot|unable)\b",
    r"\b(?:possibl[ey]|probabl[ey]|presumabl[ey]|appears?|seems?)\b",
    r"\bnot (?:been )?(?:confirmed|established|certain|clear|known|possible)\b",
    r"\b(?:unclear|pending|would|should|persons? who|anyone|any person|appl(?:y|ies|ied)|application|doubt\w*)\b",
    r"\b(?:если|ли|может|могут|возможно|вероятно|невозможно|не представляется|вправе|при условии)\b",
    r"\b(?:не подтвержд|не установлен|заявлени|сомнени)\w*",
    r"\bлица\b",
    r"\?",
)
_SOMEBODY_ELSE = _any(
    r"\b(?:brother|sister|mother|father|parents?|spouse|husband|wife|son|daughter|children|relatives?|grand\w+)\b",
    r"\b(?:брат|сестр|мать|матер|отец|отц|родител|супруг|муж|жен[аы]|сын|дочь|дочер|дет[иея])\w*",
)
_NO = _any(
    rf"\b(?:not|never)(?:,? (?:and|nor) (?:(?:was|has|ever|never|been) )*(?:was|been),?)?"
    rf" (?:been )?(?:considered |regarded |recogni[sz]ed |deemed )?{_AS}{_MEMBER}\b",
    rf"\b(?:does|do|did) not (?:consider|regard|recogni[sz]e) \w+ {_AS}{_MEMBER}\b",
    rf"\b(?:does|do|did) not belong to (?:the )?(?:{_HELD}|{_CITIZEN})\b",
    rf"\b(?:does|do|did) not (?:hold|have|possess|acquire) {_HELD}\b",
    rf"\b(?:has |had )?never (?:held|had|possessed|acquired) {_HELD}\b",
    r"\bnever was\b",
    r"\b(?:has|had|holds?) no (?:\w+ )?(?:citizenship|nationality)\b",
    rf"\bno longer {_MEMBER}\b",
    rf"\b(?:has )?ceased to be {_MEMBER}\b",
    rf"\b(?:has )?lost {_HELD}\b",
    rf"\b{_HELD}(?: of (?:the )?[\w ]+?)? (?:was|has been|is) (?:terminated|withdrawn|revoked|annulled)\b",
    r"^negative(?: answer| reply)?$",
    rf"\bне {_RU_IS}(?: \w+)? граждан\w*",
    r"\bне граждан(?:ин|ка|ином|кой)\b",
    r"\bгражданств\w+(?: [\w ]+?)? не (?:имеет|приобретал[аи]?|состоит)\b",
    r"\bне (?:имеет|приобретал[аи]?) гражданств\w*",
    r"\bутратил[аи]? гражданств\w*",
    r"\bгражданств\w+ (?:утрачено|прекращено)\b",
)
_YES = _any(
    rf"\b(?:is|are|remains|considered|regarded|recogni[sz]ed|confirmed)(?: confirmed)? {_AS}{_MEMBER}\b",
    rf"\b(?:considers|regards|recogni[sz]es) \w+ {_AS}{_MEMBER}\b",
    r"^positive(?: answer| reply)?$",
    rf"\b(?:holds|has|possesses|confirms? (?:her|his|their|the)) {_HELD}\b",
    rf"\bbelongs to (?:the )?(?:{_HELD}|{_CITIZEN})\b",
    r"\b(?:citizenship|nationality)(?: of (?:the )?[\w ]+?)? (?:is|was|has been|hereby) confirmed\b",
    rf"^(?:confirmed:? )?(?:a )?{_CITIZEN} of (?:the )?[\w ]+$",
    rf"\b{_RU_IS}(?: \w+)? граждан\w+",
    r"\b(?:имеет|подтверждает) гражданств\w+",
    r"\bгражданств\w+ подтвержден\w*",
    r"^граждан(?:ин|ка) [\w ]+$",
)
_LEFT_OVER = re.compile(r"\b(?:not|never|no|none|не|ни|нет)\b", re.IGNORECASE)
# how Russian and adjectives name States; English names come from the list of countries
_STEMS = {
    "KAZ": r"казах\w+|kazakh", "UZB": r"узбек\w+|uzbek", "KGZ": r"к[ыи]рг[ыи]з\w+|kyrgyz",
    "RUS": r"росси\w+|рф|russian?", "UKR": r"украин\w+|ukrainian", "BLR": r"белару\w+|белорус\w+|belarusian",
    "TJK": r"таджик\w+|tajik", "TKM": r"туркмен\w+|turkmen", "AZE": r"азербайджан\w*|azerbaijani",
    "ARM": r"армен\w+|armenian", "GEO": r"грузи\w+|georgian", "MDA": r"молд[ао]в\w+|moldovan?",
    "LTU": r"литв\w+|литовск\w+|lithuanian",
    "LVA": r"латв\w+|латвийск\w+|latvian", "EST": r"эстон\w+|estonian", "DEU": r"герман\w+|фрг|german",
    "CHN": r"кита\w+|кнр|chinese", "MNG": r"монгол\w+|mongolian", "AFG": r"афган\w+|afghan",
    "TUR": r"турц\w+|турецк\w+|turkish|turkey", "IRN": r"иран\w*|iran(?:ian)?", "SYR": r"сири\w+|syrian?",
    "KOR": r"(?<!north )korean?", "VNM": r"вьетнам\w*|vietnam\w*",
    "USA": r"сша|usa|united states", "GBR": r"british|uk|united kingdom",
}  # fmt: skip
_NAMES = {state: re.compile(rf"\b(?:{stem})\b", re.IGNORECASE) for state, stem in _STEMS.items()}
_CODE = re.compile(r"\bof (?:the )?(?P<code>[A-Z]{2,3})\b")


def answer_of(text: str, authority: str = "") -> str:
    """Return what an authority's words say: one of `ANSWERS`, or "" for what is not plainly one of them.

    Args:
        authority: the State whose authority speaks (ISO alpha-3); what it says of another State is no answer.
    """
    said = " ".join(text.split()).rstrip(". ")
    for form, answer in ((_SILENT, "silent"), (_NO_RECORD, "no_record"), (_GENERAL, "general")):
        if form.search(said):
            return answer
    if _HEDGES.search(said) or _SOMEBODY_ELSE.search(said):
        return ""
    if authority and states_in(said) - {authority}:
        return ""
    without = _NO.sub(" ", said)
    no, yes = without != said, bool(_YES.search(without.strip(" ,;")))
    if no == yes or _LEFT_OVER.search(without):
        return ""
    return "not_national" if no else "national"


def states_in(text: str) -> set[str]:
    """Return the States that a text names, in English or Russian, by name, adjective or code."""
    found = {state for state, form in _NAMES.items() if form.search(text)}
    codes = {one["code"] for one in _CODE.finditer(text)}
    lower = text.casefold()
    for country in all_countries():
        if country.kind != "state":
            continue
        short = country.name("en").casefold().split(" (")[0].removeprefix("united ").removeprefix("rep. of ")
        if codes & {country.iso2, country.iso3} or re.search(rf"\b{re.escape(short)}\b", lower):
            found.add(country.iso3)
    return found
