"""Passwords in settings, keys in their own files, logins in commands: each refused case with its allowed twin."""

from __future__ import annotations

import pytest

from sinfonia.rules.secrets.scan import Hit, find

DRAWN = "q9V7nB2K" + "4xL8mZ3wTr5Y"
CHOSEN = "WinterRain" + "21*"
SCRAMBLED = "OvRewdJeQk" + "gTmgSW"
BASIC = "Y2k6cm55eXBQ" + "VmIwUG9JUWEweVZ6"
SIGNS = "Cx!#BRk" + "dnuwJ^RS+"
GROUPS = "dxda dprn " + "uzde xzqq"
HEX = "8b6f8d65" + "94749cb6" + "59b1be03e6a0a2e7"

REFUSED = [
    ("a line of settings with signs", ".env", "ROOT_PASSWORD={chosen}"),
    ("a list of settings", "compose.yaml", "environment:\n  - DB_PASSWORD={chosen}\n"),
    ("letters whose case was drawn", ".env", "SMTP_PASSWORD='{scrambled}'"),
    ("a directive", "redis.conf", "requirepass {drawn}"),
    ("a file of settings without a suffix", ".pypirc", "password = {chosen}"),
    ("a constant of PHP", "wp-config.php", "define( 'DB_PASSWORD', '{drawn}' );"),
    ("an attribute of Elixir", "a.ex", '@api_key "{drawn}"'),
    ("the first of a list", "a.py", 'api_keys = ["{drawn}"]'),
    ("flags in a list", "pod.yaml", 'args: ["--token", "{drawn}"]'),
    ("an attribute of Spring", "beans.xml", '<property name="password" value="{drawn}"/>'),
    ("an element behind an attribute", "beans.xml", '<property name="secretKey"><value>{drawn}</value></property>'),
    ("a value that begins with v", "build.gradle", 'release {{ storePassword "v{drawn}" }}'),
    ("a password of a connection", "a.json", '"Server=h;Database=d;User Id=u;Password={signs};"'),
    ("a sign in front", "notes.txt", "password:!{drawn}"),
    ("a password that Google draws for an app", ".env", 'GMAIL_APP_PASSWORD="{groups}"'),
    ("another scheme", "r.http", "Authorization: SSWS {drawn}"),
    ("a header in brackets", "a.js", 'headers.common["Authorization"] = "Bearer {drawn}"'),
    ("a driver in the scheme", "a.py", "postgresql+psycopg2://app:{drawn}@db/app"),
    ("a login of a registry", "config.json", '{{"auths": {{"r.io": {{"auth": "{basic}"}}}}}}'),
    ("a login in .npmrc", ".npmrc", "_auth={basic}"),
    ("a private web key", "jwk.json", '{{"kty": "EC", "x": "a", "d": "{drawn}{drawn}abc"}}'),
    ("a symmetric web key", "jwk.json", '{{"kty":"oct","k":"{drawn}{drawn}"}}'),
    ("a key of PuTTY", "id.ppk", "Private-Lines: 2\n{drawn}{drawn}{drawn}\n"),
    ("a key of an account", "hardhat.config.js", 'accounts: ["0x{hex}{hex}"]'),
    ("a key to sign with", "a.js", 'jwt.sign(payload, "{drawn}")'),
    ("a login in code", "a.py", 'ftp.login("app", "{drawn}")'),
    ("a login in a command", "run.sh", "docker login -u ci -p {drawn} r.io"),
    ("a flag with its value", "run.sh", "mysqldump -u root -p{drawn} app"),
    ("a workflow of Teams", "a.txt", "https://h.logic.azure.com/x?sp=run&sig={drawn}{drawn}abc"),
    ("a macro", "a.spec", "%define token {drawn}"),
]
ALLOWED = [
    ("a line with a reference", ".env", "ROOT_PASSWORD=${{DB_PASSWORD}}"),
    ("an alias of YAML", "compose.yaml", "environment:\n  password: *root_password1\n"),
    ("a name in camel case", ".env", "SMTP_PASSWORD='smtpUserPasswordField'"),
    ("a sentence", "notes.md", "requirepass {drawn}"),
    ("a bare word of code", "a.py", "password = {drawn}"),
    ("a constant that is read", "wp-config.php", "define( 'DB_PASSWORD', getenv('DB_PASSWORD2') );"),
    ("a word in a list", "a.py", 'x = ["password", "{chosen}"]'),
    ("a field of a form", "a.html", '<input name="password" value="{drawn}"/>'),
    ("an empty list", "a.py", "api_keys = []"),
    ("flags with a reference", "pod.yaml", 'args: ["--token", "$(API_TOKEN)"]'),
    ("a word of a translation", "de.properties", "password.reset=Zur\u00fccksetzen"),
    ("the fingerprint of a key", ".gitconfig", "signingkey = 4DEF8BCB216F0ED162EDF06727C547ACB2F16DC4"),
    ("an address of a secret", "a.yaml", "password: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"),
    ("a value that SOPS wrote", "a.yaml", 'password: "ENC[AES256_GCM,data:{drawn},type:str]"'),
    ("what Windows wrote", "nuget.config", '<add key="Password" value="AQAAANCMnd8BFdERjHoAwE/{drawn}" />'),
    ("a publishable key", "a.js", 'stripe.setPublishableKey("pk_live_{drawn}")'),
    ("a name of an algorithm", "postgresql.conf", "password_encryption = scram-sha-256"),
    ("an example that says so", ".env", "SECRET_KEY=change-this-in-production-2024"),
    ("my own word", "a.ini", "apikey = myapikey123"),
    ("an example of a manual", "README.md", "https://user:xyz@host/path"),
    ("words of a login", "config.json", '{{"auth": "AuthenticationProvider1"}}'),
    ("a public web key", "jwk.json", '{{"kty": "EC", "x": "{drawn}{drawn}abc", "y": "{drawn}{drawn}abd"}}'),
    ("a path in a picture", "a.json", '{{"d": "M10 20L30 40 50 60 70 80 90 10 20 30 40 50 60 70 80 90"}}'),
    ("a variable to sign with", "a.js", "jwt.sign(payload, process.env.JWT_SECRET_VALUE_2)"),
    ("a text to be filled in", "a.py", 'password = "v{{token}}1!"'),
    ("a login with a variable", "run.sh", 'docker login -u ci -p "$REGISTRY_PASSWORD" r.io'),
    ("ports of a container", "run.sh", "docker run -p 127.0.0.1:5432:5432 img"),
    ("a flag without a value", "run.sh", "mysqldump -u root -p application_database_2024"),
]


def hits(template: str, path: str) -> list[Hit]:
    text = template.format(
        chosen=CHOSEN, drawn=DRAWN, scrambled=SCRAMBLED, basic=BASIC, hex=HEX, signs=SIGNS, groups=GROUPS
    )
    return list(find(text.encode(), path))


@pytest.mark.parametrize(("what", "path", "template"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_credential_is_found_where_it_stands(what: str, path: str, template: str) -> None:
    assert len(hits(template, path)) == 1


@pytest.mark.parametrize(("what", "path", "template"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_what_is_no_credential_is_not_found(what: str, path: str, template: str) -> None:
    assert hits(template, path) == []


def test_a_name_is_looked_up_once_and_answers_the_same() -> None:
    from sinfonia.rules.secrets.providers import provider_of
    from sinfonia.rules.secrets.shapes import shape_of

    for _ in range(2):
        assert provider_of(b"my_mollie_key") == "Mollie"
        assert shape_of(b"vultr_api_key") is not None
        assert shape_of(b"nobodys_api_key") is None
