"""A small definition as a file, and how tests change it."""

from collections.abc import Callable
from pathlib import Path

Folder = Callable[..., Path]

SOURCES = """\
sources:
  X1: {title: "Decree 1", url: "https://gazette.example", read: open}
"""
PARTS = """\
roles:
  applicant: {label: {en: applicant, ru: заявитель, kk: өтініш беруші}, outside: true}
parts:
  complaint:
    states:
      appealed: {kind: open, label: {en: appealed, ru: обжаловано, kk: шағым}, plain: {en: a, ru: а, kk: а}}
    steps:
      appealed:
        from: refused
        to: appealed
        by: applicant officer
        label: {en: appeal, ru: жалоба, kk: шағым}
        basis: ["X1 Art. 5; V-law"]
      dismissed:
        from: appealed
        to: closed
        by: reviewer
        label: {en: dismissed, ru: отклонено, kk: қабылданбады}
        basis: ["X1 Art. 5; V-law"]
        outcome: refused
        apart_from: refused
        effects: [protection_alert]
    clocks:
      window:
        label: {en: appeal, ru: жалоба, kk: шағым}
        limit: 3 months
        starts: notice_served expired:decision
        stops: appealed
        owner: applicant
        use: assert
        basis: ["X1 Art. 6; V-law"]
        expiry: [{kind: task, role: officer, text: {en: look, ru: посмотреть, kk: қарау}}]
"""
FILE = """\
country: XAA
procedure: statelessness_determination
label: {en: determination, ru: определение, kk: айқындау}
zone: Asia/Almaty
calendar: XAA
shared_roles: applicant
roles:
  officer: {label: {en: officer, ru: сотрудник, kk: қызметкер}, held_by: authority caseworker}
  decider: {label: {en: decider, ru: решающий, kk: шешуші}, held_by: decider}
  reviewer: {label: {en: reviewer, ru: проверяющий, kk: тексеруші}, held_by: appeal}
incompatible: ["decider reviewer"]
authorities:
  police: {label: {en: police, ru: полиция, kk: полиция}, valid: "..2022-05-12", basis: ["X1; V-law"]}
  office: {label: {en: office, ru: отдел, kk: бөлім}, valid: "2022-05-13..", basis: ["X1; V-law"]}
versions:
  v1:
    label: {en: first, ru: первая, kk: бірінші}
    uses: complaint
    in_force: 2020-01-01..
    basis: ["X1; V-law"]
    states:
      met: {kind: start, label: {en: met, ru: встреча, kk: кездесу}, plain: {en: m, ru: м, kk: м}}
      applied: {kind: open, label: {en: applied, ru: подано, kk: берілді}, plain: {en: a, ru: а, kk: а}}
      refused: {kind: decided, label: {en: refused, ru: отказ, kk: бас тарту}, plain: {en: r, ru: р, kk: р}}
      recognised: {kind: decided, label: {en: yes, ru: да, kk: иә}, plain: {en: y, ru: д, kk: и}}
      closed: {kind: final, label: {en: closed, ru: закрыто, kk: жабық}, plain: {en: c, ru: з, kk: ж}}
    steps:
      applied:
        from: met
        to: applied
        by: applicant officer
        label: {en: application, ru: заявление, kk: өтініш}
        basis: ["X1 Art. 1; V-law"]
        documents: form
        letters: receipt
      recognised:
        from: applied
        to: recognised
        by: decider
        label: {en: recognition, ru: признание, kk: тану}
        basis: ["X1 Art. 2; V-law"]
        outcome: recognised
        guards: ["age_at_least(16) or done(applied)"]
      refused:
        from: applied
        to: refused
        by: decider
        label: {en: refusal, ru: отказ, kk: бас тарту}
        basis: ["X1 Art. 2; V-law"]
        outcome: refused
        effects: [protection_alert]
      issued:
        from: recognised
        to: closed
        by: officer
        label: {en: issue, ru: выдача, kk: беру}
        basis: ["X1 Art. 3; V-law"]
        papers: card
    clocks:
      decision:
        label: {en: decision, ru: решение, kk: шешім}
        limit: 15 working days
        starts: applied
        stops: decided
        owner: decider
        use: assert
        basis: ["X1 Art. 2; V-law"]
        expiry:
          - kind: silence_is_refusal
            role: officer
            starts: window
            text: {en: appeal, ru: обжаловать, kk: шағымдану}
        extension: {most: 2 months, counted_from: not_said, by: decider, basis: ["X1 Art. 2; V-law"]}
    documents:
      form: {label: {en: form, ru: бланк, kk: бланк}, required: true, use: assert, basis: ["X1; V-law"]}
    papers:
      card:
        label: {en: card, ru: карта, kk: карта}
        valid_for: 5 years
        from_age: "16"
        use: assert
        basis: ["X1; V-law"]
    letters:
      receipt: {label: {en: receipt, ru: расписка, kk: қолхат}, to: applicant}
    numbers:
      age:
        label: {en: age, ru: возраст, kk: жас}
        value: "16"
        unit: age
        use: assert
        basis: ["X1; V-law"]
        reference: T13
    open_questions: [{en: which?, ru: какой?, kk: қайсы?}]
  v2:
    label: {en: second, ru: вторая, kk: екінші}
    like: v1
    not_before: "2024-01-01"
    sure_from: "2024-06-01"
    basis: ["X1; V-law"]
"""


def write(folder: Path, *changes: tuple[str, str], parts: str = PARTS, sources: str = SOURCES) -> Path:
    """Write a country's folder; each change must fit somewhere, in the file or in its parts."""
    file = FILE
    for old, new in changes:
        assert old in file or old in parts, old
        if old in file:
            file = file.replace(old, new, 1)
        else:
            parts = parts.replace(old, new, 1)
    country = folder / "xaa"
    country.mkdir(exist_ok=True)
    (country / "statelessness_determination.yaml").write_text(file, encoding="utf-8")
    (country / "parts.yaml").write_text(parts, encoding="utf-8")
    (country / "sources.yaml").write_text(sources, encoding="utf-8")
    return country
