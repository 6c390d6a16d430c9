"""One record as matching sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """What one source says of one human being. An empty text is "not told"; dates are `YYYY-MM-DD` or `YYYY`.

    Attributes:
        full_name: one text whose parts may come in any order; used where the parts are not told apart.
        birth_date_kind: what the clerk wrote of the date: exact, estimated, year, missing, age.
        age_stated: full years on `registered_on`.
        household_ref: known to one register only; two registers number the same household differently.
    """

    id: str
    register: str = ""
    full_name: str = ""
    family_name: str = ""
    given_name: str = ""
    patronymic: str = ""
    father_name: str = ""
    mother_name: str = ""
    sex: str = ""
    birth_date: str = ""
    birth_date_kind: str = ""
    age_stated: int | None = None
    registered_on: str = ""
    birth_country: str = ""
    birth_place: str = ""
    residence_region: str = ""
    phone: str = ""
    document_no: str = ""
    household_ref: str = ""
    relation_to_head: str = ""
