"""Every reporter over every sample report, compared with a file that a person has read.

To accept a changed screen: SINFONIA_REFRESH_GOLDEN=1 pytest tests/reporters, then read the difference.
"""

import os
from pathlib import Path

import pytest
from sample import REPORTS, SECRET

import sinfonia
from sinfonia.errors import SinfoniaError
from sinfonia.reporters import REPORTERS, render

GOLDEN = Path(__file__).parent / "golden"


def every_screen(name):
    """Put the answers to all sample reports into one text; the version changes with each release and is left out."""
    parts = [f"##### {title}\n{render(report, name)}" for title, report in REPORTS.items()]
    return "\n".join(parts).replace(f'"{sinfonia.__version__}"', '"VERSION"')


@pytest.mark.parametrize("name", REPORTERS)
def test_a_reporter_says_what_its_golden_file_says(name):
    path = GOLDEN / f"{name}.txt"
    said = every_screen(name)
    if os.environ.get("SINFONIA_REFRESH_GOLDEN"):
        path.write_bytes(said.encode())
    assert said == path.read_bytes().decode()


def test_no_golden_file_is_left_over():
    assert {path.stem for path in GOLDEN.iterdir()} == set(REPORTERS)


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("title", REPORTS)
@pytest.mark.parametrize("color", [False, True])
def test_a_reporter_never_shows_what_the_fingerprint_is_made_of(name, title, color):
    said = render(REPORTS[title], name, color=color)
    assert SECRET not in said
    assert SECRET[8:] not in said
    assert SECRET.encode().hex() not in said


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("title", REPORTS)
def test_no_control_character_of_the_repository_reaches_the_reader(name, title):
    said = render(REPORTS[title], name)
    assert all(char.isprintable() or char == "\n" for char in said)
    said.encode("utf-8")  # no surrogate either
    assert said == "" or said.endswith("\n")


@pytest.mark.parametrize("name", REPORTERS)
def test_the_same_report_is_rendered_the_same_way_twice(name):
    assert render(REPORTS["mixed"], name) == render(REPORTS["mixed"], name)


def test_an_unknown_format_names_those_there_are():
    with pytest.raises(SinfoniaError, match="no output format `xml`") as caught:
        render(REPORTS["passed"], "xml")
    assert "sarif" in caught.value.hint
