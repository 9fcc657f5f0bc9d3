"""Messages whose commit claims an encoding."""

from __future__ import annotations

import pytest

from sinfonia.git.changes import walk
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover


def messages(repo):
    found = discover(str(repo.path), repo.env)
    return [reading.commit.message for reading in walk(found, ObjectReader(found), "HEAD")]


@pytest.mark.parametrize("claimed", ["IBM037", "UTF-16", "nonsense"])
def test_a_false_encoding_hides_no_word_of_a_message(repo, claimed):
    repo.stage({"a": "1\n"})
    repo.git("-c", f"i18n.commitEncoding={claimed}", "commit", "-qm", "a word to find")
    assert "a word to find" in messages(repo)[0].text


def test_a_true_encoding_is_read_and_so_are_its_trailers(repo):
    repo.stage({"a": "1\n"})
    text = "Grüße\n\nTests-Exempt: so ist es\n".encode("latin-1")
    repo.write({"message": text})
    repo.git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-qF", "message")
    (message,) = messages(repo)
    assert "Grüße" in message.text
    assert "so ist es" in message.values("Tests-Exempt")
