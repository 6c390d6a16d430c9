"""Words for findings. They say what follows from what is known; they never sound like a decision, which is a person's."""

from collections.abc import Mapping

from tulga.nationality.core.outcomes import Article1, Outcome
from tulga.nationality.core.rules import Verification
from tulga.nationality.core.truth import Truth

Table = Mapping[str, Mapping[str, str]]

FINDINGS: Mapping[str, Mapping[Outcome, str]] = {
    "en": {
        Outcome.NATIONAL: "On what is known, {under}, the person is considered a national of {s} under the operation of its law{since}",
        Outcome.LOST: "On what is known, {under}, the person had the nationality of {s} and no longer has it{lost}",
        Outcome.ENTITLED: "On what is known, {under}, the person is not a national of {s}, but may become one as of right",
        Outcome.NOT_NATIONAL: "On what is known, {under}, the person is not considered a national of {s}: no rule that was read gives its "
        "nationality",
        Outcome.UNDETERMINED: "On what is known, {under}, it cannot be said whether the person is a national of {s}",
        Outcome.DISPUTED: "On what is known, {under}, there are reasons for and against the nationality of {s}; nothing is concluded",
    },
    "ru": {
        Outcome.NATIONAL: "По тому, что известно, {under}, лицо рассматривается как гражданин {gen} в силу его закона{since}",
        Outcome.LOST: "По тому, что известно, {under}, лицо состояло в гражданстве {gen} и больше в нём не состоит{lost}",
        Outcome.ENTITLED: "По тому, что известно, {under}, лицо не состоит в гражданстве {gen}, но вправе его получить",
        Outcome.NOT_NATIONAL: "По тому, что известно, {under}, лицо не рассматривается как гражданин {gen}: ни одна из прочитанных норм не даёт "
        "его гражданства",
        Outcome.UNDETERMINED: "По тому, что известно, {under}, нельзя сказать, состоит ли лицо в гражданстве {gen}",
        Outcome.DISPUTED: "По тому, что известно, {under}, есть доводы за и против гражданства {gen}; вывод не делается",
    },
    "kk": {
        Outcome.NATIONAL: "Белгілі мәліметтер бойынша, {under}, адам {gen} азаматы ретінде оның заңы күшімен қарастырылады{since}",
        Outcome.LOST: "Белгілі мәліметтер бойынша, {under}, адам {gen} азаматы болған және енді азаматы емес{lost}",
        Outcome.ENTITLED: "Белгілі мәліметтер бойынша, {under}, адам {gen} азаматы емес, бірақ азаматы болуға құқығы бар",
        Outcome.NOT_NATIONAL: "Белгілі мәліметтер бойынша, {under}, адам {gen} азаматы ретінде қарастырылмайды: оқылған нормалардың ешқайсысы "
        "оның азаматтығын бермейді",
        Outcome.UNDETERMINED: "Белгілі мәліметтер бойынша, {under}, адамның {gen} азаматы екенін не емес екенін айту мүмкін емес",
        Outcome.DISPUTED: "Белгілі мәліметтер бойынша, {under}, {gen} азаматтығын қолдайтын да, оған қарсы да дәлел бар; қорытынды жасалмайды",
    },
}

ARTICLE: Mapping[str, Mapping[Article1, str]] = {
    "en": {
        Article1.STATELESS: "On what is known, and over the States that are relevant, the person is not considered as a national by any State "
        "under the operation of its law",
        Article1.NOT_STATELESS: "On what is known, at least one State considers the person as its national under the operation of its law",
        Article1.UNDETERMINED: "On what is known, it cannot be said whether the person is not considered as a national by any State under the "
        "operation of its law",
    },
    "ru": {
        Article1.STATELESS: "По тому, что известно, и по государствам, с которыми есть связь, лицо не рассматривается гражданином каким-либо "
        "государством в силу его закона (лицо без гражданства)",
        Article1.NOT_STATELESS: "По тому, что известно, хотя бы одно государство рассматривает лицо как своего гражданина в силу своего закона",
        Article1.UNDETERMINED: "По тому, что известно, нельзя сказать, что лицо не рассматривается гражданином каким-либо государством в силу "
        "его закона; нельзя сказать и обратного",
    },
    "kk": {
        Article1.STATELESS: "Белгілі мәліметтер және байланысы бар мемлекеттер бойынша, адамды ешбір мемлекет өз заңының күшімен азаматы деп "
        "санамайды (азаматтығы жоқ адам)",
        Article1.NOT_STATELESS: "Белгілі мәліметтер бойынша, кемінде бір мемлекет адамды өз заңының күшімен азаматы деп санайды",
        Article1.UNDETERMINED: "Белгілі мәліметтер бойынша, адамды ешбір мемлекет өз заңының күшімен азаматы деп санамайтынын айту мүмкін емес; "
        "керісінше айту да мүмкін емес",
    },
}

OUTCOMES: Mapping[str, Mapping[Outcome, str]] = {
    "en": {
        Outcome.NATIONAL: "a national",
        Outcome.ENTITLED: "entitled to become a national",
        Outcome.LOST: "a former national",
        Outcome.NOT_NATIONAL: "not a national",
        Outcome.UNDETERMINED: "undetermined",
        Outcome.DISPUTED: "disputed",
    },
    "ru": {
        Outcome.NATIONAL: "гражданин",
        Outcome.ENTITLED: "вправе получить гражданство",
        Outcome.LOST: "бывший гражданин",
        Outcome.NOT_NATIONAL: "не гражданин",
        Outcome.UNDETERMINED: "не установлено",
        Outcome.DISPUTED: "спорно",
    },
    "kk": {
        Outcome.NATIONAL: "азаматы",
        Outcome.ENTITLED: "азаматтық алуға құқығы бар",
        Outcome.LOST: "бұрынғы азаматы",
        Outcome.NOT_NATIONAL: "азаматы емес",
        Outcome.UNDETERMINED: "анықталмаған",
        Outcome.DISPUTED: "даулы",
    },
}

STATUS: Mapping[str, Mapping[Truth, str]] = {
    "en": {
        Truth.TRUE: "a national from then on",
        Truth.FALSE: "not a national from then on",
        Truth.UNKNOWN: "from then on it is not known",
        Truth.DISPUTED: "from then on it is disputed",
    },
    "ru": {
        Truth.TRUE: "с этого дня состоит в гражданстве",
        Truth.FALSE: "с этого дня не состоит в гражданстве",
        Truth.UNKNOWN: "с этого дня неизвестно",
        Truth.DISPUTED: "с этого дня спорно",
    },
    "kk": {
        Truth.TRUE: "сол күннен бастап азаматы",
        Truth.FALSE: "сол күннен бастап азаматы емес",
        Truth.UNKNOWN: "сол күннен бастап белгісіз",
        Truth.DISPUTED: "сол күннен бастап даулы",
    },
}

VALUES: Mapping[str, Mapping[Truth, str]] = {
    "en": {
        Truth.TRUE: "its condition is met",
        Truth.FALSE: "its condition is not met",
        Truth.UNKNOWN: "it is not known whether its condition is met",
        Truth.DISPUTED: "what is known about its condition contradicts itself",
    },
    "ru": {
        Truth.TRUE: "её условие выполнено",
        Truth.FALSE: "её условие не выполнено",
        Truth.UNKNOWN: "неизвестно, выполнено ли её условие",
        Truth.DISPUTED: "сведения о её условии противоречат друг другу",
    },
    "kk": {
        Truth.TRUE: "шарты орындалған",
        Truth.FALSE: "шарты орындалмаған",
        Truth.UNKNOWN: "шартының орындалғаны белгісіз",
        Truth.DISPUTED: "шарты туралы мәліметтер бір-біріне қайшы",
    },
}

LEVELS: Mapping[str, Mapping[Verification, str]] = {
    "en": {
        Verification.TEXT_SEEN: "the weakest rule it rests on was seen in the text of the law",
        Verification.SECONDARY: "the weakest rule it rests on was seen in a secondary source only",
        Verification.UNVERIFIED: "it depends on a rule that nobody has verified",
    },
    "ru": {
        Verification.TEXT_SEEN: "самая слабая норма, на которой это основано, прочитана в тексте закона",
        Verification.SECONDARY: "самая слабая норма, на которой это основано, прочитана только во вторичном источнике",
        Verification.UNVERIFIED: "это зависит от нормы, которую никто не проверил",
    },
    "kk": {
        Verification.TEXT_SEEN: "ол негізделген ең әлсіз норма заң мәтінінен оқылған",
        Verification.SECONDARY: "ол негізделген ең әлсіз норма тек қосалқы дереккөзден оқылған",
        Verification.UNVERIFIED: "ол ешкім тексермеген нормаға тәуелді",
    },
}

LINKS: Table = {
    "en": {
        "born-there": "born there",
        "lived-there": "lived there",
        "stayed-there": "stayed there",
        "document": "a document from there",
        "answer": "an answer of its authority",
        "act": "an act or event there",
        "stated": "named in a statement of nationality",
        "named": "named in the question",
        "national": "{who} was its national",
        "lived": "{who} lived there",
        "linked": "{who} has a link with it",
    },
    "ru": {
        "born-there": "там рождение",
        "lived-there": "там проживание",
        "stayed-there": "там пребывание",
        "document": "документ оттуда",
        "answer": "ответ его органа власти",
        "act": "акт или событие там",
        "stated": "названо в сообщении о гражданстве",
        "named": "названо в вопросе",
        "national": "его гражданин: {who}",
        "lived": "там проживание: {who}",
        "linked": "связь через родственника: {who}",
    },
    "kk": {
        "born-there": "сонда туған",
        "lived-there": "сонда тұрған",
        "stayed-there": "сонда болған",
        "document": "сол жақтың құжаты",
        "answer": "оның билік органының жауабы",
        "act": "сондағы акт немесе оқиға",
        "stated": "азаматтық туралы мәлімдемеде аталған",
        "named": "сұрақта аталған",
        "national": "оның азаматы: {who}",
        "lived": "сонда тұрған: {who}",
        "linked": "туысы арқылы байланыс: {who}",
    },
}

REPORT: Table = {
    "en": {
        "title": "Nationality of the person {id}, as assessed for {date}",
        "nature": "This is what follows from the facts that are known and from the law that is encoded. It decides nothing: a person decides. "
        "Neither a positive nor a negative finding may leave in a letter by itself.",
        "draft": "The sentences are put together by a program. The wording of every language is a draft that no lawyer has reviewed.",
        "contact": "Contact with a State about a person is blocked until protection screening says “asked, no fear”.",
        "under": "under the rules {rules}",
        "under_none": "with no rule of its law that applies",
        "under_unread": "with none of its law encoded",
        "since": ", since {date}",
        "lost": ", since {date}",
        "relevant": "Why this State is relevant",
        "not_relevant": "No link with this State is known",
        "level": "How well the law is known",
        "not_explored": "There were more open facts than could be gone through: not fully explored.",
        "timeline": "Timeline",
        "change": "{date}: {status} ({why})",
        "rules": "Rules read, and why this version",
        "step": "{title}: {value}",
        "version": "read {when}, because the law in force at that event counts. This version: {in_force}",
        "version_perhaps": "read {when}; it is not certain that this version was in force then. This version: {in_force}",
        "capped_unverified": "The text of this rule is not verified: whatever it gives, nothing is decided on it.",
        "capped_conflict": "Other rules contradict this one ({ids}): whatever it gives alone, nothing is decided on it.",
        "capped_circular": "Another State's law asks back at the same event: neither can be answered before the other.",
        "missing": "What is missing",
        "where": "It can be learnt from: {places}",
        "assumptions": "What was assumed",
        "conflicts": "Conflicts of law, carried and not resolved",
        "conflict": "{one} contradicts {others}",
        "risks": "Risks: nationality may be lost on these grounds, but no act of an authority is known",
        "would_be": "What would be, if a rule that nobody has verified is as assumed",
        "would": "{outcome}, if {rule} is as assumed",
        "possible": "Ways to the nationality that may be open",
        "others": "Other States whose law was read",
        "other": "{state}: {outcome}",
        "article": "Article 1(1) of the 1954 Convention relating to the Status of Stateless Persons",
        "reasons": "Reasons",
        "no-link": "no State is known with which the person has a link",
        "other-states-not-described": "it is not known whether some further State granted its nationality",
        "reason": "{state}: {outcome}",
        "question": "The next question",
        "next_questions": "Further questions",
        "nothing_to_ask": "No single question is known that would decide something.",
        "branch": "If the answer is “{option}”: {outcomes}",
        "branch_same": "nothing changes yet",
        "not_understood": "Told, but not understood by the engine",
        "packs": "Law used",
        "now": "on the date of the assessment",
        "answer": "under an answer that is only tried out",
        "paper": "by a paper: {document}",
    },
    "ru": {
        "title": "Гражданство лица {id}, оценка на {date}",
        "nature": "Здесь сказано, что следует из известных фактов и из закодированного права. Это ничего не решает: решает человек. Ни "
        "положительный, ни отрицательный вывод не может сам по себе уйти в письме.",
        "draft": "Предложения составлены программой. Формулировки на всех языках – черновик, который не проверял ни один юрист.",
        "contact": "Обращение к государству по поводу лица заблокировано, пока проверка потребностей в защите не покажет: «спросили, опасений нет».",
        "under": "согласно нормам {rules}",
        "under_none": "без применимых норм его закона",
        "under_unread": "без закодированных норм его закона",
        "since": ", дата начала: {date}",
        "lost": ", дата утраты: {date}",
        "relevant": "Почему это государство имеет значение",
        "not_relevant": "Связь с этим государством неизвестна",
        "level": "Насколько известно право",
        "not_explored": "Открытых фактов больше, чем можно перебрать: исследовано не полностью.",
        "timeline": "Хронология",
        "change": "{date}: {status} ({why})",
        "rules": "Прочитанные нормы и почему в этой редакции",
        "step": "{title}: {value}",
        "version": "прочитано {when}, так как важно право, действовавшее при этом событии. Эта редакция: {in_force}",
        "version_perhaps": "прочитано {when}; не точно, что эта редакция тогда действовала. Эта редакция: {in_force}",
        "capped_unverified": "Текст этой нормы не проверен: что бы она ни давала, на ней ничего не решается.",
        "capped_conflict": "Другие нормы ей противоречат ({ids}): что бы она ни давала одна, на ней ничего не решается.",
        "capped_circular": "Право другого государства при том же событии спрашивает обратно: ни на один вопрос нельзя ответить раньше другого.",
        "missing": "Чего не хватает",
        "where": "Где это можно узнать: {places}",
        "assumptions": "Что предположено",
        "conflicts": "Противоречия в праве, показанные и не разрешённые",
        "conflict": "{one} противоречит: {others}",
        "risks": "Риски: по этим основаниям гражданство могло быть утрачено, но ни одного акта органа власти не известно",
        "would_be": "Что было бы, если норма, которую никто не проверил, такова, как предположено",
        "would": "{outcome}, если {rule} такова, как предположено",
        "possible": "Возможные пути к гражданству",
        "others": "Другие государства, право которых прочитано",
        "other": "{state}: {outcome}",
        "article": "Статья 1(1) Конвенции 1954 года о статусе апатридов",
        "reasons": "Причины",
        "no-link": "не известно ни одного государства, с которым лицо связано",
        "other-states-not-described": "неизвестно, не предоставило ли гражданство какое-либо ещё государство",
        "reason": "{state}: {outcome}",
        "question": "Следующий вопрос",
        "next_questions": "Дальнейшие вопросы",
        "nothing_to_ask": "Не известно ни одного отдельного вопроса, который что-либо решил бы.",
        "branch": "При ответе «{option}»: {outcomes}",
        "branch_same": "пока ничего не меняется",
        "not_understood": "Сообщено, но программой не понято",
        "packs": "Использованное право",
        "now": "на дату оценки",
        "answer": "при ответе, взятом только для пробы",
        "paper": "по документу: {document}",
    },
    "kk": {
        "title": "{id} адамының азаматтығы, бағалау күні: {date}",
        "nature": "Мұнда белгілі фактілерден және кодталған құқықтан не шығатыны айтылған. Бұл ештеңені шешпейді: адам шешеді. Оң қорытынды да, "
        "теріс қорытынды да өздігінен хатпен жіберілмейді.",
        "draft": "Сөйлемдерді бағдарлама құрастырды. Барлық тілдегі тұжырымдар – бірде-бір заңгер тексермеген жоба.",
        "contact": "Адам туралы мемлекетке жүгіну қорғау қажеттілігін тексеру «сұралды, қауіп жоқ» деп көрсеткенше бұғатталған.",
        "under": "мына нормаларға сәйкес: {rules}",
        "under_none": "оның заңының қолданылатын нормалары жоқ болғанда",
        "under_unread": "оның заңы кодталмаған жағдайда",
        "since": ", басталған күні: {date}",
        "lost": ", тоқтаған күні: {date}",
        "relevant": "Бұл мемлекет неге маңызды",
        "not_relevant": "Бұл мемлекетпен байланыс белгісіз",
        "level": "Құқық қаншалықты белгілі",
        "not_explored": "Ашық фактілер қарап шығуға болатыннан көп: толық зерттелмеген.",
        "timeline": "Уақыт желісі",
        "change": "{date}: {status} ({why})",
        "rules": "Оқылған нормалар және неге дәл осы редакцияда",
        "step": "{title}: {value}",
        "version": "{when} оқылған, өйткені сол оқиға кезінде күшінде болған құқық маңызды. Бұл редакция: {in_force}",
        "version_perhaps": "{when} оқылған; бұл редакцияның сол кезде күшінде болғаны анық емес. Бұл редакция: {in_force}",
        "capped_unverified": "Бұл норманың мәтіні тексерілмеген: не берсе де, оған сүйеніп ештеңе шешілмейді.",
        "capped_conflict": "Басқа нормалар оған қайшы ({ids}): жалғыз өзі не берсе де, оған сүйеніп ештеңе шешілмейді.",
        "capped_circular": "Сол оқиға кезінде басқа мемлекеттің құқығы кері сұрайды: екеуінің ешқайсысына екіншісінен бұрын жауап беруге болмайды.",
        "missing": "Не жетіспейді",
        "where": "Мұны қайдан білуге болады: {places}",
        "assumptions": "Не жорамалданды",
        "conflicts": "Құқықтағы қайшылықтар, көрсетілген және шешілмеген",
        "conflict": "{one} мыналарға қайшы: {others}",
        "risks": "Қауіптер: осы негіздер бойынша азаматтық тоқтауы мүмкін, бірақ билік органының ешбір актісі белгісіз",
        "would_be": "Ешкім тексермеген норма жорамалданғандай болса, не болар еді",
        "would": "{outcome}, егер {rule} жорамалданғандай болса",
        "possible": "Азаматтық алудың ашық болуы мүмкін жолдары",
        "others": "Құқығы оқылған басқа мемлекеттер",
        "other": "{state}: {outcome}",
        "article": "Апатридтердің мәртебесі туралы 1954 жылғы Конвенцияның 1(1)-бабы",
        "reasons": "Себептері",
        "no-link": "адамның байланысы бар ешбір мемлекет белгісіз",
        "other-states-not-described": "тағы қандай да бір мемлекеттің азаматтық бергені белгісіз",
        "reason": "{state}: {outcome}",
        "question": "Келесі сұрақ",
        "next_questions": "Одан кейінгі сұрақтар",
        "nothing_to_ask": "Бірдеңені шешетін бірде-бір жеке сұрақ белгісіз.",
        "branch": "Жауап «{option}» болса: {outcomes}",
        "branch_same": "әзірге ештеңе өзгермейді",
        "not_understood": "Айтылған, бірақ бағдарлама түсінбеген",
        "packs": "Қолданылған құқық",
        "now": "бағалау күні",
        "answer": "тек сынап көру үшін алынған жауап бойынша",
        "paper": "құжат бойынша: {document}",
    },
}
