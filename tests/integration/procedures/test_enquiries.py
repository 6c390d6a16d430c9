"""No State is asked about anybody unless they feared none and agreed; and no State learns why it is not."""


from tests.integration.procedures.cases import Office, refused
from tulga.kernel.ids import new_id
from tulga.procedures.shared import actions, queries

BLOCKED = ["procedures.enquiry_blocked"]


def ready(office: Office) -> Office:
    office.apply()
    office.step("citizenship_checked")
    return office


def test_what_is_unknown_blocks(office: Office) -> None:
    ready(office)
    assert refused(office.ask) == ["procedures.not_screened", "procedures.no_consent_to_enquiry"]

    office.screen()
    assert refused(office.ask) == ["procedures.no_consent_to_enquiry"]
    office.agree(state="XAC")
    assert refused(office.ask) == ["procedures.no_consent_to_enquiry"]
    office.agree()

    assert office.ask()


def test_fear_or_silence_about_it_blocks_and_the_last_answer_speaks(office: Office) -> None:
    ready(office)
    office.agree()
    office.screen()
    office.screen(answer="would_not_say")
    assert refused(office.ask) == ["procedures.would_not_say"]
    office.screen(answer="fear")
    assert refused(office.ask) == ["procedures.fear_was_told"]


def test_a_withdrawn_consent_blocks(office: Office) -> None:
    ready(office)
    office.screen()
    consent = office.agree()
    actions.withdraw_consent(office.caseworker, consent=consent, **office.common())

    assert refused(office.ask) == ["procedures.no_consent_to_enquiry"]


def test_every_relative_who_is_named_counts(office: Office) -> None:
    ready(office)
    mother, uncle = office.record("Петрова Мария"), new_id()  # an uncle who has no record here
    office.screen()
    office.agree()

    assert refused(lambda: office.ask(mother, uncle)) == [
        "procedures.not_screened", "procedures.no_consent_to_enquiry",
    ]  # fmt: skip
    for relative in (mother, uncle):
        office.screen(relative)
        office.agree(relative)
    assert office.ask(mother, uncle)


def test_any_claim_of_anybody_named_blocks_whatever_became_of_it(office: Office) -> None:
    ready(office)
    mother, own = office.record("Петрова Мария"), office.case_id
    for one in (office.record_id, mother):
        office.screen(one)
        office.agree(one)
    claim = office.case(mother, "asylum")
    assert refused(lambda: office.ask(mother)) == ["procedures.asylum_claim"]

    actions.decide(
        office.decider, case=claim, outcome="rejected", authority="office", effective_on="2021-03-01", at=office.tick()
    )
    assert refused(lambda: office.ask(mother)) == ["procedures.asylum_claim"]
    office.case_id = own
    assert office.ask()  # the mother is not named


def test_a_claim_on_another_record_of_the_same_person_blocks(office: Office) -> None:
    ready(office)
    office.screen()
    office.agree()
    other = office.record("Петрова Анна Ивановна")
    office.case(other, "asylum")
    office.judge(office.record_id, other)

    assert refused(office.ask) == ["procedures.asylum_claim"]


def test_an_enquiry_is_no_ordinary_step(office: Office) -> None:
    ready(office)

    assert "procedures.send_it_as_an_enquiry" in refused(lambda: office.step("enquiry_sent"))


def test_an_authority_of_the_state_is_never_told_which_reason_it_is(office: Office) -> None:
    ours = office.of_the_state()
    assert refused(lambda: ours.ask(by=ours.officer)) == BLOCKED

    ours.screen(by=ours.officer)
    ours.agree(by=ours.officer)
    assert refused(lambda: ours.ask(by=ours.officer)) == BLOCKED  # its own screening clears nothing

    ours.case(ours.record_id, "asylum")
    assert refused(lambda: ours.ask(by=ours.officer)) == BLOCKED


def test_the_operation_clears_an_enquiry_of_the_state(office: Office) -> None:
    ours = office.of_the_state()
    ours.screen(ours.record_id)
    ours.agree(ours.record_id)

    assert ours.ask(by=ours.officer)


def test_what_the_operation_wrote_about_fear_changes_nothing_else_for_the_state(office: Office) -> None:
    ours = office.of_the_state()

    def seen() -> object:
        standing = queries.find_standing(ours.officer, ours.case_id)
        assert standing is not None
        return standing.state.state, [done.event.entry for done in standing.state.history], queries.get_case(
            ours.officer, ours.case_id
        )

    before = seen()
    ours.screen(ours.record_id, "fear")
    actions.state_fact(ours.caseworker, fact="refugee", holds=True, **ours.common())
    ours.case(ours.record_id, "asylum")

    assert seen() == before
