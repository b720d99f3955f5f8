"""How long an answer is good for."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tapewire.feeds.freshness import fresh_for

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "public, max-age=300"}, 300),
        ({"Cache-Control": 'Max-Age = "300"'}, 300),
        ({"Cache-Control": "s-maxage=900"}, None),
        ({"Cache-Control": "max-age=300", "Age": "100"}, 200),
        ({"Cache-Control": "max-age=300", "Age": "400"}, 0),
        ({"Cache-Control": "max-age=300", "Age": "old"}, 300),
        ({"Cache-Control": "no-cache, max-age=300"}, 0),
        ({"Cache-Control": "max-age=300", "Expires": "Wed, 04 Mar 2026 12:30:00 GMT"}, 300),
        ({"Expires": "Wed, 04 Mar 2026 10:30:00 GMT"}, 3_600),
        ({"Expires": "Wed, 04 Mar 2026 10:30:00 GMT", "Date": "Wed, 04 Mar 2026 10:20:00 GMT"}, 600),
        ({"Expires": "Wed, 04 Mar 2020 10:30:00 GMT"}, 0),
        ({"Expires": "0"}, 0),
        ({"Cache-Control": "public", "Expires": "-1"}, 0),
    ],
)
def test_cache_control_goes_before_expires(headers, seconds):
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert fresh_for(httpx.Headers(headers), now=NOW) == expected
