"""Answers that may be kept: the same page has the same bytes, so a digest of them is its name (ETag)."""

import hashlib
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

PAGE = "public, max-age=300"
FILE = "public, max-age=31536000, immutable"  # the files of a release are written once and never change


def kept(request: HttpRequest, response: HttpResponse, policy: str, changed_at: datetime | None) -> HttpResponseBase:
    """Return the answer with its validators, or 304 when the reader has these very bytes."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = policy
    stamp = int(changed_at.astimezone(UTC).timestamp()) if changed_at else None
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    # mypy sees the base class of the 304 that Django makes
    return get_conditional_response(request, etag=etag, last_modified=stamp, response=response) or response
