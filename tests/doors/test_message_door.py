"""Commit or message: what is left to the message hook, while that hook is known to run."""

from __future__ import annotations

import os

import pytest
from planted import CODE, MORE_CODE, SECRET, TOKEN, passed, refused, write_hook

SCISSORS = "------------------------ >8 ------------------------"


@pytest.fixture
def known(hooked):
    """A hooked repository whose message hook has run once; code without a test is staged."""
    hooked.stage({"README.md": "# x\n"})
    hooked.git("commit", "-qm", "One")
    hooked.stage({"src/login.py": CODE})
    return hooked


def waive(repo, *more, env=None):
    return repo.try_git("commit", "-qm", "Two", "-m", "Tests-Exempt: tried by hand", *more, env=env)


def writing(text):
    """Give an editor that writes this text in front of what git prepared."""
    return {"GIT_EDITOR": f'sh -c \'printf "{text}" | cat - "$1" > "$1.new" && mv "$1.new" "$1"\' -'}


# --- the receipt


def test_before_the_message_hook_has_run_a_trailer_waives_nothing(hooked):
    hooked.stage({"src/login.py": CODE})
    result = waive(hooked)
    refused(result, "ENF-001")
    assert "three ways out" in result.text
    hooked.git("rm", "-qf", "src/login.py")
    hooked.stage({"README.md": "# x\n"})
    passed(hooked.try_git("commit", "-qm", "One"))
    hooked.stage({"src/login.py": CODE})
    passed(waive(hooked))


def test_what_is_left_to_the_message_hook_is_refused_there(known):
    result = known.try_git("commit", "-qm", "Two")
    refused(result, "ENF-001")
    assert "Tests-Exempt" in result.text
    assert "three ways out" not in result.text
    passed(waive(known))


def test_a_variable_that_skips_hooks_ends_the_deferral(known):
    refused(waive(known, env={"SKIP": "sinfonia-commit-msg"}), "ENF-001")
    passed(waive(known))


def test_without_an_index_of_git_nothing_is_deferred(known):
    # `pre-commit run` or a call by hand: no message will follow.
    refused(known.hook("pre-commit"), "ENF-001")
    passed(known.hook("pre-commit", env={"GIT_INDEX_FILE": ".git/index"}))


@pytest.mark.parametrize("change", ["edited", "removed", "elsewhere"])
def test_a_receipt_is_stale_when_the_hook_file_changes(known, change):
    hook = known.path / ".git/hooks/commit-msg"
    if change == "edited":
        hook.write_text(hook.read_text() + "# more\n")
    elif change == "removed":
        hook.unlink()
    else:
        for name in ("pre-commit", "prepare-commit-msg"):
            write_hook(known.path / ".git/other", name)
        known.git("config", "core.hooksPath", ".git/other")
    refused(waive(known), "ENF-001")


def test_a_touched_hook_file_makes_the_receipt_stale(known):
    os.utime(known.path / ".git/hooks/commit-msg", (1, 1))
    refused(waive(known), "ENF-001")
    known.git("restore", "--staged", "src/login.py")
    passed(known.try_git("commit", "-q", "--allow-empty", "-m", "A new receipt"))
    known.git("add", "-A")
    passed(waive(known))


def test_a_receipt_is_stale_when_the_pre_commit_configuration_changes(known):
    known.write({".pre-commit-config.yaml": "repos: []\n"})
    refused(waive(known), "ENF-001")


def test_a_receipt_that_others_may_write_does_not_count(known):
    os.chmod(known.path / ".git/sinfonia/receipt", 0o666)
    refused(waive(known), "ENF-001")


# --- the pass mark


def mark(repo):
    return repo.path / ".git/sinfonia/pass"


def judged_at_the_message(repo, text="Two\n"):
    repo.write({".git/MSG": text})
    return repo.hook("commit-msg", ".git/MSG", env={"GIT_INDEX_FILE": ".git/index"})


def test_without_a_pass_mark_everything_is_judged_at_the_message(hooked):
    (hooked.path / ".git/hooks/pre-commit").unlink()
    hooked.stage({"a.txt": SECRET, "src/login.py": CODE})
    refused(hooked.try_git("commit", "-qm", "One"), "ENF-008", "ENF-001")
    hooked.stage({"a.txt": "clean\n"})
    passed(waive(hooked))


def test_a_pass_mark_covers_only_its_listing(hooked):
    hooked.stage({"a.txt": "clean\n"})
    passed(hooked.hook("pre-commit"))
    assert mark(hooked).is_file()
    hooked.stage({"b.txt": SECRET})
    refused(judged_at_the_message(hooked), "ENF-008")
    hooked.git("rm", "-qf", "b.txt")
    passed(judged_at_the_message(hooked))


def test_a_pass_mark_is_not_judged_again(hooked):
    hooked.stage({"a.txt": SECRET})
    hooked.write({"rules": "", ".sinfonia/config.yaml": 'version: "0.1"\nexclude: ["a.txt"]\n'})
    passed(hooked.hook("pre-commit"))
    hooked.write({".sinfonia/config.yaml": None})
    passed(judged_at_the_message(hooked))


def test_a_refusal_takes_the_pass_mark_away(hooked):
    hooked.stage({"a.txt": SECRET})
    hooked.write({".sinfonia/config.yaml": 'version: "0.1"\nexclude: ["a.txt"]\n'})
    passed(hooked.hook("pre-commit"))
    hooked.write({".sinfonia/config.yaml": None})
    refused(hooked.hook("pre-commit"), "ENF-008")
    assert not mark(hooked).exists()


def test_one_rule_alone_leaves_no_pass_mark(hooked):
    hooked.stage({"a.txt": SECRET})
    passed(hooked.hook("pre-commit", "--select", "ENF-002"))
    passed(hooked.hook("pre-commit", "--ignore", "ENF-008"))
    refused(judged_at_the_message(hooked), "ENF-008")


def test_a_pass_mark_that_others_may_write_does_not_count(hooked):
    hooked.stage({"a.txt": "clean\n"})
    passed(hooked.hook("pre-commit"))
    hooked.stage({"a.txt": SECRET})
    hooked.write({".sinfonia/config.yaml": 'version: "0.1"\nexclude: ["a.txt"]\n'})
    passed(hooked.hook("pre-commit"))
    hooked.write({".sinfonia/config.yaml": None})
    os.chmod(mark(hooked), 0o622)
    refused(judged_at_the_message(hooked), "ENF-008")


def test_warnings_are_repeated_where_a_runner_hides_them(hooked):
    runner = {"PRE_COMMIT": "1"}
    hooked.stage({"a.txt": "marmalade\n"})
    rule = '{id: ACME-001, message: "no marmalade", added: marmalade, severity: warning}'
    hooked.write({".sinfonia/config.yaml": f'version: "0.1"\ncustom: [{rule}]\n'})
    first = hooked.hook("pre-commit", env={**runner, "GIT_INDEX_FILE": ".git/index"})
    passed(first)
    hooked.write({".git/MSG": "One\n"})
    second = hooked.hook("commit-msg", ".git/MSG", env={**runner, "GIT_INDEX_FILE": ".git/index"})
    passed(second)
    assert "ACME-001" in second.err
    # A native hook has shown it already.
    assert "ACME-001" not in judged_at_the_message(hooked).text


# --- the message


def test_a_secret_in_the_message_is_refused(hooked):
    hooked.stage({"a.txt": "a\n"})
    refused(hooked.try_git("commit", "-qm", f"Use {TOKEN}"), "ENF-008")
    refused(hooked.try_git("commit", "-qm", "Two", "-m", f"# {TOKEN}"), "ENF-008")  # no editor: git keeps the line
    passed(hooked.try_git("commit", "-qm", "Use the token"))


@pytest.mark.parametrize("trailer", ["Tests-Exempt:", "Tests-Exempt:   ", "Sinfonia-Ignore: ENF-001", "Tests-Exempt"])
def test_an_empty_reason_does_not_count(known, trailer):
    refused(known.try_git("commit", "-qm", "Two", "-m", trailer), "ENF-001")
    passed(known.try_git("commit", "-qm", "Two", "-m", f"{trailer.partition(':')[0]}: ENF-001 it is generated"))


def test_a_trailer_in_the_subject_does_not_count(known):
    refused(known.try_git("commit", "-qm", "Tests-Exempt: no reason is a subject"), "ENF-001")


def test_a_trailer_in_the_middle_of_the_body_counts(known):
    # A squash moves trailers up: they end the messages of the commits that went into it.
    passed(
        known.try_git("commit", "-qm", "Squash\n\n* One\n\nTests-Exempt: tried by hand\n\n* Two\n\nSigned-off-by: A")
    )


def test_a_squash_keeps_the_trailers_that_git_collects(known):
    known.git("restore", "--staged", "src/login.py")
    known.git("switch", "-qc", "work")
    known.commit({"src/login.py": CODE}, "Code\n\nTests-Exempt: tried by hand")
    known.commit({"b.txt": "b\n"}, "More")
    known.git("switch", "-q", "main")
    known.git("merge", "-q", "--squash", "work")
    refused(known.try_git("commit", "-qm", "Squash"), "ENF-001")
    # `git merge --squash` indents what it collects: whoever keeps a trailer moves it to the start of its line.
    passed(known.try_git("commit", "-qm", "Squash", "-m", "Tests-Exempt: tried by hand"))


def test_a_trailer_below_the_scissors_does_not_count(known):
    known.write({"src/login.py": CODE + "\n\nTests_Exempt = 1\n"})
    known.git("add", "-A")
    template = f"Two\n\n# {SCISSORS}\n# Do not modify\nTests-Exempt: below\n"
    refused(judged_at_the_message(known, template), "ENF-001")
    passed(judged_at_the_message(known, template.replace("Two\n", "Two\n\nTests-Exempt: above\n")))


def test_the_diff_of_a_verbose_commit_is_no_message(known):
    known.stage({"a.txt": SECRET, ".sinfonia/config.yaml": 'version: "0.1"\nexclude: ["a.txt"]\n'})
    env = writing("Two\\n\\nTests-Exempt: by hand\\n")
    passed(known.try_git("commit", "-v", env=env))
    assert "Tests-Exempt: by hand" in known.git("log", "-1", "--format=%B")


def test_comment_lines_do_not_count(known):
    refused(known.try_git("commit", env=writing("Two\\n\\n#Tests-Exempt: hidden\\n# " + TOKEN + "\\n")), "ENF-001")
    passed(known.try_git("commit", env=writing("Two\\n\\n# " + TOKEN + "\\nTests-Exempt: seen\\n")))


def test_the_comment_character_may_be_another(known):
    known.git("config", "core.commentChar", ";")
    refused(known.try_git("commit", env=writing("Two\\n\\n;Tests-Exempt: hidden\\n")), "ENF-001")
    refused(known.try_git("commit", env=writing("Two\\n\\nTests-Exempt: seen\\n# " + TOKEN + "\\n")), "ENF-008")
    passed(known.try_git("commit", env=writing("Two\\n\\n; " + TOKEN + "\\nTests-Exempt: seen\\n")))


def test_git_may_choose_the_comment_character(known):
    known.git("config", "core.commentChar", "auto")
    passed(known.try_git("commit", env=writing("Two\\n\\nTests-Exempt: seen\\n")))


@pytest.mark.parametrize("mode", ["verbatim", "whitespace", "strip", "scissors", "default"])
def test_every_cleanup_reads_trailers_and_secrets(known, mode):
    known.git("config", "commit.cleanup", mode)
    refused(known.try_git("commit", "-qm", "Two", "-m", f"Tests-Exempt: {TOKEN}"), "ENF-008")
    passed(waive(known))


def test_a_message_file_in_another_encoding_is_read(known):
    known.git("config", "i18n.commitEncoding", "latin1")
    (known.path / ".git/msg").write_bytes("Été\n\nTests-Exempt: déjà vu\n".encode("latin-1"))
    passed(known.try_git("commit", "-qF", ".git/msg"))


def test_the_message_hook_needs_its_file(known):
    assert known.hook("commit-msg").code == 2
    assert known.hook("commit-msg", ".git/none").code == 2


def test_a_trailer_waives_only_its_own_commit(known):
    passed(waive(known))
    base = known.git("rev-parse", "HEAD").strip()
    known.stage({"src/login.py": MORE_CODE})
    refused(known.try_git("commit", "-qm", "Three"), "ENF-001")
    known.git("commit", "-q", "--no-verify", "-m", "Three")
    refused(known.sinfonia("check", "--from", base, "--to", "HEAD"), "ENF-001")
