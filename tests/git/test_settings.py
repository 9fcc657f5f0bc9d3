"""All settings, read at once, say what git says of each."""

from __future__ import annotations

import pytest

from sinfonia.errors import GitError
from sinfonia.git.repo import discover
from sinfonia.git.settings import all_settings, has_remotes, is_on

WRITTEN = {
    "no": "no", "false": "False", "off": "OFF", "nothing": "", "zero": "0",
    "yes": "yes", "true": "True", "on": "ON", "one": "1", "many": "2k",
}  # fmt: skip


def at(repo):
    """Give the repository as it is now: what was read is kept with it."""
    return discover(str(repo.path), repo.env)


def test_a_word_that_is_neither_true_nor_false_is_refused(repo):
    repo.git("config", "commit.gpgSign", "perhaps")
    with pytest.raises(GitError):
        is_on(at(repo), "commit.gpgsign")


@pytest.mark.parametrize("word", WRITTEN)
def test_true_and_false_are_what_git_takes_for_it(repo, word):
    repo.git("config", "commit.gpgSign", WRITTEN[word])
    told = repo.git("config", "--type=bool", "--get", "commit.gpgSign").strip()
    assert is_on(at(repo), "commit.gpgsign") is (told == "true")


def test_a_setting_without_a_value_is_on_and_none_is_off(repo):
    assert not is_on(at(repo), "commit.gpgsign")
    with open(repo.path / ".git/config", "a", encoding="utf-8") as file:
        file.write("[commit]\n\tgpgSign\n")
    assert is_on(at(repo), "commit.gpgsign")


def test_the_last_value_counts_with_its_line_ends(repo):
    repo.git("config", "--add", "user.signingKey", "first")
    repo.git("config", "--add", "user.signingKey", "two\nlines")
    assert all_settings(at(repo))["user.signingkey"] == "two\nlines"


def test_a_damaged_configuration_is_refused(repo):
    with open(repo.path / ".git/config", "a", encoding="utf-8") as file:
        file.write("[commit\n")
    with pytest.raises(GitError):
        all_settings(at(repo))


def test_a_default_for_remotes_is_no_remote(repo):
    repo.git("config", "remote.pushDefault", "origin")
    assert not has_remotes(at(repo))
    repo.git("remote", "add", "dotted.name", "../other")
    assert has_remotes(at(repo))


def test_commands_at_once_answer_in_the_order_in_which_they_were_asked(repo):
    repo.commit({"a.txt": "x\n"})
    wrong, good = at(repo).at_once(("rev-parse", "--verify", "nowhere"), ("ls-files",))
    assert (wrong[0], wrong[1], bool(wrong[2])) == (128, b"", True)
    assert good == (0, b"a.txt\n", "")
