"""What can go wrong on the command line, apart from bugs: input that cannot be used, and an answer that is "no"."""


class BadInput(Exception):
    """Something given cannot be used; the sentence names the field. Exit status 2, and nothing was written."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")


class NotDone(Exception):
    """The command was understood and refused, or found something wrong. Exit status 1."""
