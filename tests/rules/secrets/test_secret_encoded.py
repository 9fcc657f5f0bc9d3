from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from sinfonia.model.change import text_of
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_008_secret_content import RULE
from sinfonia.rules.secrets.scan import BLOCK, find

TOKEN = b"ghp_" + b"a9Bk3LmQ7x" * 3 + b"Zt5Rw8"
TEXT = b'{"service": "forge", "key": "' + TOKEN + b'"}'


def b64(data: bytes) -> bytes:
    return base64.b64encode(data)


ENCODINGS = {
    "Base64": b64,
    "Base64 for addresses": lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
    "hex": lambda data: data.hex().encode(),
    "URL-encoding": lambda data: "".join(f"%{byte:02X}" for byte in data).encode(),
    "Base64 twice": lambda data: b64(b64(data)),
    "URL-encoded Base64": lambda data: b64(b"a=1&next=" + quote(data, safe="").encode()),
}


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("before", [b"", b"config = '", b"data:application/json;base64,", b"\n"])
def test_an_encoded_credential_is_found_at_the_encoded_text(name, before):
    encoded = ENCODINGS[name](TEXT)
    data = before + encoded + b"'\n"
    (hit,) = find(data)
    assert hit.format_id == "github-pat"
    assert data[hit.start : hit.end] == hit.value
    assert hit.value.endswith((encoded, encoded.rstrip(b"=")))


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_encoded_text_is_masked(name):
    data = b"x = '" + ENCODINGS[name](TEXT) + b"'\n"
    (finding,) = RULE.read(text_of(data, "a.py"), Policy({}))
    assert finding.source == "x = '****************'"
    assert finding.message.startswith("a GitHub personal access token in ")


def test_a_third_encoding_is_not_opened():
    assert [hit.format_id for hit in find(b64(b64(TEXT)))] == ["github-pat"]
    assert list(find(b64(b64(b64(TEXT))))) == []


@pytest.mark.parametrize("text", [b"nothing that is secret stands in this sentence", bytes(range(256)), b"\xff" * 90])
@pytest.mark.parametrize("name", ENCODINGS)
def test_encoded_data_without_a_credential_is_not_found(name, text):
    assert list(find(b"x = '" + ENCODINGS[name](text) + b"'\n")) == []


def test_encoded_bytes_behind_a_readable_start_are_no_text():
    readable = b"a readable start of some data " + TOKEN
    assert len(list(find(b64(readable)))) == 1
    assert list(find(b64(readable + bytes(range(128, 256))))) == []


def test_a_certificate_in_base64_is_public():
    dashes = b"-" * 5
    body = (TOKEN[4:] + b"MIIC" * 8 + b"\n") * 4
    for label, ids in ((b"CERTIFICATE", []), (b"RSA PRIVATE " + b"KEY", ["private-key-base64"])):
        pem = dashes + b"BEGIN " + label + dashes + b"\n" + body + dashes + b"END " + label + dashes + b"\n"
        assert [hit.format_id for hit in find(b"data: " + b64(pem))] == ids


def test_an_encoded_credential_beyond_the_first_block_is_found():
    data = b"word " * (BLOCK // 4) + b64(TEXT)
    (hit,) = find(data)
    assert data[hit.start : hit.end] == b64(TEXT)


@pytest.mark.parametrize("piece", [b"QUJD" * 16 + b" ", b"41" * 40 + b" ", b"%41%42%43", b"%%", b"YWJj" * 4000 + b"\n"])
def test_much_encoded_text_does_not_hang(piece, patience):
    list(find(piece * (600_000 // len(piece))))
