"""`sinfonia check --from A --to B` is answered without click, and answers as click's command does."""

from __future__ import annotations

import pytest

from sinfonia.checking import ends_of

LEFT_TO_CLICK = (
    (), ("check",), ("check", "--from", "a"), ("check", "--from", "a", "--to"), ("check", "--from", "a", "--to", ""),
    ("check", "--from", "", "--to", "b"), ("check", "--from", "a", "--from", "b"), ("check", "--from=a", "--to=b"),
    ("check", "--from", "-a", "--to", "b"), ("check", "--from", "a", "--to", "--staged"),
    ("log", "--from", "a", "--to", "b"), ("check", "--from", "a", "--to", "b", "-h"),
    ("check", "--from", "a", "--to", "b", "--format", "json"), ("check", "--from", "a", "--commit", "b"),
)  # fmt: skip
TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"


@pytest.fixture
def three(repo):
    """A clean commit, one with a secret, and one that takes it away."""
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.commit({"notes.txt": f"token = '{TOKEN}'\n"}, "Leak")
    repo.commit({"notes.txt": "clean\n"}, "Mend")
    return repo


@pytest.mark.parametrize("args", LEFT_TO_CLICK, ids=" ".join)
def test_any_other_command_line_is_left_to_click(args):
    assert ends_of(args) is None


def test_both_ends_are_taken_in_either_order():
    assert ends_of(("check", "--from", "a", "--to", "b")) == ("a", "b")
    assert ends_of(("check", "--to", "b", "--from", "a")) == ("a", "b")


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (("HEAD~2", "HEAD"), 1), (("HEAD~1", "HEAD"), 0), (("HEAD", "HEAD"), 0), (("nowhere", "HEAD"), 2),
        (("HEAD", "nowhere"), 2), (("HEAD^{tree}", "HEAD"), 2),
    ],
)  # fmt: skip
def test_it_answers_word_for_word_as_clicks_command(three, ends, code):
    base, head = ends
    quick = three.sinfonia("check", "--from", base, "--to", head)
    clicks = three.sinfonia("check", f"--from={base}", f"--to={head}")
    assert (quick.code, quick.out, quick.err) == (clicks.code, clicks.out, clicks.err)
    assert quick.code == code


def test_a_broken_configuration_is_told_the_same_way(three):
    three.commit({".sinfonia/config.yaml": "rules: [\n"}, "Break")
    quick = three.sinfonia("check", "--from", "HEAD~1", "--to", "HEAD")
    clicks = three.sinfonia("check", "--from=HEAD~1", "--to=HEAD")
    assert (quick.code, quick.out, quick.err) == (clicks.code, clicks.out, clicks.err)
    assert quick.code == 2
    three.git("checkout", "-q", "HEAD~1")
    assert three.sinfonia("check", "--from", "HEAD~1", "--to", "HEAD").code == 0


def test_outside_of_a_repository_it_says_so(three, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    answer = three.sinfonia("check", "--from", "a", "--to", "b", cwd=empty)
    assert (answer.code, answer.out) == (2, "")
    assert "git repository" in answer.err
