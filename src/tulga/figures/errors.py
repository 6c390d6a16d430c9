"""What figures cannot answer."""


class NoData(LookupError):
    """There is nothing to count: nobody of this country, or nobody yet on that day. Never a page of noughts."""
