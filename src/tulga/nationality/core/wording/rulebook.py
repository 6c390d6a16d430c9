"""Rules in words: what a lawyer reads, checks and corrects instead of the condition language."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from tulga.nationality.core.rules import (
    Act,
    Effect,
    InForce,
    NotEncoded,
    Pack,
    Procedure,
    Rule,
    Source,
    Text,
    Timing,
    TimingKind,
    Verification,
)
from tulga.nationality.core.wording.clauses import Context, language_of, render_lines, render_term
from tulga.nationality.core.wording.days import written
from tulga.nationality.core.wording.grammar import Line, capital, filled, sentence

TREATIES = "INT"
_INDENT = "  "
_ENGLISH = re.compile(r"[a-z]{3,}")


def render_rule(rule: Rule, language: str, pack: Pack | None = None) -> str:
    """Return a rule as text: every line of `rule_lines`, points marked with a dash.

    Args:
        pack: the pack that holds it, for the title of the act and the citations of its sources.
    """
    return plain(rule_lines(rule, language, pack))


def plain(lines: Iterable[Line]) -> str:
    """Return lines as text; a point stands under its paragraph."""
    return "\n".join(f"{_INDENT * line.level}{'- ' if line.level else ''}{line.text}" for line in lines) + "\n"


def rule_lines(rule: Rule, language: str, pack: Pack | None = None) -> tuple[Line, ...]:
    """Return a rule as lines: heading, where it is written, when it counts, what it says, how well it is known."""
    return tuple(_lines(rule, language, pack))


def _lines(rule: Rule, language: str, pack: Pack | None) -> Iterable[Line]:
    words = RULES[language]
    act = _act(rule, pack, language)
    yield Line(0, f"{rule.id} · {text_of(rule.heading, language) or words['no_heading']}")
    yield Line(0, sentence(filled(words["law"], {"act": act, "article": article_of(rule.article, language)})))
    yield Line(0, sentence(in_force(rule.in_force, language)))
    yield Line(0, sentence(f"{words['read']}: {_timing(rule.timing, language)}"))
    yield Line(0, sentence(f"{words['effect']}: {effect_of(rule, language)}"))
    context = Context(rule.timing, dict(rule.open_terms))
    if rule.applies_to is not None:
        yield Line(0, sentence(f"{words['applies_to']}: {render_term(rule.applies_to, language, context)}"))
    yield from _condition(rule, language, context)
    yield from _relations(rule, language)
    yield Line(0, sentence(f"{words['verification']}: {VERIFICATION[language][rule.verification]}"))
    yield from _sources(rule, language, pack)
    if note := text_of(rule.note, language):
        yield Line(0, sentence(f"{words['note']}: {note}"))
    yield Line(0, words["draft"])


def _condition(rule: Rule, language: str, context: Context) -> Iterable[Line]:
    lines = render_lines(rule.when, language, context, level=1)
    word = RULES[language]["when"]
    yield Line(0, sentence(f"{word}: {render_term(rule.when, language, context)}"))
    if len(lines) > 1:
        yield from lines


def _relations(rule: Rule, language: str) -> Iterable[Line]:
    words = RULES[language]
    for key, ids in (("exceptions", rule.exceptions), ("conflicts", rule.conflicts_with), ("circular", rule.circular)):
        if ids:
            yield Line(0, sentence(filled(words[key], {"ids": ", ".join(ids)})))


def _sources(rule: Rule, language: str, pack: Pack | None) -> Iterable[Line]:
    known: Mapping[str, Source] = {source.key: source for source in pack.sources} if pack is not None else {}
    if not rule.sources:
        return
    yield Line(0, f"{RULES[language]['sources']}:")
    for key in rule.sources:
        source = known.get(key)
        yield Line(
            1, key if source is None else " · ".join(part for part in (key, source.citation, source.url) if part)
        )


def _act(rule: Rule, pack: Pack | None, language: str) -> str:
    act = next((one for one in pack.acts if one.key == rule.act), None) if pack is not None else None
    return rule.act if act is None else f"{text_of(act.title, language) or act.key} ({act.key})"


def act_lines(act: Act, language: str) -> tuple[Line, ...]:
    """Return the heading of an act: title, number, when in force, and what was read of it (in the language written)."""
    words = RULES[language]
    lines = [Line(0, text_of(act.title, language) or act.key)]
    lines += [Line(0, f"{words['act']}: {act.key}")]
    lines += [Line(0, f"{words['number']}: {act.number}")] if act.number else []
    lines += [Line(0, sentence(in_force(act.in_force, language)))]
    lines += [Line(0, f"{words['about']}: {act.about.strip()}")] if act.about else []
    return tuple(lines)


def not_encoded_lines(act: Act, language: str) -> tuple[Line, ...]:
    """Return what an act says and no rule here says, and why."""
    return (Line(0, RULES[language]["not_encoded"]), *(_left_out(entry, language) for entry in act.not_encoded))


def _left_out(entry: NotEncoded, language: str) -> Line:
    number = article_of(entry.article, language)
    return Line(1, sentence(f"{RULES[language]['article']} {number}: {text_of(entry.why, language)}"))


def text_of(text: Text, language: str) -> str:
    """Return a text in a language; English, or whatever there is, where it was not translated."""
    found = dict(text)
    return found.get(language) or found.get("en") or next(iter(found.values()), "")


def in_force(period: InForce, language: str) -> str:
    """Return from when to when something is in force; a day that is not known exactly says so."""
    words = RULES[language]
    if period.first is None and period.last is None:
        return words["in_force_unknown"]
    first = _end(period.first, language) if period.first is not None else ""
    last = _end(period.last, language) if period.last is not None else ""
    key = "in_force_between" if first and last else "in_force_from" if first else "in_force_to"
    return filled(words[key], {"first": first, "last": last})


def _end(day: object, language: str) -> str:
    said = written(str(day), language)
    exact = getattr(day, "exact", False)
    return said if exact else filled(language_of(language).words["not_verified"], {"date": said})


def _timing(timing: Timing, language: str) -> str:
    words, spoken = RULES[language], language_of(language)
    if timing.kind is TimingKind.EVENT:
        event = timing.event or ""
        return filled(words["on_event"], {"event": spoken.nouns.get(event, f"«{event}»")})
    if timing.kind is TimingKind.DAY and timing.day is not None:
        return filled(words["on_day"], {"day": spoken.day(timing.day), "on": spoken.moment(timing.day)})
    return words["on_birth" if timing.kind is TimingKind.BIRTH else "on_application"]


def effect_of(rule: Rule, language: str) -> str:
    """Return what follows when the condition is met, how, and from which day."""
    if rule.state == TREATIES:
        return RULES[language]["treaty"]
    state = language_of(language).state(rule.state)
    how = PROCEDURES[language][rule.procedure]
    if rule.effect is Effect.LOSES and rule.procedure is not Procedure.OPERATION_OF_LAW:
        how = RULES[language]["only_by_act"]
    since = _since(rule, language) if rule.effect in (Effect.ACQUIRES, Effect.LOSES) else ""
    return filled(EFFECTS[language][rule.effect], {**state, "how": how, "since": since})


def _since(rule: Rule, language: str) -> str:
    words, spoken = RULES[language], language_of(language)
    if rule.effective in ("birth", "unknown", "event"):
        return words[f"since_{rule.effective}"]
    try:
        day = date.fromisoformat(rule.effective)
    except ValueError:
        return words["since_event"]
    return filled(words["since_day"], {"day": spoken.day(day), "since": spoken.since(day)})


@lru_cache(maxsize=4096)
def article_of(label: str, language: str) -> str:
    """Return the number of an article; the words that stand beside it are translated where the table knows them."""
    said = label
    for english, words in ARTICLES.get(language, {}).items():
        said = re.sub(rf"\b{english}\b", words, said)
    return label if _ENGLISH.search(said) else said  # half a translation would be worse than none


def rule_title(rule: Rule, language: str) -> str:
    """Return a rule in one line: id, article, heading."""
    words = RULES[language]
    heading = capital(text_of(rule.heading, language))
    return f"{rule.id} ({words['article']} {article_of(rule.article, language)}{': ' if heading else ''}{heading})"


# -- the words --------------------------------------------------------------------------------------------------------

RULES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "not_encoded": "What this act says and no rule here says:",
        "no_heading": "(no heading)", "law": "Where it is written: {act}, article: {article}", "act": "Act", "number": "Number",
        "about": "What was read of it (English)", "article": "article",
        "in_force_from": "In force from {first}; no last day is known", "in_force_to": "In force until {last}; its first day is not known",
        "in_force_between": "In force from {first} until {last}, both days included", "in_force_unknown": "When it is in force is not known",
        "read": "When it is read", "on_birth": "once, at the person's birth, under the version in force that day",
        "on_day": "once, on {day}, for persons born on or before it", "on_event": "at each such event: {event}",
        "on_application": "on the date of the assessment", "effect": "What follows if the condition is met",
        "applies_to": "It reaches only cases where", "when": "Condition",
        "exceptions": "It does not apply where one of these rules applies: {ids}",
        "conflicts": "It contradicts these rules, or they contradict it: {ids}. What rests on it alone stays undetermined",
        "circular": "It asks what another State's law says about the same event, and that law asks back: {ids}. Neither can be "
        "answered before the other",
        "verification": "How well the text is known", "sources": "Sources", "note": "Note",
        "draft": "These words are put together by a program from the encoded rule, with phrases drafted by Tulga's developers. "
        "Draft, not reviewed by any lawyer. It is not the text of the law.",
        "treaty": "this provision of the treaty concerns the person. It binds the States that are party to it; by itself it changes no "
        "nationality",
        "only_by_act": "only through an act of an authority; the passage of time alone does not end it",
        "since_birth": "from birth", "since_event": "from the day of that event", "since_unknown": "from a day that is not known",
        "since_day": "from {day}",
    },
    "ru": {
        "not_encoded": "Что есть в этом акте и чего нет ни в одной норме здесь:",
        "no_heading": "(без заголовка)", "law": "Где это записано: {act}, статья: {article}", "act": "Акт", "number": "Номер",
        "about": "Что из него прочитано (по-английски)", "article": "статья",
        "in_force_from": "Действует с: {first}; последний день неизвестен",
        "in_force_to": "Действует по: {last}; первый день неизвестен",
        "in_force_between": "Действует с: {first}, по: {last} (оба дня включительно)", "in_force_unknown": "Время действия неизвестно",
        "read": "Когда применяется", "on_birth": "один раз, на момент рождения лица, в редакции того дня",
        "on_day": "один раз, {on}, к лицам, родившимся не позднее этого дня", "on_event": "на день каждого такого события: день {event}",
        "on_application": "на дату оценки", "effect": "Что следует, если условие выполнено",
        "applies_to": "Распространяется только на случаи, когда", "when": "Условие",
        "exceptions": "Не применяется, если применяется одна из этих норм: {ids}",
        "conflicts": "Противоречит этим нормам, или они противоречат ей: {ids}. То, что основано только на ней, остаётся неустановленным",
        "circular": "Спрашивает, что говорит о том же событии право другого государства, а то спрашивает обратно: {ids}. Ни на один "
        "из вопросов нельзя ответить раньше другого",
        "verification": "Насколько известен текст", "sources": "Источники", "note": "Примечание",
        "draft": "Эти слова составлены программой по закодированной норме из фраз, которые написали разработчики Tulga. "
        "Черновик, никем из юристов не проверен. Это не текст закона.",
        "treaty": "это положение договора касается лица. Оно обязывает государства-участники; само по себе оно не меняет никакого "
        "гражданства",
        "only_by_act": "только актом органа власти; само по себе истечение времени его не прекращает",
        "since_birth": "с рождения", "since_event": "со дня этого события", "since_unknown": "со дня, который неизвестен",
        "since_day": "с {day}",
    },
    "kk": {
        "not_encoded": "Осы актіде бар, ал мұндағы нормаларда жоқ:",
        "no_heading": "(тақырыбы жоқ)", "law": "Қайда жазылған: {act}, бабы: {article}", "act": "Акт", "number": "Нөмірі",
        "about": "Одан не оқылды (ағылшынша)", "article": "бап",
        "in_force_from": "Күшіне енген күні: {first}; соңғы күні белгісіз", "in_force_to": "Күшінде болған соңғы күні: {last}; бірінші күні белгісіз",
        "in_force_between": "Күшіне енген күні: {first}, соңғы күні: {last} (екі күн де кіреді)", "in_force_unknown": "Қашан күшінде болғаны белгісіз",
        "read": "Қашан қолданылады", "on_birth": "бір рет, адам туған кезде, сол күнгі редакцияда",
        "on_day": "бір рет, {on}, сол күннен кешіктірмей туған адамдарға", "on_event": "осындай әр оқиға болған күні: {event} күні",
        "on_application": "бағалау күні", "effect": "Шарт орындалса, не болады",
        "applies_to": "Мынадай жағдайларға ғана таралады", "when": "Шарты",
        "exceptions": "Мына нормалардың бірі қолданылса, қолданылмайды: {ids}",
        "conflicts": "Мына нормаларға қайшы келеді немесе олар оған қайшы келеді: {ids}. Тек соған негізделген нәрсе анықталмаған күйде қалады",
        "circular": "Сол оқиға туралы басқа мемлекеттің құқығы не дейтінін сұрайды, ал ол кері сұрайды: {ids}. Екеуінің ешқайсысына "
        "екіншісінен бұрын жауап беруге болмайды",
        "verification": "Мәтін қаншалықты белгілі", "sources": "Дереккөздер", "note": "Ескертпе",
        "draft": "Бұл сөздерді бағдарлама кодталған нормадан Tulga әзірлеушілері жазған сөз тіркестерімен құрастырды. "
        "Жоба, заңгерлер тексермеген. Бұл заңның мәтіні емес.",
        "treaty": "шарттың бұл ережесі адамға қатысты. Ол қатысушы мемлекеттерді міндеттейді; өздігінен ешбір азаматтықты "
        "өзгертпейді",
        "only_by_act": "тек билік органының актісімен; уақыттың өтуі өздігінен оны тоқтатпайды",
        "since_birth": "туғаннан бастап", "since_event": "сол оқиға болған күннен бастап", "since_unknown": "белгісіз күннен бастап",
        "since_day": "{since} бастап",
    },
}  # fmt: skip

# longer phrases first: the first one that fits is taken
ARTICLES: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "the whole law except loss for another nationality": "весь закон, кроме утраты из-за другого гражданства",
        "nationals of before": "граждане до", "chapters": "главы", "chapter": "глава", "as recast": "в новой редакции",
        "number not verified": "номер не проверен", "stateless parents": "родители без гражданства",
        "foreign parents": "родители-иностранцы", "mixed parents": "родители разного гражданства", "born stateless": "рождение без гражданства",
        "birth in the country": "рождение в стране", "first indent": "первый абзац", "second indent": "второй абзац",
        "first case": "первый случай", "second case": "второй случай", "not read": "не прочитано", "as amended in": "с изменениями:",
        "as amended": "с изменениями", "original": "первоначальная редакция", "and following": "и следующие",
        "first nationals": "первые граждане", "child of": "ребёнок:", "foundling": "найденный ребёнок", "foundlings": "найденные дети",
        "paternity": "отцовство", "descent": "происхождение", "adoption": "усыновление", "admission": "приём",
        "restoration": "восстановление", "other loss": "иная утрата", "loss": "утрата", "birth": "рождение", "dissolution": "прекращение",
        "decrees?": "указ", "decisions?": "решение", "acts": "акты", "whole": "весь акт", "treaty": "договор", "of the law of": "закона, год:",
        "before": "до", "and": "и", "to": "–",
    },
    "kk": {
        "the whole law except loss for another nationality": "басқа азаматтыққа байланысты айырылудан басқа бүкіл заң",
        "nationals of before": "мына жылға дейінгі азаматтар:", "chapters": "тараулар", "chapter": "тарау", "as recast": "жаңа редакцияда",
        "number not verified": "нөмірі тексерілмеген", "stateless parents": "азаматтығы жоқ ата-ана",
        "foreign parents": "шетелдік ата-ана", "mixed parents": "азаматтығы әртүрлі ата-ана", "born stateless": "азаматтықсыз туу",
        "birth in the country": "елде туу", "first indent": "бірінші абзац", "second indent": "екінші абзац",
        "first case": "бірінші жағдай", "second case": "екінші жағдай", "not read": "оқылмаған", "as amended in": "өзгерістерімен:",
        "as amended": "өзгерістерімен", "original": "бастапқы редакция", "and following": "және одан кейінгілер",
        "first nationals": "алғашқы азаматтар", "child of": "бала:", "foundling": "табылған бала", "foundlings": "табылған балалар",
        "paternity": "әке болу", "descent": "шығу тегі", "adoption": "асырап алу", "admission": "қабылдау",
        "restoration": "қалпына келтіру", "other loss": "өзге айырылу", "loss": "айырылу", "birth": "туу", "dissolution": "тоқтау",
        "decrees?": "жарлық", "decisions?": "шешім", "acts": "актілер", "whole": "бүкіл акт", "treaty": "шарт", "of the law of": "заңның, жылы:",
        "before": "дейін", "and": "және", "to": "–",
    },
}  # fmt: skip

PROCEDURES: Mapping[str, Mapping[Procedure, str]] = {
    "en": {
        Procedure.OPERATION_OF_LAW: "by operation of law", Procedure.REGISTRATION: "by registration",
        Procedure.DECLARATION: "by declaration", Procedure.AGREEMENT: "by the parents' written agreement",
        Procedure.DISCRETIONARY: "by a decision at the authority's discretion", Procedure.DECISION: "by a decision of an authority",
    },
    "ru": {
        Procedure.OPERATION_OF_LAW: "в силу закона", Procedure.REGISTRATION: "в порядке регистрации",
        Procedure.DECLARATION: "по заявлению", Procedure.AGREEMENT: "по письменному соглашению родителей",
        Procedure.DISCRETIONARY: "решением по усмотрению органа власти", Procedure.DECISION: "решением органа власти",
    },
    "kk": {
        Procedure.OPERATION_OF_LAW: "заң күшімен", Procedure.REGISTRATION: "тіркеу тәртібімен",
        Procedure.DECLARATION: "мәлімдеме бойынша", Procedure.AGREEMENT: "ата-анасының жазбаша келісімі бойынша",
        Procedure.DISCRETIONARY: "билік органының қалауы бойынша шешіммен", Procedure.DECISION: "билік органының шешімімен",
    },
}  # fmt: skip

EFFECTS: Mapping[str, Mapping[Effect, str]] = {
    "en": {
        Effect.ACQUIRES: "the person acquires the nationality of {s} {how}, {since}",
        Effect.LOSES: "the nationality of {s} is lost {how}, {since}",
        Effect.GROUND_OF_LOSS: "nothing by itself: there is a ground on which an authority of {s} may end its nationality ({how}). A risk "
        "is named; as long as no act is known, the nationality is not taken to have ended",
        Effect.ENTITLES: "the person is not a national of {s} by this alone, but may become one as of right ({how})",
        Effect.MAY_GRANT: "information only: an authority of {s} may grant its nationality ({how}); there is no right to it",
        Effect.EXCLUDES: "the rules of {s} that name this one as an exception do not apply",
        Effect.BARS: "it stands in the way of those rules of {s} that name it as an exception",
        Effect.KEEPS: "the nationality of {s} goes on, although something happened that might seem to end it",
        Effect.DEFINES: "the person has a status under the law of {s} that is not nationality",
    },
    "ru": {
        Effect.ACQUIRES: "лицо приобретает гражданство {gen} {how}, {since}",
        Effect.LOSES: "гражданство {gen} утрачивается {how}, {since}",
        Effect.GROUND_OF_LOSS: "само по себе ничего: есть основание, по которому орган власти {gen} может прекратить гражданство ({how}). "
        "Называется риск; пока неизвестно ни одного акта, гражданство не считается прекращённым",
        Effect.ENTITLES: "этим одним лицо не становится гражданином {gen}, но вправе им стать ({how})",
        Effect.MAY_GRANT: "только сведения: орган власти {gen} может предоставить гражданство ({how}); права на это нет",
        Effect.EXCLUDES: "не применяются те нормы {gen}, которые называют эту норму исключением",
        Effect.BARS: "эта норма препятствует применению тех норм {gen}, которые называют её исключением",
        Effect.KEEPS: "гражданство {gen} сохраняется, хотя произошло то, что могло бы показаться его концом",
        Effect.DEFINES: "лицо имеет по праву {gen} статус, который не является гражданством",
    },
    "kk": {
        Effect.ACQUIRES: "адам {gen} азаматтығын {how} алады, {since}",
        Effect.LOSES: "{gen} азаматтығы тоқтайды: {how}, {since}",
        Effect.GROUND_OF_LOSS: "өздігінен ештеңе болмайды: {gen} билік органы азаматтықты тоқтата алатын негіз бар ({how}). Қауіп аталады; "
        "ешбір акт белгілі болмайынша, азаматтық тоқтады деп есептелмейді",
        Effect.ENTITLES: "адам тек осымен ғана {gen} азаматы болмайды, бірақ азаматы болуға құқығы бар ({how})",
        Effect.MAY_GRANT: "тек мәлімет: {gen} билік органы азаматтық бере алады ({how}); оған құқық жоқ",
        Effect.EXCLUDES: "{gen} осы норманы ерекшелік деп атайтын нормалары қолданылмайды",
        Effect.BARS: "бұл норма {gen} оны ерекшелік деп атайтын нормаларының қолданылуына кедергі болады",
        Effect.KEEPS: "оның аяқталуы болып көрінетін нәрсе болса да, {gen} азаматтығы сақталады",
        Effect.DEFINES: "адамның {gen} құқығы бойынша азаматтық болып табылмайтын мәртебесі бар",
    },
}  # fmt: skip

VERIFICATION: Mapping[str, Mapping[Verification, str]] = {
    "en": {
        Verification.TEXT_SEEN: "seen in the text of the law",
        Verification.SECONDARY: "seen in a secondary source, not in the text of the law",
        Verification.UNVERIFIED: "not verified: nobody has seen the text; nothing is decided on it",
    },
    "ru": {
        Verification.TEXT_SEEN: "прочитано в тексте закона",
        Verification.SECONDARY: "прочитано во вторичном источнике, не в тексте закона",
        Verification.UNVERIFIED: "не проверено: текста никто не видел; на этом ничего не решается",
    },
    "kk": {
        Verification.TEXT_SEEN: "заң мәтінінен оқылған",
        Verification.SECONDARY: "заң мәтінінен емес, қосалқы дереккөзден оқылған",
        Verification.UNVERIFIED: "тексерілмеген: мәтінді ешкім көрмеген; оған сүйеніп ештеңе шешілмейді",
    },
}  # fmt: skip
