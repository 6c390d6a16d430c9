"""An assessment for others: as JSON (`schemas/assessment.schema.json`), and as text in three languages."""

from collections.abc import Callable, Mapping
from typing import Any

from tulga.nationality.core.outcomes import Answer, Assessment, Branch, Change, Dispute, Need, Outcome, Question, Step
from tulga.nationality.core.rules import VERIFICATION_CODE, Pack
from tulga.nationality.core.truth import Truth
from tulga.nationality.core.wording.grammar import Line
from tulga.nationality.core.wording.needs import sentence_of_need
from tulga.nationality.core.wording.report import (
    Section,
    sections,
    sentence_of_answer,
    sentence_of_article,
    sentence_of_dispute,
)
from tulga.nationality.core.wording.rulebook import plain

__all__ = ["Section", "as_json", "as_plain_text", "as_text", "sentence_of_answer", "sentence_of_article"]

_VALUES = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown", Truth.DISPUTED: "disputed"}
_OPEN = (Outcome.UNDETERMINED, Outcome.DISPUTED)


def as_text(assessment: Assessment, packs: Mapping[str, Pack], language: str) -> list[Section]:
    """Return an assessment as sections of lines: head, each relevant State, the others, article 1(1), questions."""
    return sections(assessment, packs, language)


def as_plain_text(assessment: Assessment, packs: Mapping[str, Pack], language: str) -> str:
    """Return the sections as one text: headings, paragraphs, points."""
    parts = (
        f"{section.title}\n{plain(section.lines) if section.lines else ''}"
        for section in as_text(assessment, packs, language)
    )
    return "\n".join(parts)


def as_json(
    assessment: Assessment,
    *,
    codes: Callable[[str], str] | None = None,
    packs: Mapping[str, Pack] | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """Return an assessment as plain data.

    Args:
        codes: writes a State's code as the reader wants it; alpha-3 otherwise. Keys of needs keep alpha-3.
        packs: for the words of terms that the law leaves open, in `ask`.
        language: of the sentences in `ask`.
    """
    return _Json(codes or str, packs or {}, language).assessment(assessment)


class _Json:
    def __init__(self, codes: Callable[[str], str], packs: Mapping[str, Pack], language: str) -> None:
        self.codes, self.packs, self.language = codes, packs, language

    def assessment(self, found: Assessment) -> dict[str, Any]:
        return {
            "id": found.id,
            "on": found.on.isoformat(),
            "states": [self._answer(answer) for answer in found.answers],
            "art1_1": {"outcome": found.article_1_1.value, "why": [self._why(why) for why in found.article_1_1_why]},
            "ask": self._ask(found),
            "questions": [self._question(question) for question in found.questions],
            "not_understood": list(found.not_understood),
            "not_yet": [{"path": one.path, "what": one.what, "on": one.on} for one in found.not_yet],
            "packs": [{"state": state, "digest": digest} for state, digest in found.packs],
        }

    def _answer(self, answer: Answer) -> dict[str, Any]:
        return {
            "state": self.codes(answer.state),
            "outcome": answer.outcome.value,
            "since": answer.since,
            "lost_on": answer.lost_on,
            "rules": list(answer.rules),
            "verification": None if answer.verification is None else VERIFICATION_CODE[answer.verification],
            "missing": [need.key for need in answer.needs],
            "relevant": list(answer.relevant),
            "timeline": [self._change(change) for change in answer.timeline],
            "steps": [self._step(step) for step in answer.steps],
            "conflicts": [list(ids) for ids in answer.conflicts],
            "assumptions": list(answer.assumptions),
            "risks": list(answer.risks),
            "possible": list(answer.possible),
            "would_be": [{"outcome": outcome, "rule": rule} for outcome, rule in answer.would_be],
            "disputed_by": None if answer.dispute is None else self._dispute(answer.dispute),
            "explored": answer.explored,
        }

    def _dispute(self, dispute: Dispute) -> dict[str, Any]:
        return {
            "for": [{"rules": list(one.rules), "why": one.why} for one in dispute.reasons_for],
            "against": [{"rules": list(one.rules), "why": one.why} for one in dispute.reasons_against],
            "sentence": sentence_of_dispute(dispute, self.language),
        }

    def _change(self, change: Change) -> dict[str, Any]:
        return {"on": change.on, "value": _VALUES[change.value], "rules": list(change.rules), "why": change.why}

    def _step(self, step: Step) -> dict[str, Any]:
        return {
            "rule": step.rule,
            "value": _VALUES[step.value],
            "at": step.at,
            "on": step.on,
            "version": step.version,
            "facts": [
                {"fact": label, "value": _VALUES[value], "source": source} for label, value, source in step.facts
            ],
            "conflict": list(step.conflict),
            "capped": step.capped,
        }

    def _why(self, why: str) -> str:
        kind, _, state = why.partition(":")
        return f"{kind}:{self.codes(state)}" if state else why

    def _ask(self, found: Assessment) -> list[str]:
        """Return the questions in words; where none decides alone, what is missing for the States that are open."""
        needs = [question.need for question in found.questions]
        if not needs:
            opened = (answer for answer in found.answers if answer.relevant and answer.outcome in _OPEN)
            needs = [need for answer in opened for need in answer.needs]
        return list(dict.fromkeys(sentence_of_need(need, self.language, self.packs) for need in needs))

    def _question(self, question: Question) -> dict[str, Any]:
        need: Need = question.need
        return {
            "key": need.key,
            "sentence": sentence_of_need(need, self.language, self.packs),
            "options": list(need.options),
            "where": list(need.where),
            "cost": need.cost,
            "gain": question.gain,
            "branches": [self._branch(branch) for branch in question.branches],
        }

    def _branch(self, branch: Branch) -> dict[str, Any]:
        outcomes = [{"state": self.codes(state), "outcome": outcome.value} for state, outcome in branch.outcomes]
        return {"option": branch.option, "outcomes": outcomes}


def lines_of(found: list[Section]) -> list[Line]:
    """Return all lines of a text, headings among them at level 0."""
    return [line for section in found for line in (Line(0, section.title), *section.lines)]
