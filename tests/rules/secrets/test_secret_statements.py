"""Values that sentences, elements, calls and flags give, and names that only look like a provider's."""

from __future__ import annotations

import pytest

from sinfonia.rules.secrets import prefilter
from sinfonia.rules.secrets.needles import WORDS
from sinfonia.rules.secrets.scan import find

CHOSEN = "Xk" + "7wmmZZpm"
DRAWN = "q7Rk2mVx9Lp4" + "Zt8Nw3Yb6Hs1"
SHORT = "py" + "ne"
HEX = "9f3ac07be1d24658" + "b0c7e9a4d1f35826"
SALT = "ZO#aIvPh5Xfu%KjF" + "@ASCAtT3mlXZfXGdQu*rFvkvR"


def found(text: str, path: str = "notes.md") -> list[str]:
    return [hit.format_id for hit in find(text.encode(), path)]


@pytest.mark.parametrize(
    ("path", "refused", "allowed"),
    [
        (
            "a.md",
            f'The default password for the user "app" is "{CHOSEN}".',
            'The password for user "app" is "<secret>".',
        ),
        ("a.md", f"the password for user 'app' is '{SHORT}'", "the password for user 'app' is 'password'"),
        ("a.md", f"the password for account `app` is `{SHORT}`", "the password for user app is stored"),
        ("a.md", f"the password for user 'app' is '{SHORT}'", f"the password for this step is '{SHORT}'"),
        ("a.md", f"API key: `{DRAWN}`", "API key: `your-api-key-goes-here`"),
        ("a.md", f"API key: `{DRAWN}`", f"object key: `{DRAWN.lower()}`"),
        ("a.java", f'p.setProperty("password", "{CHOSEN}");', f'p.getProperty("password", "{CHOSEN}");'),
        ("a.go", f'os.Setenv("DB_PASSWORD", "{CHOSEN}")', f'lookup("DB_PASSWORD", "{CHOSEN}")'),
        ("a.php", f"define('AUTH_KEY', '{SALT}');", "define('AUTH_KEY', 'put your unique phrase here');"),
        ("a.html", f"<password>{CHOSEN}</password>", f'<label for="password">{CHOSEN}</label>'),
        ("a.xml", f'<property name="db.password">{CHOSEN}</property>', '<property name="db.password">${p}</property>'),
        ("a.sh", f"wget --password={CHOSEN} https://a", "wget --password=$PASSWORD https://a"),
        ("a.json", '"Jwt": {\n  "Key": "' + DRAWN + '"', '"Jwt": {\n  "Key": "Issuer"'),
        ("a.json", '"Jwt": {"Key": "' + DRAWN + '"', '"Row": {"Key": "' + DRAWN[:12] + '"'),
        (
            "a.sh",
            "curl https://api.telegram.org/bot" + "9819662169:" + "AAE" + (DRAWN * 2)[:32],
            "/bot9819662169:AAE/getMe",
        ),
        ("pom.xml", f"<sonar.login>{HEX}{HEX[:8]}</sonar.login>", "<sonar.login>${env.SONAR}</sonar.login>"),
        ("a.xml", f'<meta android:name="API_KEY" android:value="{DRAWN}"/>', '<meta android:name="KEY" value="a"/>'),
        ("a.yml", f"api_token: !!str {DRAWN}", "api_token: !!str token"),
        ("a.yml", "jwt:\n  secret: 'river#" + "moonstone'", "jwt:\n  secret: 'river-moonstone'"),
        ("a.py", f"get('https://a.b', auth=('admin', '{CHOSEN}'))", "get('https://a.b', auth=('admin', password))"),
        ("a.java", f'getConnection("jdbc:x://h/d", "app", "{CHOSEN}")', 'getConnection("jdbc:x://h/d", "app", "")'),
        (
            "a.log",
            f"use the following password to proceed to installation:\n\n{HEX}\n",
            f"the password moved:\n\n{HEX}\n",
        ),
        ("a.txt", "admin:$apr1$" + "Xk7wZp2m$" + "X6bDrBBl.IwAY5xsKAwG5M", "admin:$apr1$" + "salt$hash"),
        ("a.py", f"wandb.login(key='{HEX}{HEX[:8]}')", f"cache.get(key='{HEX}{HEX[:8]}')"),
        (".env", f"SANDBOX_TOKEN={HEX}{HEX[:8]}", "SANDBOX_TOKEN=sandbox"),
        (".env", f"DROPBOX_SECRET={HEX[:15]}", "DROPBOX_SECRET=dropbox"),
        (
            ".env",
            "CONFIGCAT_SDK_KEY=configcat-sdk-1/" + (DRAWN[:22] + "/") * 2,
            "CONFIGCAT_SDK_KEY=configcat-sdk-1/short/aA1",
        ),
    ],
)
def test_a_value_is_found_where_it_is_given_and_only_there(path, refused, allowed):
    assert found(refused, path)
    assert found(allowed, path) == []


def test_a_sandbox_is_no_box():
    labels = [hit.label for hit in find(f"sandbox_token = '{HEX}'\nbox_token = '{HEX}'".encode(), "a.py")]
    assert labels == ["a token", "a Box credential"]


def test_the_key_of_a_word_that_ends_in_api_is_not_that_of_an_api():
    assert found(f"metaapi key = '{HEX}'") == []
    assert found(f"api key = '{HEX}'") == ["assigned"]


@pytest.mark.parametrize(
    "line",
    [
        b"def test_a_commit_with_2_files_is_judged_as_one_of_the_whole(repo):",
        b"assert access_control_list_of_user_1_is_empty(request)",
        b"version = 0.12.4-alpha-build-20240101-linux-x86_64",
        b"class_name = 'secret-santa-2024-christmas-party-list'",
    ],
)
def test_ordinary_code_has_no_needle(line):
    assert {word for _, word in prefilter.places(line)[0]} <= set(WORDS)
