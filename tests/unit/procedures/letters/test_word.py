"""A lawyer's Word file is checked before use, and filled wherever Word has cut a mark."""

import re

import pytest

from tests.unit.procedures.letters.packages import paragraph, row, text_of, word
from tulga.procedures.letters.core.catalogue import letters
from tulga.procedures.letters.core.marks import Problem, Wrong
from tulga.procedures.letters.core.values import Unfilled
from tulga.procedures.letters.core.word import check, fill

READY = letters()["paper_ready"]
VALUES = {
    "person.name": "Құнанбаева Әйгерім",
    "case.number": "1-2",
    "paper.name": "certificate",
    "office.name": "Office",
}
WHOLE = (
    paragraph("To {{pers", "on.na", "me}} of {{office.name}}"),
    paragraph("{{case.number}}: {{paper.name}}"),
)


def words(source: bytes) -> list[str]:
    return re.findall(r"<w:t[^>]*>([^<]*)</w:t>", text_of(source))


def test_a_whole_template_has_nothing_wrong():
    assert check(word(*WHOLE), READY) == []


def test_a_mark_that_word_has_cut_into_pieces_is_filled_in_the_first():
    assert words(fill(word(*WHOLE), VALUES))[:3] == ["To Құнанбаева Әйгерім", "", " of Office"]


def test_what_the_file_was_like_stays_as_it_was():
    filled = text_of(fill(word(*WHOLE), VALUES))
    assert filled.count("<w:b/>") == 4
    assert 'mc:Ignorable="w14"' in filled
    assert "w14:paraId" in filled


def test_the_same_values_give_the_same_bytes():
    assert fill(word(*WHOLE), VALUES) == fill(word(*WHOLE), VALUES)


def test_a_paragraph_that_may_be_left_out_is_left_out_where_nothing_is_known():
    template = word(*WHOLE, paragraph("{{?paper.valid_until}}until {{paper.valid_until}}"), paragraph("end"))
    assert words(fill(template, VALUES))[-2:] == ["1-2: certificate", "end"]
    assert words(fill(template, {**VALUES, "paper.valid_until": "1 May"}))[-2:] == ["until 1 May", "end"]


def test_a_list_repeats_its_paragraph_and_in_a_table_its_row():
    values = {"documents.missing": ("photographs", "birth certificate")}
    assert words(fill(word(paragraph("– {{documents.missing}}")), values)) == ["– photographs", "– birth certificate"]
    table = "<w:tbl>" + row(paragraph("bring"), paragraph("{{documents.missing}}")) + "</w:tbl>"
    filled = fill(word(table), values)
    assert words(filled) == ["bring", "photographs", "bring", "birth certificate"]
    assert text_of(filled).count("<w:tr>") == 2


def test_lines_of_a_value_become_lines_and_no_value_brings_a_mark_or_an_element():
    filled = fill(word(paragraph("{{person.name}}")), {"person.name": "a <b> {{case.number}}\nsecond"})
    assert words(filled) == ["a &lt;b&gt; {{case.number}}", "second"]
    assert "<w:br/>" in text_of(filled)


def test_headers_are_filled_too():
    filled = fill(word(*WHOLE, header=paragraph("{{office.name}}")), VALUES)
    assert "Office" in text_of(filled, "word/header1.xml")


def test_all_that_is_not_known_is_named_at_once():
    with pytest.raises(Unfilled) as told:
        fill(word(*WHOLE), {"case.number": "1-2"})
    assert told.value.fields == ("office.name", "person.name", "paper.name")


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ((paragraph("{{person.nam}}"),), Problem(3, Wrong.NO_SUCH_FIELD, "person.nam", "person.name")),
        ((paragraph("{{enquiry.question}}"),), Problem(3, Wrong.NOT_TO_THEM, "enquiry.question")),
        ((paragraph("{{ person.name"),), Problem(3, Wrong.NOT_CLOSED, "{{")),
    ],
)
def test_a_mark_that_cannot_be_filled_is_named_with_its_paragraph(blocks, problem):
    assert check(word(*WHOLE, *blocks), READY) == [problem]


def test_what_the_letter_has_to_say_and_does_not_is_named():
    found = check(word(paragraph("{{person.name}} {{office.name}}"), paragraph("{{?paper.name}}{{paper.name}}")), READY)
    assert found == [Problem(0, Wrong.NEEDED, "case.number"), Problem(0, Wrong.ONLY_MAYBE, "paper.name")]


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        ({"word/vbaProject.bin": b"x"}, "word/vbaProject.bin"),
        ({"word/_rels/document.xml.rels": b'<R TargetMode="External" Target="http://example.org/x.png"/>'},
         "word/_rels/document.xml.rels"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "word/embeddings/oleObject1.bin"),
    ],
)  # fmt: skip
def test_programmes_and_things_from_outside_are_refused(extra, name):
    assert Problem(0, Wrong.ELSEWHERE, name) in check(word(*WHOLE, extra=extra), READY)


def test_what_is_no_word_file_is_said_to_be_none():
    assert check(b"plain text", READY) == [Problem(0, Wrong.NO_WORD, "")]
    assert check(word(*WHOLE)[:200], READY) == [Problem(0, Wrong.NO_WORD, "")]
    assert check(word("<w:p>"), READY) == [Problem(0, Wrong.NO_WORD, "")]
    assert check(word(paragraph(" ")), READY) == [Problem(0, Wrong.EMPTY, "")]


def test_a_file_that_unpacks_to_very_much_is_refused_before_it_is_unpacked():
    found = check(word(*WHOLE, extra={"word/media/image1.png": bytes(30_000_000)}), READY)
    assert [one.wrong for one in found] == [Wrong.TOO_LARGE]


def test_entities_are_not_resolved():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    template = word(*WHOLE, extra={"word/footer1.xml": evil})
    assert b"root:" not in fill(template, VALUES)
    assert "root:" not in text_of(fill(template, VALUES), "word/footer1.xml")
