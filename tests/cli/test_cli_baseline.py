"""`sinfonia baseline`: an old repository adopts Sinfonia, and from then on only new findings count."""

import json

import pytest

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
OTHER = "ghp" + "_" + "a7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
SECRET = f"token = '{TOKEN}'\n"
NAME = ".sinfonia/baseline.json"


@pytest.fixture
def old(repo):
    """A repository whose history began without us."""
    repo.commit({"notes.txt": SECRET, ".env": "A=1\n"}, "Long ago")
    return repo


def document(repo):
    return json.loads((repo.path / NAME).read_text())


def test_after_adoption_only_new_findings_count(cli, old):
    assert cli("check", "--all").code == 1
    answer = cli("baseline")
    assert (answer.code, answer.out) == (
        0,
        f"{NAME} holds 2 findings; 0 old entries removed\ncommit it: git add {NAME}\n",
    )
    assert cli("check", "--all").code == 0
    old.commit({"other.txt": "x\n"}, "Adopt")
    old.stage({"notes.txt": SECRET + f"other = '{OTHER}'\n"})
    refused = cli("check", "--all", "--format", "json").document
    assert [row["location"]["line"] for row in refused["findings"]] == [2]
    assert refused["summary"]["ignored"] == 2
    assert cli("check").code == 1


def test_a_known_finding_stays_known_when_it_moves(cli, old):
    cli("baseline")
    old.stage({"notes.txt": "a line above\n\n" + SECRET})
    assert cli("check", "--all").code == 0


def test_the_same_secret_in_another_file_is_new(cli, old):
    cli("baseline")
    old.stage({"copy.txt": SECRET})
    assert cli("check", "--all").code == 1


def test_a_range_is_judged_with_the_baseline_of_its_base(cli, old):
    base = old.git("rev-parse", "HEAD").strip()
    cli("baseline")
    adopted = old.commit({"other.txt": "x\n"}, "Adopt")
    old.commit({"notes.txt": "# above\n" + SECRET}, "Move")
    assert cli("check", "--from", adopted).code == 0
    old.commit({"more.txt": SECRET}, "Leak")
    assert "more.txt" in cli("check", "--from", adopted, "--format", "concise").out
    assert cli("check", "--from", base).code == 1


def test_the_file_holds_no_text_and_keeps_its_salt(cli, old):
    cli("baseline")
    first = document(old)
    assert TOKEN not in (old.path / NAME).read_text()
    assert {"code", "path", "fingerprint"} == set(first["findings"][0])
    old.stage({"more.txt": SECRET})
    cli("baseline")
    second = document(old)
    assert second["salt"] == first["salt"]
    assert [row for row in second["findings"] if row["path"] != "more.txt"] == first["findings"]


def test_two_repositories_do_not_share_a_fingerprint(cli, old):
    cli("baseline")
    one = document(old)
    (old.path / NAME).unlink()
    cli("baseline")
    other = document(old)
    assert one["salt"] != other["salt"]
    assert {row["fingerprint"] for row in one["findings"]}.isdisjoint(row["fingerprint"] for row in other["findings"])


def test_a_dry_run_writes_nothing(cli, old):
    answer = cli("baseline", "--dry-run")
    assert answer.out == f"{NAME} would hold 2 findings; 0 old entries removed\n"
    assert not (old.path / ".sinfonia").exists()


def test_an_audit_tells_stale_entries_and_findings_without_one(cli, old):
    assert cli("baseline", "--audit").code == 1
    cli("baseline")
    assert cli("baseline", "--audit").out.splitlines()[-1] == "2 entries, 0 stale; 0 findings not accepted"
    assert cli("baseline", "--audit").code == 0
    old.stage({".env": None, "new.txt": SECRET})
    answer = cli("baseline", "--audit")
    assert answer.code == 1
    assert answer.out == (
        "ENF-002  stale  .env\n"
        "ENF-008  met    notes.txt\n"
        "2 entries, 1 stale; 1 finding not accepted\n"
        "next: sinfonia baseline --prune\n"
        "next: sinfonia check --all\n"
    )
    told = cli("baseline", "--audit", "--format", "json").document
    assert {"code": "ENF-002", "path": ".env", "stale": True} in told["entries"]
    assert (told["version"], told["stale"], told["new"], told["diagnostics"]) == (1, 1, 1, [])
    assert told["next_steps"] == ["sinfonia baseline --prune", "sinfonia check --all"]


def test_pruning_removes_what_is_gone_and_accepts_nothing_new(cli, old):
    cli("baseline")
    old.stage({".env": None, "new.txt": SECRET})
    told = cli("baseline", "--prune", "--dry-run", "--format", "json").document
    assert (told["accepted"], told["removed"], told["written"]) == (1, 1, False)
    assert len(document(old)["findings"]) == 2
    told = cli("baseline", "--prune", "--format", "json").document
    assert (told["accepted"], told["removed"], told["written"]) == (1, 1, True)
    assert told["next_steps"] == [f"git add {NAME}"]
    assert [row["path"] for row in document(old)["findings"]] == ["notes.txt"]


def test_audit_and_prune_at_once_are_refused(cli, old):
    assert cli("baseline", "--audit", "--prune").code == 2


def test_a_damaged_baseline_is_an_error_and_stays_as_it_is(cli, old):
    old.write({NAME: "{}"})
    for args in (["baseline"], ["baseline", "--audit"], ["check", "--all"]):
        answer = cli(*args)
        assert answer.code == 2
        assert f"`{NAME}` is not a baseline" in answer.text
    assert (old.path / NAME).read_text() == "{}"


def test_a_folder_that_cannot_be_made_is_an_error_and_leaves_nothing(cli, old):
    old.write({"place": "a file\n", "mine.yaml": "baseline: place/baseline.json\n"})
    answer = cli("baseline", "--config", "mine.yaml")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: cannot write `place/baseline.json`: ")


def test_a_bare_repository_has_no_place_for_one(cli, make_repo):
    bare = make_repo("bare.git", "--bare")
    before = sorted(path.name for path in bare.path.iterdir())
    answer = cli("-C", bare.path, "baseline")
    assert (answer.code, answer.err.splitlines()[1]) == (2, " hint: make it in a clone")
    assert sorted(path.name for path in bare.path.iterdir()) == before
