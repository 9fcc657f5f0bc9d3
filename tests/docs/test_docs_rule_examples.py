"""The examples on the rules' pages are true, where an example can be judged by itself."""

import itertools
import re

import pytest
from docs_pages import read

from sinfonia.config import load
from sinfonia.errors import ConfigError
from sinfonia.rules.secret_names import judge_tree
from sinfonia.rules.secrets.scan import find


def examples(code, section):
    """Give the lines of the code block of a section."""
    page = read(f"docs/reference/rules/{code}.md")
    body = page.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"^    (.*\S)", body, flags=re.MULTILINE)


def paths(section):
    """Give the file names among the examples of ENF-002: what stands between wide gaps, unless content decides."""
    for line in examples("ENF-002", section):
        cells = [*re.split(r"\s{2,}", line), ""]
        for cell, remark in itertools.pairwise(cells):
            if re.fullmatch(r"[\w./-]+", cell) and not remark.startswith("(with"):
                yield cell


@pytest.mark.parametrize("path", tuple(paths("Refused")))
def test_a_name_that_the_page_refuses_is_not_harmless(path):
    assert judge_tree(path).decision != "allow"


@pytest.mark.parametrize("path", tuple(paths("Allowed")))
def test_a_name_that_the_page_allows_is_not_refused_by_itself(path):
    assert judge_tree(path).decision != "deny"


@pytest.mark.parametrize("line", examples("ENF-008", "Allowed"))
def test_a_line_that_the_page_allows_holds_no_credential(line):
    assert list(find(line.encode() + b"\n", "settings.py")) == []


def test_a_line_that_the_page_refuses_holds_one_when_it_is_filled_in():
    secret, address = examples("ENF-008", "Refused")[:2]
    value = "wJalrXUtnFEMI7K9MDENGbPx" + "RfiCYzk3Qm8TvUa1"
    filled = re.sub(r"<[^>]+>", value, secret).encode(), re.sub(r"<[^>]+>", "k9Tq2" + "vXw7Zr", address).encode()
    for line in filled:
        assert list(find(line + b"\n", "settings.py")), line


def loaded(tmp_path, lines):
    """Load lines as the configuration of a repository."""
    (tmp_path / ".sinfonia").mkdir()
    (tmp_path / ".sinfonia/config.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(str(tmp_path), git_dir="", environ={}, door="machine").policy


def test_the_expired_entry_of_the_page_is_past_and_the_other_is_not(tmp_path):
    dates = [
        loaded(tmp_path / section, examples("ENF-902", section)).ignore[0].until
        for section in ("Refused", "Allowed")
        if not (tmp_path / section).mkdir()
    ]
    assert dates[0] < "2026-01-01" < dates[1]


def test_the_unreadable_key_of_the_page_is_refused_and_the_mended_one_loads(tmp_path):
    refused, allowed = (re.split(r"\s{2,}", examples("ENF-903", part)[0])[0] for part in ("Refused", "Allowed"))
    (tmp_path / "mended").mkdir()
    assert loaded(tmp_path / "mended", [allowed]).strictness == "high"
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, [refused])
    assert "enforcement_strictness" in caught.value.hint
