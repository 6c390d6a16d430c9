"""Words of the staff site."""

from tulga.web.staff import labels


def test_a_name_from_right_to_left_leaves_the_day_behind_it_in_its_place() -> None:
    assert labels.isolated("پنجشيري نور") == "\u2068پنجشيري نور\u2069"
    assert labels.isolated("Құнанбаева Сәуле") == "Құнанбаева Сәуле"
