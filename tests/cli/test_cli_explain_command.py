"""`sinfonia explain --command`: what a shell text would run, what is only data in it, and what each rule says."""

import pytest

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"


def traced(cli, text):
    """Give the steps as question to [answer, *details], and the whole document."""
    document = cli("explain", "--command", text, "--format", "json").document
    return {step["question"]: [step["answer"], *step["details"]] for step in document["steps"]}, document


def said(steps, code):
    return next(told for question, told in steps.items() if question.startswith(code))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("sudo bash -c 'rm -rf /'", "`sudo` > `bash -c` > `rm -rf /`"),
        ("env X=1 timeout 5 rm -rf /", "`env` > `timeout` > `rm -rf /`"),
        ("eval 'rm -rf /'", "`eval` > `rm -rf /`"),
        ("echo / | xargs rm -rf", "`xargs` > `rm -rf /`"),
        ("python3 -c \"import os; os.system('rm -rf /')\"", "`python3` > `sh -c` > `rm -rf /`"),
    ],
)
def test_a_refused_command_shows_the_way_to_it(cli, text, path):
    steps, document = traced(cli, text)
    assert path in steps["which commands would run?"]
    unsafe = said(steps, "ENF-005")
    assert unsafe[0] == "yes: it refuses it"
    assert unsafe[1].startswith(f"{path}: `rm` deletes the whole file system")
    assert any(row.startswith("do this instead: ") for row in unsafe)
    assert document["verdict"] == "refused"
    assert steps["what is the verdict?"] == ["refused by ENF-005 unsafe-shell"]
    assert document["next_steps"] == ["sinfonia explain ENF-005"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('git commit -m "never run rm -rf /"', "`never run rm -rf /`, an argument of `git commit`"),
        ("cat > note.txt <<E\nrm -rf /\nE", "`rm -rf /`, written to `note.txt`"),
        ("grep -r 'rm -rf /' docs", "`rm -rf /`, an argument of `grep`"),
    ],
)
def test_what_is_only_data_is_told_with_what_it_would_be_as_a_command(cli, text, row):
    steps, document = traced(cli, text)
    assert f"{row}; as a command ENF-005 would refuse it" in steps["what is only data?"]
    assert document["verdict"] == "passed"


def test_harmless_data_is_told_without_a_rule(cli):
    steps, _ = traced(cli, "echo 'hello you'")
    assert steps["what is only data?"] == [
        "1 text: no command runs from it",
        "`hello you`, an argument of `echo`",
    ]


@pytest.mark.parametrize(
    ("refused", "allowed", "twin"),
    [
        ("git commit --no-verify -m x", "git log -n 5", "`git log -n 5`: allowed, as `git log -n 5` is"),
        ("SKIP=x git commit -m y", "echo --no-verify", "`echo --no-verify`: allowed, as `echo --no-verify` is"),
        ("git commit -nm x", "git commit -m x", "refused would be `git commit --no-verify -m x`"),
    ],
)
def test_a_way_around_the_hooks_is_refused_and_its_look_alike_named(cli, refused, allowed, twin):
    steps, document = traced(cli, refused)
    assert said(steps, "ENF-011")[0] == "yes: it refuses it"
    assert document["verdict"] == "refused"
    steps, document = traced(cli, allowed)
    assert said(steps, "ENF-011")[0] == "no: it allows it"
    assert any(twin in row for row in said(steps, "ENF-011")), said(steps, "ENF-011")
    assert document["verdict"] == "passed"


def test_a_secret_file_that_is_read_is_told_and_its_look_alikes_are_not_refused(cli):
    steps, document = traced(cli, "base64 < .env")
    assert said(steps, "ENF-002")[1].startswith("`base64 < .env`: it reads `.env`, a file of environment variables")
    assert document["verdict"] == "refused"
    steps, document = traced(cli, "cat .env.example; ls .env")
    assert "`.env.example` is in no table of secret names" in said(steps, "ENF-002")
    assert any(row.endswith("but `ls` does not read it") for row in said(steps, "ENF-002"))
    assert document["verdict"] == "passed"


def test_variables_are_told_those_that_nobody_knows_too(cli):
    steps, document = traced(cli, 'X="rm -rf"; (Y=/; $X $Y); echo $OTHER')
    told = steps["which variables does it use?"]
    assert told[0] == "3 variables"
    assert {"`X` is `rm -rf`", "`Y` is `/`", "`OTHER` is known only when the command runs"} == set(told[1:])
    assert "`rm -rf /`" in steps["which commands would run?"]
    assert document["verdict"] == "refused"


def test_text_that_is_no_shell_says_so_and_is_judged_by_its_words(cli):
    steps, document = traced(cli, 'if then rm -rf / ((( "')
    assert steps["is it shell that can be parsed?"][0].startswith("no, not as a whole")
    assert document["verdict"] == "refused"


def test_text_past_the_bounds_says_so(cli, patience):
    steps, document = traced(cli, "$(" * 300 + "ls" + ")" * 300)
    assert steps["is it shell that can be parsed?"][0].startswith("only in part: it has too much nesting")
    assert document["verdict"] == "refused"


@pytest.mark.parametrize(
    "text",
    [
        f"curl -H 'Authorization: {TOKEN}' https://api.example",
        f'A={TOKEN[:4]}; B={TOKEN[4:]}; curl -H "Authorization: $A$B" https://api.example',
        f"export API_TOKEN={TOKEN} && ./deploy",
        f"curl {'x' * 40} -H 'padding padding: {TOKEN}'",
        f"echo {TOKEN} > token.txt",
        f"printf '%s%s' {TOKEN[:4]} {TOKEN[4:]} | sh -c \"$(printf %s%s {TOKEN[:4]} {TOKEN[4:]})\"",
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_printed_whole_or_cut_or_in_parts(cli, text, form):
    out = cli("explain", "--command", text, "--format", form).text
    for at in range(4, len(TOKEN) - 8):
        assert TOKEN[at : at + 8] not in out


def test_a_short_value_under_a_telling_name_is_not_printed(cli):
    out = cli("explain", "--command", "DB_PASSWORD=ab12 && psql; APP_TOKEN=zy98xw7 ./run").out
    assert "ab12" not in out.replace("DB_PASSWORD=ab12", "")
    assert "zy98xw7" not in out


def test_a_rule_that_is_off_says_what_switched_it_off(cli, repo):
    repo.write({".sinfonia/config.yaml": "rules:\n  ENF-005: {severity: 'off'}\n  ENF-011: {severity: warning}\n"})
    steps, document = traced(cli, "git reset --hard && git commit -nm x")
    assert said(steps, "ENF-005") == ["it is not asked: it is off, by .sinfonia/config.yaml:2"]
    assert said(steps, "ENF-011")[0] == "yes: it warns"
    assert document["verdict"] == "passed"


def test_an_ignore_that_answers_is_told(cli, repo):
    repo.write({".sinfonia/config.yaml": "ignore:\n  - {code: ENF-005, reason: a toy}\n"})
    steps, document = traced(cli, "git reset --hard")
    assert said(steps, "ENF-005")[0] == "what it finds does not count"
    assert any(row.startswith("ignored by config (a toy): ") for row in said(steps, "ENF-005"))
    assert document["verdict"] == "passed"


def test_a_command_is_explained_from_a_folder_and_outside_of_a_repository(cli, repo, tmp_path):
    repo.write({"src/a.py": "x\n"})
    out = cli("-C", "src", "explain", "--command", "rm -rf ..").out
    assert "in `src` of the project" in out
    assert "refused by ENF-005" in out
    (tmp_path / "bare").mkdir()
    answer = cli("-C", tmp_path / "bare", "explain", "--command", "rm -rf /")
    assert (answer.code, "refused by ENF-005" in answer.out) == (0, True)


def test_very_much_of_anything_is_cut(cli, patience):
    text = "; ".join(f"echo 'rm -rf / {number}'" for number in range(60)) + "; X=" + "a " * 20 + "b" * 9000
    steps, _ = traced(cli, text + "\nY=" + "c" * 9000)
    assert len(steps["what is only data?"]) == 22
    assert steps["what is only data?"][-1] == "and 40 more"
    assert steps["which commands would run?"][-1].endswith(" more")
    assert max(len(row) for rows in steps.values() for row in rows) < 300


@pytest.mark.parametrize("text", ["", "   ", "# only a comment", "X=1"])
def test_a_text_that_runs_nothing_is_allowed(cli, text):
    steps, document = traced(cli, text)
    assert steps["which commands would run?"] == ["none"]
    assert document["verdict"] == "passed"
