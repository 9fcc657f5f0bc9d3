"""Each place and name in the tables of ENF-002 has its verdict."""

from __future__ import annotations

import pytest
import secret_places as places

from sinfonia.rules.secret_names import judge_path, judge_tree

SEEN_IN_FULL = [name for name in places.TRUSTED if not name.endswith(".php")]  # the extension of source code wins


@pytest.mark.parametrize("folder", places.HOME_FOLDERS)
def test_a_secret_folder_of_a_home_is_refused_with_all_in_it(folder):
    for path in (f"~/{folder}", f"~/{folder}/kept"):
        verdict = judge_path(path)
        assert (verdict.decision, verdict.entry[:5]) == ("deny", "home:")
    assert judge_path(f"~/{folder}-notes/kept").decision == "allow"


@pytest.mark.parametrize("path", places.HOME_FILES)
def test_a_secret_file_of_a_home_is_refused(path):
    verdict = judge_path(f"~/{path}")
    assert (verdict.decision, verdict.entry) == ("deny", f"home:{path.removesuffix('.backup')}")


@pytest.mark.parametrize("folder", places.BROWSER_FOLDERS)
def test_a_browsers_logins_are_refused_and_its_other_files_pass(folder):
    assert [name for name in places.BROWSER_FILES if judge_path(f"~/{folder}/x/{name}").decision != "deny"] == []
    assert judge_path(f"~/{folder}/x/notes").decision == "allow"


@pytest.mark.parametrize("path", [*places.SYSTEM_FILES, *(f"{folder}/kept" for folder in places.SYSTEM_FOLDERS)])
def test_a_secret_place_of_the_system_is_refused(path):
    verdict = judge_path(f"/{path}")
    assert (verdict.decision, verdict.entry) == ("deny", f"system:{path}")


@pytest.mark.parametrize("name", [*places.NAMES, *(f"x.{ending}" for ending in places.MATERIAL)])
def test_a_secret_name_is_refused_in_any_tree(name):
    assert judge_tree(f"a/{name}").decision == "deny"
    assert judge_tree(f"a/{name}.md").decision == "allow"


@pytest.mark.parametrize("name", places.LOOKED_INTO)
def test_a_name_that_says_little_is_refused_where_nobody_can_look(name):
    verdict = judge_tree(name)
    assert (verdict.decision, verdict.refused_unseen) == ("ambiguous", True)


@pytest.mark.parametrize("name", SEEN_IN_FULL)
def test_a_name_that_mostly_holds_nothing_passes_where_nobody_can_look(name):
    verdict = judge_tree(name)
    assert (verdict.decision, verdict.refused_unseen) == ("ambiguous", False)


@pytest.mark.parametrize("mark", places.BACKUPS)
def test_a_copy_of_a_secret_file_is_secret(mark):
    for name in ("credentials", ".netrc", ".env", "id_rsa"):
        assert judge_tree(f"{name}{mark}").decision == "deny"
    assert judge_tree(f"notes{mark}").decision == "allow"


@pytest.mark.parametrize("name", places.PAPERS)
def test_papers_in_a_folder_of_secrets_pass(name):
    assert judge_tree("secrets/db").decision == "deny"
    assert judge_tree(f"secrets/{name}").decision == "allow"


def test_a_settings_file_of_direnv_passes_as_a_sample_only():
    assert judge_tree(".envrc.local").refused_unseen
    assert judge_tree(".envrc.example").decision == "allow"


@pytest.mark.parametrize("ending", places.PLAIN)
def test_source_and_documents_only_carry_the_word(ending):
    assert judge_tree("id_rsa").decision == "deny"
    assert judge_tree(f"id_rsa.{ending}").decision == "allow"
