"""Every conclusion names where it was read."""

from dataclasses import FrozenInstanceError

import pytest

from tulga.kernel.dates import PartialDate
from tulga.kernel.sources import Source, SourceKind


def test_a_source_is_a_value_that_does_not_change() -> None:
    source = Source("gazette-1991", "Law on citizenship", "Official gazette", "1991-12-20", SourceKind.LAW)

    assert source == Source(
        "gazette-1991", "Law on citizenship", "Official gazette", "1991-12-20", SourceKind.LAW, "", ""
    )
    assert PartialDate.parse(source.date).exact
    with pytest.raises(FrozenInstanceError):
        source.title = "another"  # type: ignore[misc]
