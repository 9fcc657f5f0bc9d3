from __future__ import annotations

import random
import re

import pytest
from secret_examples import drawn

from sinfonia.rules.secrets.scan import find
from sinfonia.rules.secrets.shapes import SHAPES, fits, shape_of

RNG = random.Random(11)
VALUES = [(row, drawn(row.pattern, RNG)) for row in SHAPES for _ in range(3)]


def name_of(row) -> bytes:
    return row.words[0] + (b"" if any(word in row.words[0] for word in (b"token", b"secret")) else b"_api_key")


def assigned(data: bytes) -> list[str]:
    return [hit.format_id for hit in find(data, "settings.env")]


def test_the_table_is_complete_and_bounded():
    unbounded = re.compile(rb"(?<![\\}])(?:[*+])(?![^\[]*\])|\{\d+,\}")
    for row in SHAPES:
        assert row.source.startswith("https://"), row
        assert row.words
        assert all(word == word.lower() and word.removeprefix(b"^").isalnum() for word in row.words), row
        assert not unbounded.search(row.pattern), row


def test_a_value_of_the_shape_is_found_under_the_providers_name():
    found = [(row.provider, value, assigned(name_of(row) + b' = "' + value + b'"')) for row, value in VALUES]
    # a number, and a few letters over and over, are no credential even there
    assert [row for row in found if not row[2] and len(set(row[1])) > 6 and not row[1].isdigit()] == []


def test_a_value_of_another_shape_is_an_example_or_cut_short():
    for row, value in VALUES:
        if fits(row, value[:7]) or not value.isalnum():
            continue
        cut = value[:7] + b"?" + value[8:11]
        assert not fits(row, cut), row
        assert assigned(name_of(row) + b' = "' + cut + b'"') == [], row


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        (b"meraki_token", "Cisco Meraki"),
        (b"my.okta-api_token", "Okta"),
        (b"bitlyaccesstoken", "Bitly"),
        (b"scw_secret_key", "Scaleway"),
    ],
)
def test_a_provider_is_read_from_a_name(name, provider):
    found = shape_of(name)
    assert found is not None
    assert found.provider == provider


def test_a_name_without_a_known_provider_has_no_shape():
    assert shape_of(b"service_token") is None


def test_a_hostile_value_does_not_hang(patience):
    for row, value in VALUES:
        for hostile in (value * 40, b"a" * 4000, b"-".join([b"a1b2"] * 900), value[:-1] + b"!" * 50):
            fits(row, hostile)
