"""Names that hold a secret, values that are none, and the edges of encodings and engines."""

from __future__ import annotations

import pytest

from sinfonia.model.change import text_of
from sinfonia.rules.secrets import engines
from sinfonia.rules.secrets.scan import find

DRAWN = "q9V7nB2K" + "4xL8mZ3wTr5Y"
CHOSEN = "pRf7" + "vG2!xQz9Kp4Lm"
PAT = "a9Bk3LmQ7x" * 3 + "Zt5Rw8"
NUMBER = "0x9f8e" + "7d6c5b4a3c2d"


def found(text):
    return [hit.format_id for hit in find(text.encode())]


@pytest.mark.parametrize(
    ("holds", "only_begins_alike"),
    [
        ("secret", "secretary"),
        ("secret", "secretion"),
        ("secret_value", "secretsmanager_arn"),
        ("secret", "secrets.path"),
        ("token", "tokenizer"),
        ("token", "tokens"),
    ],
)
def test_a_word_that_begins_like_a_secret_holds_none(holds, only_begins_alike):
    assert found(f'{holds} = "{DRAWN}"') == ["assigned"]
    assert found(f'{only_begins_alike} = "{DRAWN}"') == []


def test_a_word_behind_a_password_in_a_call_is_one_only_when_it_is_drawn():
    assert found(f'f("password", "{DRAWN}")') == ["assigned"]
    assert found(f'define("DB_PASSWORD", "{CHOSEN}")') == ["assigned"]
    assert found(f'f("password", "{CHOSEN}")') == []
    assert found(f'source.setPassword("{CHOSEN}")') == ["assigned"]
    assert found(f'source.checkPassword("{CHOSEN}")') == []


def test_a_number_of_64_bits_is_no_token():
    assert found(f'api_token = "{NUMBER}1"') == ["assigned"]
    assert found(f'api_token = "{NUMBER}"') == []


def test_two_escapes_hide_a_token():
    assert found(f"x = %67%68p_{PAT}") == ["github-pat"]
    assert found(f"x = %67%68q_{PAT}") == []


@pytest.mark.parametrize("rest", ["", "Z", "Zy", "Zyx"])
def test_what_an_engine_finds_is_told_as_a_whole_word(rest, monkeypatch):
    pytest.importorskip("detect_secrets")
    monkeypatch.setattr(engines, "_scanner", lambda: lambda line: iter([("Some Detector", DRAWN)] * (DRAWN in line)))
    text = text_of(f"k = '{DRAWN}{rest}' # {DRAWN[:8]}\n".encode(), "a.txt")
    (hit,) = engines.merged((), text, ["detect-secrets"])
    assert hit.value.decode() == DRAWN + rest
    assert engines.merged((), text, []) == ()
