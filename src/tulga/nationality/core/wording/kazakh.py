"""Kazakh: the tables, and the suffixes by vowel harmony and by the last sound."""

from datetime import date

from tulga.kernel.countries import find_country
from tulga.nationality.core.terms import Limit, Span, Who
from tulga.nationality.core.wording.grammar import Language, Phrase, Subject

MONTHS = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
          "желтоқсан")  # fmt: skip
_BACK, _FRONT = set("аоұыяёю"), set("әеөүіэиь")
_VOWELS = set("аоұыяёюәеөүіэи")
_NASAL, _LIQUID = set("мнң"), set("лрйузж")
_ABBREVIATIONS = {"SUN": "КСРО", "USA": "АҚШ"}
_NAMES = {"INT": "қатысушы мемлекет"}


def front(word: str) -> bool:
    """Say whether a word takes suffixes with front vowels: its last vowel decides ("у" takes after the one before)."""
    for letter in reversed(word.lower()):
        if letter in _FRONT:
            return True
        if letter in _BACK:
            return False
    return False


def _ends(word: str) -> str:
    """Return the class of the last sound: vowel, nasal, liquid (also й у з ж), or hard (voiceless, and б в г д)."""
    letters = word.lower().rstrip("ь»")
    last = letters[-1:]
    if last == "у" and letters[-2:-1] not in _VOWELS:
        return "vowel"
    for name, of_class in (("vowel", _VOWELS), ("nasal", _NASAL), ("liquid", _LIQUID)):
        if last in of_class:
            return name
    return "hard"


# case -> class of the last sound -> suffix with back and with front vowels
_SUFFIXES = {
    "gen": {"vowel": ("ның", "нің"), "nasal": ("ның", "нің"), "liquid": ("дың", "дің"), "hard": ("тың", "тің")},
    "acc": {"vowel": ("ны", "ні"), "nasal": ("ды", "ді"), "liquid": ("ды", "ді"), "hard": ("ты", "ті")},
    "dat": {"vowel": ("ға", "ге"), "nasal": ("ға", "ге"), "liquid": ("ға", "ге"), "hard": ("қа", "ке")},
    "loc": {"vowel": ("да", "де"), "nasal": ("да", "де"), "liquid": ("да", "де"), "hard": ("та", "те")},
    "abl": {"vowel": ("дан", "ден"), "nasal": ("нан", "нен"), "liquid": ("дан", "ден"), "hard": ("тан", "тен")},
}


def declined(word: str, case: str) -> str:
    """Return a word in a case: gen, acc, dat, loc, abl. An abbreviation takes a hyphen ("КСРО-ның")."""
    suffix = _SUFFIXES[case][_ends(word)][front(word)]
    return f"{word}-{suffix}" if word.isupper() else word + suffix


def state(code: str) -> dict[str, str]:
    """Return the name of a State in the cases that the phrases need.

    A name that ends like a possessive, or that is not written in Kazakh letters, is not declined: the word "мемлекеті"
    takes the suffix in its place.
    """
    country = find_country(code)
    name = _ABBREVIATIONS.get(code) or _NAMES.get(code) or (country.name("kk") if country else code)
    if code not in _NAMES and (not country or name[-1:] in "ыі)" or not name[-1:].isalpha() or name.isascii()):
        return {
            "s": f"«{name}» мемлекеті",
            "gen": f"«{name}» мемлекетінің",
            "loc": f"«{name}» мемлекетінде",
            "abl": f"«{name}» мемлекетінен",
            "acc": f"«{name}» мемлекетін",
            "dat": f"«{name}» мемлекетіне",
        }
    return {"s": name, **{case: declined(name, case) for case in _SUFFIXES}}


def day(value: date) -> str:
    return f"{value.year} жылғы {value.day} {MONTHS[value.month - 1]}"


def _event(when: str) -> str:
    return NOUNS.get(when.partition(":")[2], "осы оқиға болған")


def moment(when: str | date) -> str:
    if isinstance(when, date):
        return declined(day(when), "loc")
    named = {"birth": "адам туған кезде", "own-birth": "туған кезде", "now": "бағалау күні"}
    return named.get(when) or f"{_event(when)} күні"


def upto(when: str | date) -> str:
    if isinstance(when, date):
        return f"{declined(day(when), 'dat')} дейін"
    named = {"birth": "адам туғанға дейін", "own-birth": "туғанға дейін", "now": "бағалау күніне дейін"}
    return named.get(when) or f"{_event(when)} күнге дейін"


def span(value: Span) -> str:
    return f"{value.count} {'жыл' if value.unit == 'years' else 'күн'}"


def limit(value: Limit) -> str:
    return f"{declined(day(value.day), 'abl')} {'кешіктірмей' if value.relation == 'by' else 'ерте емес'}"


SUBJECTS = {
    None: Subject("адам", 0, "", "адамның"),
    Who.MOTHER: Subject("анасы", 0, "", "анасының"),
    Who.FATHER: Subject("әкесі", 0, "", "әкесінің"),
    Who.ANY_PARENT: Subject(
        "ата-анасының кемінде біреуі", 0, "ата-анасының ешқайсысы", "ата-анасының кемінде біреуінің"
    ),
    Who.BOTH_PARENTS: Subject("ата-анасының екеуі де", 0, "", "ата-анасының екеуінің де"),
    Who.ONE_PARENT: Subject("ата-анасының екеуінің тек біреуі", 0, "", "ата-анасының екеуінің тек біреуінің"),
    Who.SOLE_PARENT: Subject("жалғыз ата-анасы (заң бойынша екіншісі жоқ)", 0, "", "жалғыз ата-анасының"),
    Who.SPOUSE: Subject("жұбайы", 0, "", "жұбайының"),
    Who.ANY_RELATIVE: Subject(
        "жақын туыстарының кемінде біреуі", 0, "жақын туыстарының ешқайсысы", "жақын туыстарының кемінде біреуінің"
    ),
    Who.ANY_BLOOD_RELATIVE: Subject(
        "қандас туыстарының (ата-ана, ата-әже, бауыр, бала, немере) кемінде біреуі",
        0,
        "қандас туыстарының (ата-ана, ата-әже, бауыр, бала, немере) ешқайсысы",
        "қандас туыстарының (ата-ана, ата-әже, бауыр, бала, немере) кемінде біреуінің",
    ),
    Who.ANY_ADOPTER: Subject(
        "асырап алушылардың кемінде біреуі", 0, "асырап алушылардың ешқайсысы", "асырап алушылардың кемінде біреуінің"
    ),
    Who.BOTH_ADOPTERS: Subject("асырап алушылардың екеуі де", 0, "", "асырап алушылардың екеуінің де"),
}

EACH = {
    Who.BOTH_PARENTS: Subject("ата-анасының екеуінің әрқайсысы", 0, "", "ата-анасының екеуінің әрқайсысының"),
    Who.BOTH_ADOPTERS: Subject(
        "асырап алушылардың екеуінің әрқайсысы", 0, "", "асырап алушылардың екеуінің әрқайсысының"
    ),
}

PREDICATES = {
    "national": Phrase(
        "{when} {gen} азаматы болған", "{when} {gen} азаматы болмаған",
        "{when} {gen} азаматы болып табылады", "{when} {gen} азаматы емес",
    ),
    "foreign": Phrase(
        "{when} {abl} басқа мемлекеттің азаматы болған", "{when} {abl} басқа ешбір мемлекеттің азаматы болмаған",
        "{when} {abl} басқа мемлекеттің азаматы болып табылады", "{when} {abl} басқа ешбір мемлекеттің азаматы емес",
    ),
    "stateless": Phrase(
        "{when} ешбір мемлекеттің азаматы болмаған (азаматтығы жоқ адам болған)",
        "{when} қандай да бір мемлекеттің азаматы болған",
        "{when} ешбір мемлекеттің азаматы емес (азаматтығы жоқ адам)",
        "{when} қандай да бір мемлекеттің азаматы болып табылады",
    ),
    "nationality_unknown": Phrase(
        "{when} азаматтығын анықтау мүмкін емес адам болған (бұл анықталған)",
        "{when} азаматтығын анықтау мүмкін емес деп танылған адам болмаған",
        "{when} азаматтығын анықтау мүмкін емес адам болып табылады (бұл анықталған)",
        "{when} азаматтығын анықтау мүмкін емес деп танылған адам емес",
    ),
    "stateless_for": Phrase(
        "{when} {gen} заңындағы анықтама бойынша азаматтығы жоқ адам болған (оның азаматы болмаған және басқа "
        "азаматтықтың дәлелі болмаған)",
        "{when} {gen} заңындағы анықтама бойынша азаматтығы жоқ адам болмаған",
        "{when} {gen} заңындағы анықтама бойынша азаматтығы жоқ адам болып табылады (оның азаматы емес және басқа "
        "азаматтықтың дәлелі жоқ)",
        "{when} {gen} заңындағы анықтама бойынша азаматтығы жоқ адам емес",
    ),
    "no_other_nationality": Phrase(
        "{when} {abl} басқа ешбір мемлекеттің азаматтығын заң күшімен алмаған",
        "{when} {abl} басқа мемлекеттің азаматтығын заң күшімен алған",
    ),
    "parents_state_does_not_grant": Phrase(
        "{when} ата-анасы азаматы болып табылатын мемлекеттердің ешқайсысының азаматтығын алмаған",
        "{when} ата-анасы азаматы болып табылатын мемлекеттің азаматтығын алған",
    ),
    "ussr": Phrase("{when} КСРО азаматы болған", "{when} КСРО азаматы болмаған"),
    "former_ussr": Phrase("бір кезде КСРО азаматы болған", "ешқашан КСРО азаматы болмаған"),
    "former_national": Phrase(
        "бұрын {gen} азаматы болған және қазір азаматы емес", "{gen} бұрынғы азаматтарының қатарына жатпайды"
    ),
    "born_in": Phrase("{gen} қазіргі аумағында туған", "{gen} қазіргі аумағында тумаған"),
    "parents_unknown": Phrase(
        "={subj_gen} ата-анасының екеуі де ешкімге белгісіз", "={subj_gen} ата-анасының кемінде біреуі белгілі"
    ),
    "found_in": Phrase("{gen} аумағында бала кезінде табылған", "{gen} аумағында бала кезінде табылмаған"),
    "resident": Phrase(
        "{when} {loc} {kind} тұрған", "{when} {loc} {kind} тұрмаған",
        "{when} {loc} {kind} тұрады", "{when} {loc} {kind} тұрмайды",
    ),
    "resident_for": Phrase(
        "{upto} {loc} кемінде {span} бойы үзіліссіз {kind} тұрған", "{upto} {loc} кемінде {span} бойы үзіліссіз {kind} тұрмаған"
    ),
    "resident_since_before": Phrase(
        "{loc} {before} бұрын басталып, {upto} үзіліссіз {kind} тұрған",
        "{loc} {before} бұрын басталып, {upto} үзіліссіз {kind} тұрмаған",
    ),
    "lived_before": Phrase(
        "{before} бұрын бір кезде {loc} {kind} тұрған", "{before} бұрын ешқашан {loc} {kind} тұрмаған"
    ),
    "lives_abroad": Phrase(
        "{when} {abl} басқа мемлекетте тұрған", "{when} {abl} басқа мемлекетте тұрмаған",
        "{when} {abl} басқа мемлекетте тұрады", "{when} {abl} басқа мемлекетте тұрмайды",
    ),
    "lives_abroad_for": Phrase(
        "{upto} {abl} басқа мемлекетте кемінде {span} тұрған", "{upto} {abl} басқа мемлекетте кемінде {span} тұрмаған"
    ),
    "agreement": Phrase(
        "=ата-анасы {gen} азаматтығы туралы жазбаша келіскен", "=ата-анасы {gen} азаматтығы туралы жазбаша келіспеген"
    ),
    "document": Phrase(
        "{document} иесі болып табылады немесе болған (берген мемлекет: {s})",
        "{document} иесі ешқашан болмаған (берген мемлекет: {s})",
    ),
    "married_to_national": Phrase(
        "{upto} {gen} азаматымен кемінде {span} некеде тұрған", "{upto} {gen} азаматымен кемінде {span} некеде тұрмаған"
    ),
    "consular_registration": Phrase(
        "{when} {gen} консулдық есебінде тұрған", "{when} {gen} консулдық есебінде тұрмаған",
        "{when} {gen} консулдық есебінде тұр", "{when} {gen} консулдық есебінде тұрған жоқ",
    ),
    "settlement_right": Phrase(
        "{when} {loc} мерзімсіз тұру құқығы болған", "{when} {loc} мерзімсіз тұру құқығы болмаған",
        "{when} {loc} мерзімсіз тұру құқығы бар", "{when} {loc} мерзімсіз тұру құқығы жоқ",
    ),
    "open": Phrase(
        "=«{term}» деген сұраққа жауап «иә» (заң оны ашық қалдырған)",
        "=«{term}» деген сұраққа жауап «жоқ» (заң оны ашық қалдырған)",
    ),
    "true": Phrase("=әрқашан", "=ешқашан"),
    "born<": Phrase("{before} бұрын туған", ""),
    "born<=": Phrase("{before} кешіктірмей туған", ""),
    "born>": Phrase("{before} кейін туған", ""),
    "born>=": Phrase("{before} ерте емес туған", ""),
    "age<": Phrase("{when} {years} жасқа толмаған", ""),
    "age<=": Phrase("{when} {years} жастан аспаған", ""),
    "age>": Phrase("{when} {years} жастан асқан", ""),
    "age>=": Phrase("{when} {years} жасқа толған", ""),
}  # fmt: skip

EVENTS = {
    "opt_out": Phrase(
        "{limit} {gen} азаматтығында болғысы келмейтіні туралы жазбаша мәлімдеген",
        "{limit} {gen} азаматтығында болғысы келмейтіні туралы жазбаша мәлімдемеген",
    ),
    "naturalised": Phrase("{limit} {gen} азаматтығына қабылданған", "{limit} {gen} азаматтығына қабылданбаған"),
    "decree_exit": Phrase(
        "{limit} билік органының шешімімен {gen} азаматтығынан шыққан",
        "{limit} билік органының шешімімен {gen} азаматтығынан шықпаған",
    ),
    "decree_loss": Phrase(
        "{limit} билік органының жарлығымен {gen} азаматтығынан айырылған деп танылған",
        "{limit} билік органының жарлығымен {gen} азаматтығынан айырылған деп танылмаған",
    ),
    "loss_registered": Phrase(
        "=билік органы {subj_gen} {gen} азаматтығынан айырылғанын {limit} тіркеген",
        "=билік органы {subj_gen} {gen} азаматтығынан айырылғанын {limit} тіркемеген",
    ),
    "verdict_deprivation": Phrase(
        "{limit} сот үкімімен {gen} азаматтығынан айырылған", "{limit} сот үкімімен {gen} азаматтығынан айырылмаған"
    ),
    "paternity_established": Phrase("=әке болу {limit} анықталған", "=әке болу {limit} анықталмаған"),
    "adopted": Phrase("{limit} асырап алынған", "{limit} асырап алынбаған"),
    "wish_declared": Phrase(
        "{limit} {gen} азаматтығында болу тілегін мәлімдеген", "{limit} {gen} азаматтығында болу тілегін мәлімдемеген"
    ),
    "consular_registration": Phrase("{limit} {gen} консулдық есебіне тұрған", "{limit} {gen} консулдық есебіне тұрмаған"),
    "agreement_of_parents": Phrase(
        "=ата-анасы {limit} {gen} азаматтығы туралы жазбаша келіскен",
        "=ата-анасы {limit} {gen} азаматтығы туралы жазбаша келіспеген",
    ),
    "authority_answer": Phrase(
        "={gen} билік органы осы жеке іс бойынша {limit} жауап берген",
        "={gen} билік органы осы жеке іс бойынша {limit} жауап бермеген",
    ),
    "certificate_bvfg": Phrase(
        "{limit} {gen} қуғындалғандар туралы заңы (BVFG) бойынша куәлік алған",
        "{limit} {gen} қуғындалғандар туралы заңы (BVFG) бойынша куәлік алмаған",
    ),
    "found": Phrase("{limit} {gen} аумағында бала кезінде табылған", "{limit} {gen} аумағында бала кезінде табылмаған"),
    "settlement_right": Phrase("{limit} {loc} мерзімсіз тұру құқығын алған", "{limit} {loc} мерзімсіз тұру құқығын алмаған"),
    "recognised": Phrase(
        "{limit} билік органы тарапынан {gen} азаматы деп танылған", "{limit} билік органы тарапынан {gen} азаматы деп танылмаған"
    ),
    "foreign_service": Phrase("{limit} {gen} қызметіне кірген", "{limit} {gen} қызметіне кірмеген"),
    "marriage": Phrase("{limit} некеге тұрған", "{limit} некеге тұрмаған"),
    "divorce": Phrase("{limit} некесін бұзған", "{limit} некесін бұзбаған"),
    "mark_in_passport": Phrase(
        "{limit} паспортына {gen} азаматтығы туралы белгі қойғызған", "{limit} паспортына {gen} азаматтығы туралы белгі қойғызбаған"
    ),
    "restored": Phrase("{limit} {gen} азаматтығында қалпына келтірілген", "{limit} {gen} азаматтығында қалпына келтірілмеген"),
    "annulled": Phrase(
        "={subj_gen} {gen} азаматтығына қабылдау туралы шешімнің күші {limit} жойылған",
        "={subj_gen} {gen} азаматтығына қабылдау туралы шешімнің күші {limit} жойылмаған",
    ),
    "refused": Phrase("{limit} {gen} азаматтығынан бас тарту туралы жауап алған", "{limit} {gen} азаматтығы туралы бас тарту алмаған"),
    "declared_missing": Phrase("{limit} хабарсыз кеткен деп танылған", "{limit} хабарсыз кеткен деп танылмаған"),
    "retention_permit": Phrase(
        "{limit} {gen} азаматтығын сақтауға рұқсат алған", "{limit} {gen} азаматтығын сақтауға рұқсат алмаған"
    ),
    "?": Phrase("=«{event}» ({s}) оқиғасы {limit} болған", "=«{event}» ({s}) оқиғасы {limit} болмаған"),
}  # fmt: skip

# beside "күні": "асырап алынған күні"
NOUNS = {
    "declared_missing": "хабарсыз кеткен деп танылған",
    "opt_out": "азаматтықты қаламайтыны мәлімделген", "naturalised": "азаматтыққа қабылданған",
    "decree_exit": "азаматтықтан шыққан", "decree_loss": "айырылу туралы жарлық шыққан", "loss_registered": "айырылу тіркелген",
    "verdict_deprivation": "айыру туралы үкім шыққан", "paternity_established": "әке болу анықталған",
    "adopted": "асырап алынған", "wish_declared": "тілек мәлімделген", "consular_registration": "консулдық есепке тұрған",
    "agreement_of_parents": "ата-ана келіскен", "authority_answer": "билік органы жауап берген",
    "certificate_bvfg": "куәлік берілген", "found": "бала табылған", "settlement_right": "тұру құқығы берілген",
    "recognised": "азаматтығы танылған", "foreign_service": "қызметке кірген", "marriage": "некеге тұрған",
    "divorce": "неке бұзылған", "mark_in_passport": "паспортқа белгі қойылған", "restored": "азаматтығы қалпына келтірілген",
    "annulled": "қабылдау туралы шешімнің күші жойылған", "refused": "бас тартылған",
    "retention_permit": "азаматтықты сақтауға рұқсат берілген",
}  # fmt: skip

DOCUMENTS = {
    "passport": "паспорттың", "passport_1974": "1974 жылғы үлгідегі КСРО азаматы паспортының",
    "id_card": "жеке куәліктің", "identity_card": "жеке куәліктің", "national_id": "жеке куәліктің",
    "certificate_of_citizenship": "азаматтық туралы куәліктің", "citizenship_certificate": "азаматтық туралы куәліктің",
    "passport_insert_citizenship": "паспорттағы азаматтық туралы қосымша парақтың", "birth_certificate": "туу туралы куәліктің",
    "travel_document": "жол жүру құжатының", "refugee_certificate": "босқын куәлігінің",
    "propiska": "тұрғылықты жері бойынша тіркеудің (прописка)", "military_card": "әскери билеттің",
    "marriage_certificate": "неке туралы куәліктің",
    "stateless_certificate": "азаматтығы жоқ адам куәлігінің", "certificate_stateless": "азаматтығы жоқ адам куәлігінің",
    "stateless_person_certificate": "азаматтығы жоқ адам куәлігінің",
    "residence_permit_stateless": "азаматтығы жоқ адамның тұруға ықтиярхатының", "residence_permit": "тұруға ықтиярхаттың",
    "non_citizen_passport": "азамат емес адам паспортының",
    "travel_document_stateless": "азаматтығы жоқ адамның жол жүру құжатының", "?": "«{document}» құжатының",
}  # fmt: skip

WORDS = {
    "and": "және", "or": "немесе", "either": "{list}", "not_so": "мынау дұрыс емес: {what}",
    "while": "{one}, ал {other}", "or_no_mother": "{what} (немесе заң бойынша анасы жоқ)",
    "or_no_father": "{what} (немесе заң бойынша әкесі жоқ)", "or_no_spouse": "{what} (немесе жұбайы жоқ)",
    "all": "мыналардың бәрі:", "some": "мыналардың кемінде біреуі:",
    "of_all": "{subject}, ол туралы мыналардың бәрі дұрыс:", "of_some": "{subject}, ол туралы мыналардың кемінде біреуі дұрыс:",
    "not_so_list": "мынау дұрыс емес:", "while_list": "бір мезгілде:", "unknown": "=«{text}» шарты орындалған",
    "not_unknown": "=«{text}» шарты орындалмаған", "about": "шамамен {date}", "uncertain": "{date} (күмәнді)",
    "between": "аралық: {one} – {other}", "at_latest": "ең кеші: {date}", "at_earliest": "ең ертесі: {date}",
    "never_told": "белгісіз күн", "decade": "{date}-жылдар", "century": "{date} жылдар", "not_verified": "{date} (күні тексерілмеген)",
    "season_21": "{year} жылғы көктем", "season_22": "{year} жылғы жаз", "season_23": "{year} жылғы күз",
    "season_24": "{year} жылғы қыс",
}  # fmt: skip

KAZAKH = Language(
    code="kk",
    subjects=SUBJECTS,
    each=EACH,
    one_parent=Subject("ата-анасының біреуі", 0, "", "ата-анасының біреуінің"),
    other_parent=Subject("екіншісі", 0, "", "екіншісінің"),
    predicates=PREDICATES,
    events=EVENTS,
    nouns=NOUNS,
    documents=DOCUMENTS,
    kinds={"permanent": "тұрақты", "lawful": "заңды түрде", "habitual": "әдетте", "any": ""},
    words=WORDS,
    state=state,
    some={"s": ("қандай да бір мемлекет", "ешбір мемлекет"), "gen": ("қандай да бір мемлекеттің", "ешбір мемлекеттің"),
          "loc": ("қандай да бір мемлекетте", "ешбір мемлекетте"), "abl": ("қандай да бір мемлекеттен", "ешбір мемлекеттен")},
    other={"s": ("{abl} басқа мемлекет", "{abl} басқа ешбір мемлекет"),
           "gen": ("{abl} басқа мемлекеттің", "{abl} басқа ешбір мемлекеттің"),
           "loc": ("{abl} басқа мемлекетте", "{abl} басқа ешбір мемлекетте"),
           "abl": ("{abl} басқа мемлекеттен", "{abl} басқа ешбір мемлекеттен")},
    day=day,
    moment=moment,
    upto=upto,
    span=span,
    limit=limit,
    years=str,
    since=lambda value: declined(day(value), "abl"),
    nobody_negates=True,
)  # fmt: skip
