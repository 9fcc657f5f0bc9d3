from __future__ import annotations

import pytest

from sinfonia.rules.secrets import prefilter
from sinfonia.rules.secrets.scan import find

# Values are put together here, so that no file of this repository holds a name with a secret value.
DRAWN = "q9V7nB2K" + "4xL8mZ3wTr5Y"
CHOSEN = "pRf7" + "vG2!x"
HEX = "8b6f8d65" + "94749cb6" + "59b1be03e6a0a2e7"
UUID = "832d2129-a846-" + "4e27-99f4-7004b6ad53ef"

REFUSED = [
    'password = "{chosen}"',
    "password: '{chosen}'",
    '"db_password": "{chosen}",',
    'DB_PASS = "{drawn}"',
    "const dbPassword = `{chosen}`;",
    'password: str = "{chosen}"',
    'String passwd = "{chosen}";',
    "  :password   => '{chosen}',",
    "export API_TOKEN={drawn}",
    "SECRET_KEY={drawn}",
    "curl -d access_token={hex} https://api.internal/v1",
    "https://api.internal/v1?api_key={hex}",
    'client_secret: "{hex}"',
    "<password>{drawn}</password>",
    '{{\\"api_key\\": \\"{drawn}\\"}}',
    'heroku_api_key = "{uuid}"',
    "authToken := `{drawn}`",
    "if password != '{chosen}':",
    "if (dbPassword !== '{chosen}') return",
    'os.environ.setdefault("API_TOKEN", "{drawn}")',
    'AWS_SECRET_ACCESS_KEY="{drawn}{drawn}"',
    'private_key = b"{drawn}"',
    'password = "{user}-user1"',
]
ALLOWED = [
    'password = "app-secret1"',
    'password = "password"',
    'password = "changeme"',
    'password = "{placeholder}"',
    'password = os.environ["DB_PASSWORD"]',
    "password = getpass.getpass()",
    "password = config.database.password",
    'password: "${{DB_PASSWORD}}"',
    'api_key = "<your-api-key>"',
    'api_key = "xxxxxxxxxxxxxxxxxxxxxxxx"',
    'token = "Bearer " + make_token(user, 30)',
    'token_url = "https://login.internal/{drawn}"',
    'tokenId = "{uuid}"',
    'public_key = "{drawn}"',
    'public_token: "{hex}"',
    'password_file = "{drawn}.txt"',
    'secret_name = "{drawn}"',
    'keystore = "{drawn}"',
    'monkey = "{drawn}"',
    'compass = "{drawn}"',
    'passed = "{drawn}"',
    'tokenizer = "{drawn}"',
    "max_tokens = 4096",
    'sha256_key_hash = "{hex}"',
    'primary_key = "{drawn}"',
    'credentialsId: "{uuid}"',
    'forgot_password: "Forgot your password?"',
    'secret: "projects/example/secrets/name"',
    'api_key = "abcdefghijklmnop1234"',
    'token = "0000000000000000000000"',
    'import {{ token }} from "./token2-{drawn}.js"',
]


def line(template: str) -> bytes:
    named = {"user": "master", "placeholder": "your-" + DRAWN}
    return template.format(chosen=CHOSEN, drawn=DRAWN, hex=HEX, uuid=UUID, **named).encode()


@pytest.mark.parametrize("template", REFUSED)
def test_a_name_that_is_given_a_secret_is_found(template):
    hits = list(find(line(template), "settings.env"))
    assert [hit.format_id for hit in hits] == ["assigned"]
    assert hits[0].value.decode() in line(template).decode()


@pytest.mark.parametrize("template", REFUSED)
def test_it_is_found_without_the_accelerator_too(template, monkeypatch):
    monkeypatch.setattr(prefilter, "_known", [None])
    assert [hit.format_id for hit in find(line(template), "settings.env")] == ["assigned"]


@pytest.mark.parametrize("template", ALLOWED)
def test_a_name_that_is_given_no_secret_is_not_found(template):
    assert list(find(line(template), "settings.env")) == []


def test_the_generic_rule_can_be_left_out():
    assert list(find(line(REFUSED[0]), entropy=False)) == []


def test_a_bare_word_in_source_code_is_a_name():
    assert list(find(line("secret = {drawn}"), "src/app.py")) == []
    assert list(find(line("secret = {drawn}"), ".env"))


@pytest.mark.parametrize("path", ["package-lock.json", "go.sum", "poetry.lock", "art/logo.svg", "dist/app.min.js"])
def test_generated_files_are_read_for_formats_only(path):
    token = "gh" + "p_" + "a9Bk3LmQ7x" * 3 + "Zt5Rw8"
    assert list(find(line('token = "{hex}"'), path)) == []
    assert [hit.format_id for hit in find(f'token = "{token}"'.encode(), path)] == ["github-pat"]


@pytest.mark.parametrize("mark", ["integrity", "sha256", "checksum", "resolved", "digest"])
def test_a_checksum_is_not_a_secret(mark):
    assert list(find(f'"{mark}": "sha512-{HEX}{HEX}=="\n{mark}={HEX}'.encode())) == []


@pytest.mark.parametrize(
    "address",
    ["postgres://app:{chosen}@db.internal:5432/app", "https://bot:{drawn}@git.internal/a.git", "redis://:{drawn}@h"],
)
def test_an_address_with_a_password_is_found(address):
    (hit,) = find(line(address), entropy=False)
    assert hit.format_id == "url-password"


@pytest.mark.parametrize(
    "address",
    [
        "postgres://app:${{DB_PASSWORD}}@db.internal/app",
        "postgres://user:password@localhost/app",
        "https://<user>:<password>@host",
        "https://git@github.com/a/b.git",
        "https://host/path:{drawn}@2x.png",
        "https://host/a, see x:y@z",
        "https://{{user}}:{{password}}@host",
    ],
)
def test_an_address_without_a_password_is_not_found(address):
    assert list(find(line(address))) == []


@pytest.mark.parametrize("scheme", ["Bearer", "token"])
def test_an_authorization_header_is_found(scheme):
    (hit,) = find(line("curl -H 'Authorization: " + scheme + " {hex}' https://h"), entropy=False)
    assert hit.value == HEX.encode()


def test_an_authorization_header_with_a_variable_is_not_found():
    assert list(find(b"curl -H 'Authorization: Bearer $API_TOKEN' -u \"$USER:$PASSWORD\" https://h")) == []


def test_the_password_of_a_curl_user_is_found():
    (hit,) = find(line("curl --fail --user deploy:{drawn} https://h"))
    assert hit.format_id == "curl-user"
