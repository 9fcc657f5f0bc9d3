"""Where a value may stand: each refused case with its allowed twin."""

from __future__ import annotations

import pytest

from sinfonia.rules.secrets.scan import find

DRAWN = "q9V7nB2K" + "4xL8mZ3wTr5Y"
CHOSEN = "pRf7" + "vG2!x"
WORDS = "blue" + "heronlanding"
SENTENCE = "onetwo" + "greenbottles"
SUMO = "su" + "9OL59biWiJu7"

REFUSED = [
    ("Gradle, Ruby, nginx", "build.gradle.txt", 'password "{chosen}"'),
    ("a flag of a command", "run.sh", "deploy --password {chosen} --verbose"),
    ("a setter", "a.java", 'source.setPassword("{chosen}");'),
    ("the second argument of a credential", "a.cs", 'new NetworkCredential("ana", "{chosen}")'),
    ("a name and a value on two lines", "pod.yaml", "- name: DB_PASSWORD\n  value: {drawn}\n"),
    ("a name and a value in one object", "a.json", '{{"name": "API_TOKEN", "value": "{drawn}"}}'),
    ("a property list", "a.plist", "<key>ApiToken</key>\n<string>{drawn}</string>"),
    ("the default of a variable", "a.tf", 'variable "api_token" {{\n  default = "{drawn}"\n}}'),
    ("a value on the next line", "a.py", 'API_TOKEN = (\n    "{drawn}"\n)'),
    ("a folded value", "a.yaml", "api_token: >-\n  {drawn}{drawn}\n"),
    ("a scheme in front", "a.yaml", 'auth_token: "Bearer {drawn}"'),
    ("a connection string", "a.vb", '"Provider=SQLOLEDB;Uid=app;Password={words};Data Source=h;"'),
    ("an address of JDBC", "a.java", '"jdbc:mysql://h/db?user=app&password={words}"'),
    ("parameters of libpq", "a.py", '"host=h user=app password={words} dbname=shop"'),
    ("a key in place of a user", "run.sh", "curl -u {drawn}{drawn}: https://h.internal/v1"),
    ("a line of settings", ".env", "APP_PASSWORD={words}  # for the test system\n"),
    ("words in quotes", "a.cs", 'const string PfxPassword = "{sentence}";'),
    ("a comparison", "a.py", "if password == '{land}':"),
    ("a sentence", "notes.md", 'ensure the password is "{words}" first'),
    ("a provider and a blank", "notes.txt", "clarify: datadog token {hex}"),
    ("a secret of Kubernetes in Base64", "secret.yaml", "  password: cFJmN3ZHMiF4\n"),
    ("a key of unknown provenance", "a.py", 'acme_key = "{mixed}"'),
    ("a type between", "a.go", 'var apiToken string = "{drawn}"'),
    ("an array", "a.c", 'char apiToken[64] = "{drawn}";'),
    ("a wrapper", "a.go", 'apiToken := []byte("{drawn}")'),
    ("a fallback", "a.js", 'const apiToken = process.env.TOKEN || "{drawn}";'),
    ("three quotes", "a.py", 'api_token = """{drawn}"""'),
    ("an element", "a.pl", '$ENV{{"api_token"}} = "{drawn}"'),
    ("an instruction", "Dockerfile", "ENV API_TOKEN {drawn}"),
    ("a definition", "a.h", '#define API_TOKEN "{drawn}"'),
    ("an arrow", "a.R", 'api_token <- "{drawn}"'),
    ("settings in a string", "a.json", '{{"app.ini": "API_TOKEN={drawn}\\nBACKUP=true"}}'),
    ("an object with a value", "a.json", '"api_token": {{"value": "{drawn}"}}'),
    ("a line of its own in XML", "a.xml", "<apiToken>\n    {drawn}\n</apiToken>"),
    ("an identifier of Sumo Logic", "a.tf", 'sumologic_access_id = "{sumo}"'),
]
ALLOWED = [
    ("a name and a reference", "build.gradle.txt", 'password "${{DB_PASSWORD}}"'),
    ("a flag without a value", "run.sh", "docker login --password-stdin registry.internal"),
    ("a setter with a label", "a.java", 'source.setPassword("Enter password");'),
    ("a call that returns one", "a.java", 'token = getToken("session-cookie-name");'),
    ("an identifier as the second argument", "a.cs", 'new NetworkCredential("ana", userPassword)'),
    ("a name and a reference on two lines", "pod.yaml", "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: x\n"),
    ("a date in a property list", "a.plist", "<key>ApiToken</key>\n<date>{drawn}</date>"),
    ("the description of a variable", "a.tf", 'variable "api_token" {{\n  description = "The token to use"\n}}'),
    ("a call on the next line", "a.py", "API_TOKEN = (\n    read_token_from_environment()\n)"),
    ("an address of JDBC with a reference", "a.java", '"jdbc:mysql://h/db?user=app&password=" + password'),
    ("parameters with a format", "a.py", 'f"host=h user=app password={{secret}} dbname=shop"'),
    ("a user without a password", "run.sh", "curl -u deployment-account-name: https://h.internal/v1"),
    ("a label in quotes", "a.py", 'password_label = "confirmpassword"'),
    ("a comparison with a kind", "a.js", "if (typeof password === 'string') {{"),
    ("the verb", "notes.rst", "pass ``passthrough_errors=True`` to the method"),
    ("the name of another secret", "values.yaml", 'passwordSecret: "airflow-cluster1-postgres-password"'),
    ("a stand-in of Kubernetes in Base64", "secret.yaml", "  password: cGFzc3dvcmQ=\n"),
    ("a stand-in with other letters", "a.go", 'Password: "pa$$word",'),
    ("a stand-in with a number", "a.py", "password='password12345'"),
    ("a command that makes one", "NOTES.txt", 'clientSecret="$(openssl rand -base64 32 | head -c 32)"'),
    ("a digest of a password", "a.yaml", "password: 'sha1:aae8550c0a44:9507d45e087d5ee481a5ce9f4f16f37a0867318c'"),
    ("an algorithm", "a.yaml", "tsigSecretAlg: hmac-sha256"),
    ("a public key", "a.py", 'public_key = "{mixed}"'),
    ("a key of a table", "a.py", 'primary_key = "{mixed}"'),
    ("a wrapper of a name", "a.go", "apiToken := []byte(sessionToken)"),
    ("a fallback to a label", "a.js", 'const apiToken = process.env.TOKEN || "none-was-given";'),
    ("an instruction with a reference", "Dockerfile", "ENV API_TOKEN ${{BUILD_TOKEN}}"),
    ("a number", "a.h", "#define PASSWORD 0x0dead1beef7cafe2"),
    ("a call with a name", "a.py", "b_password = to_bytes(self.password, errors='surrogate_or_strict')"),
    ("the start of the alphabet", "a.py", 'api_token = "abcdefghijklmnopq1234XYZ"'),
]


def hits(template: str, path: str):
    text = template.format(
        chosen=CHOSEN,
        drawn=DRAWN,
        words=WORDS,
        sentence=SENTENCE,
        hex="8b6f8d65" + "94749cb6" + "59b1be03e6a0a2e7",
        mixed="aK3n" + DRAWN + "Wp6Qd8",
        sumo=SUMO,
        land="heron" + "land",
    )
    return list(find(text.encode(), path))


@pytest.mark.parametrize(("what", "path", "template"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_value_is_found_where_it_stands(what, path, template):
    assert len(hits(template, path)) == 1


@pytest.mark.parametrize(("what", "path", "template"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_what_is_no_value_is_not_found(what, path, template):
    assert hits(template, path) == []


def test_an_example_file_may_hold_words():
    assert hits("APP_PASSWORD={words}\n", ".env") != []
    assert hits("APP_PASSWORD={words}\n", ".env.example") == []
