"""The doors of a server, with real pushes into a bare repository."""

from __future__ import annotations

import pytest
from planted import CODE, ENV, MORE_CODE, SECRET, TEST, TOKEN, passed, refused, write_hook

CONFIG = 'version: "0.1"\n'
LOOSE = 'version: "0.1"\nexclude: ["**"]\n'


@pytest.fixture
def server(make_repo):
    """A bare repository whose pre-receive hook judges."""
    bare = make_repo("server.git", "--bare")
    write_hook(bare.path / "hooks", "pre-receive")
    return bare


@pytest.fixture
def laptop(server, repo):
    """A repository without hooks whose first commit is on the server."""
    repo.commit({".sinfonia/config.yaml": CONFIG, "README.md": "# x\n"})
    repo.git("remote", "add", "origin", str(server.path))
    repo.git("push", "-q", "origin", "main")
    return repo


def push(repo, *refs):
    return repo.try_git("push", "-q", "origin", *(refs or ("main",)))


def start(repo):
    return repo.git("rev-parse", "origin/main").strip()


def objects(server):
    return server.git("count-objects", "-v") + server.git("fsck", "--unreachable", "--no-reflogs")


def test_the_first_push_into_an_empty_server_is_judged_whole(server, repo):
    repo.commit({"a.txt": SECRET})
    repo.commit({"a.txt": "clean\n"})
    repo.git("remote", "add", "origin", str(server.path))
    refused(push(repo), "ENF-008")
    repo.git("checkout", "-q", "--orphan", "clean")
    repo.commit({"a.txt": "clean\n"})
    passed(push(repo, "clean:main"))


def test_a_refused_secret_is_not_stored(server, laptop):
    before = objects(server)
    laptop.commit({".env": ENV})
    refused(push(laptop), "ENF-002")
    assert objects(server) == before
    assert server.git("rev-parse", "main").strip() == start(laptop)


def test_a_secret_in_the_middle_is_refused(laptop):
    laptop.commit({"a.txt": SECRET})
    laptop.commit({"a.txt": "clean\n"})
    refused(push(laptop), "ENF-008")
    laptop.git("reset", "-q", "--hard", "origin/main")
    laptop.commit({"a.txt": "clean\n"})
    passed(push(laptop))


def test_code_without_a_test_is_refused(laptop):
    laptop.commit({"src/login.py": CODE})
    refused(push(laptop), "ENF-001")
    laptop.commit({"tests/test_login.py": TEST})
    passed(push(laptop))


def test_a_new_branch_is_judged_and_names_its_ref(laptop):
    laptop.git("switch", "-qc", "feature")
    laptop.commit({"a.txt": SECRET})
    result = push(laptop, "feature")
    refused(result, "ENF-008")
    assert "refs/heads/feature" in result.text
    laptop.git("reset", "-q", "--hard", "origin/main")
    laptop.commit({"a.txt": "clean\n"})
    passed(push(laptop, "feature"))


def test_what_the_server_has_is_not_judged_again(server, laptop):
    # Work that came in before the hook was there stays; only what is new is judged.
    hook = server.path / "hooks/pre-receive"
    hook.rename(hook.with_suffix(".off"))
    laptop.git("switch", "-qc", "feature")
    laptop.commit({"a.txt": SECRET})
    laptop.commit({"a.txt": "clean\n"})
    passed(push(laptop, "feature"))
    hook.with_suffix(".off").rename(hook)
    laptop.commit({"b.txt": "b\n"})
    passed(push(laptop, "feature"))
    laptop.git("switch", "-qc", "second")
    laptop.commit({"c.txt": "c\n"})
    passed(push(laptop, "second"))
    laptop.commit({"c.txt": SECRET})
    refused(push(laptop, "second"), "ENF-008")


def test_a_waiver_of_an_earlier_push_still_holds(laptop):
    laptop.git("switch", "-qc", "feature")
    laptop.commit({"src/login.py": CODE}, "Code\n\nTests-Exempt: tried by hand")
    passed(push(laptop, "feature"))
    laptop.commit({"b.txt": "b\n"})
    passed(push(laptop, "feature"))
    laptop.commit({"src/login.py": MORE_CODE}, "More")
    refused(push(laptop, "feature"), "ENF-001")


def test_a_deletion_is_not_judged(laptop):
    passed(push(laptop, "main:old"))
    passed(push(laptop, "--delete", "old"))


@pytest.mark.parametrize("annotated", [(), ("-a", "-m", "v1")])
def test_a_tag_is_judged_by_its_commits(laptop, annotated):
    laptop.commit({"a.txt": SECRET})
    laptop.git("tag", *annotated, "v1")
    refused(push(laptop, "v1"), "ENF-008")
    laptop.git("tag", *annotated, "-f", "v1", "origin/main")
    passed(push(laptop, "v1"))


def test_the_message_of_a_tag_is_judged(laptop):
    laptop.git("tag", "-a", "v1", "-m", f"Use {TOKEN}")
    refused(push(laptop, "v1"), "ENF-008")
    laptop.git("tag", "-a", "-f", "v1", "-m", "First")
    passed(push(laptop, "v1"))


def test_a_tag_on_no_commit_is_refused(laptop):
    laptop.write({"loose.txt": SECRET})
    laptop.git("tag", "v1", laptop.git("hash-object", "-w", "loose.txt").strip())
    refused(push(laptop, "v1"), "ENF-904")


def test_a_forced_push_is_judged_by_what_is_new(laptop):
    laptop.commit({"b.txt": "b\n"})
    passed(push(laptop))
    laptop.git("reset", "-q", "--hard", "HEAD~1")
    laptop.commit({"a.txt": SECRET})
    refused(push(laptop, "--force", "main"), "ENF-008")
    laptop.git("reset", "-q", "--hard", "HEAD~1")
    laptop.commit({"a.txt": "clean\n"})
    passed(push(laptop, "--force", "main"))


def test_one_refused_ref_refuses_the_push(server, laptop):
    laptop.git("switch", "-qc", "good")
    laptop.commit({"g.txt": "g\n"})
    laptop.git("switch", "-qc", "bad", "main")
    laptop.commit({"a.txt": SECRET})
    refused(push(laptop, "good", "bad"), "ENF-008")
    assert server.git("branch", "--list", "good") == ""


def test_the_update_hook_refuses_single_refs(server, laptop):
    (server.path / "hooks/pre-receive").unlink()
    write_hook(server.path / "hooks", "update")
    laptop.git("switch", "-qc", "good")
    laptop.commit({"g.txt": "g\n"})
    laptop.git("switch", "-qc", "bad", "main")
    laptop.commit({"a.txt": SECRET})
    refused(push(laptop, "good", "bad"), "ENF-008")
    assert server.git("branch", "--list", "good").split() == ["good"]
    assert server.git("branch", "--list", "bad") == ""
    passed(push(laptop, "--delete", "good"))


def test_a_pushed_commit_does_not_loosen_its_own_judgement(laptop):
    laptop.commit({".sinfonia/config.yaml": LOOSE, "a.txt": SECRET})
    refused(push(laptop), "ENF-008")


def test_a_branch_does_not_loosen_its_next_push(laptop):
    laptop.git("switch", "-qc", "feature")
    laptop.commit({".sinfonia/config.yaml": LOOSE})
    passed(push(laptop, "feature"))
    laptop.commit({"a.txt": SECRET})
    refused(push(laptop, "feature"), "ENF-008")


def test_a_branch_without_common_history_does_not_bring_its_own_policy(laptop):
    laptop.git("checkout", "-q", "--orphan", "pages")
    laptop.commit({".sinfonia/config.yaml": LOOSE, "a.txt": SECRET})
    refused(push(laptop, "pages"), "ENF-008")
    laptop.git("commit", "-q", "--amend", "--no-edit", "--allow-empty")
    laptop.git("rm", "-qf", "a.txt")
    laptop.git("commit", "-q", "--amend", "--no-edit")
    passed(push(laptop, "pages"))


def test_a_configuration_that_cannot_be_read_is_not_let_in(laptop):
    laptop.commit({".sinfonia/config.yaml": "enforcment_strictness: high\n"})
    refused(push(laptop), "ENF-903")
    laptop.commit({".sinfonia/config.yaml": "enforcement_strictness: high\n"})
    passed(push(laptop))


def test_push_options_and_variables_do_not_loosen_the_policy(server, laptop):
    server.git("config", "receive.advertisePushOptions", "true")
    laptop.commit({"a.txt": SECRET})
    loose = {"SINFONIA_EXCLUDE": "**", "SKIP": "sinfonia", "SINFONIA_ENFORCEMENT_STRICTNESS": "low"}
    refused(laptop.try_git("push", "-q", "-o", "skip", "origin", "main", env=loose), "ENF-008")


def test_the_hook_chain_of_the_guide_keeps_the_first_failure(server, laptop):
    hooks = server.path / "hooks"
    (hooks / "pre-receive").rename(hooks / "ours")
    (hooks / "old").write_text("#!/bin/sh\ncat >&2\nexit 0\n")
    (hooks / "old").chmod(0o755)
    (hooks / "pre-receive").write_text(
        "#!/bin/sh\nupdates=$(cat)\nprintf '%s\\n' \"$updates\" | hooks/old || exit 1\n"
        "printf '%s\\n' \"$updates\" | hooks/ours\n"
    )
    (hooks / "pre-receive").chmod(0o755)
    laptop.commit({"a.txt": SECRET})
    result = push(laptop)
    refused(result, "ENF-008")
    assert "refs/heads/main" in result.text


def test_a_bare_repository_has_no_index_to_judge(server):
    assert server.hook("pre-receive", stdin="not a line\n").code == 2
    passed(server.hook("pre-receive", stdin=""))
    assert server.hook("update", "refs/heads/main").code == 2
