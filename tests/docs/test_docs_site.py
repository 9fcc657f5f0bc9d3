"""The site holds every page in its navigation, and what is wrong with a built one is found."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
from docs_pages import DOCS, PAGES, ROOT, read

sys.path.insert(0, str(DOCS))
try:
    import build_site
    import check_site
finally:
    sys.path.remove(str(DOCS))

SETTINGS = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]
ORDER = ("quickstart", "guides/", "reference/", "hosts", "threat-model", "adr/")
GOOD = {
    "index.html": '<h1 id="a">A</h1><a href="b.html#two">b</a> <a href="#a">up</a> <a href="https://example.com">out</a>',
    "b.html": '<h1>B</h1><h2 id="two">2</h2><script src="x.js"></script><link rel="stylesheet" href="x.css">',
    "x.js": "",
    "x.css": "@font-face { src: url(data:font/woff2;base64,AA==) }",
}


def pages(entries):
    """Give the pages of a navigation, from first to last."""
    for entry in entries:
        for target in entry.values():
            yield from [target] if isinstance(target, str) else pages(target)


def test_every_page_stands_in_the_navigation_once():
    listed = list(pages(SETTINGS["nav"]))
    assert sorted(listed) == sorted(PAGES), "zensical.toml lists other pages than there are"
    assert len(set(listed)) == len(listed)


def test_the_navigation_is_in_reading_order():
    listed = [page.removeprefix("docs/") for page in pages(SETTINGS["nav"]) if page.startswith("docs/")]
    places = [next((at for at, part in enumerate(ORDER) if page.startswith(part)), -1) for page in listed]
    assert places == sorted(places)
    assert set(places) == {-1, *range(len(ORDER))}  # -1: the list of all pages


def test_the_navigation_calls_each_rule_and_decision_by_its_title():
    for section in SETTINGS["nav"]:
        for title, page in ((title, page) for title, page in flat(section) if re.search(r"/(rules|adr)/", page)):
            heading = re.search(r"^# (.+)$", read(page), flags=re.MULTILINE)[1]
            assert title == heading or ("/adr/" in page and heading.startswith(title.split()[0])), page


def flat(section):
    """Give title and page of each entry below a section."""
    for title, target in section.items():
        yield from [(title, target)] if isinstance(target, str) else (pair for entry in target for pair in flat(entry))


def test_the_list_of_all_pages_names_every_guide_and_reference():
    listed = read("docs/index.md")
    for page in PAGES:
        if page.startswith("docs/") and page != "docs/index.md" and "/rules/" not in page:
            assert f"]({page.removeprefix('docs/')})" in listed, page


def test_the_site_is_built_strictly_and_asks_no_other_host():
    assert SETTINGS["strict"] is True
    assert SETTINGS["validation"].keys() >= {"invalid_links", "invalid_link_anchors", "unresolved_footnotes"}
    assert set(SETTINGS["validation"].values()) == {True}
    assert SETTINGS["theme"]["font"] is False
    assert not {"repo_url", "extra", "extra_javascript"} & set(SETTINGS)
    assert "offline" not in SETTINGS.get("plugins", {})  # it fetches a script from another host


def test_the_generator_is_pinned_in_an_extra_of_its_own():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (pin,) = project["optional-dependencies"]["site"]
    assert re.fullmatch(r"zensical==[\d.]+", pin)
    assert not any("zensical" in line for line in project["optional-dependencies"]["dev"])


def test_what_is_built_is_ignored_by_git():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"build/", "/.cache/"} <= set(ignored)
    assert {SETTINGS["docs_dir"], SETTINGS["site_dir"]} == {"build/pages", "build/site"}


def test_the_site_is_made_of_every_page_and_of_what_they_offer_to_copy():
    found = build_site.sources(ROOT)
    assert set(PAGES) <= set(found)
    assert {"LICENSE", "docs/site.css", "docs/snippets/gitlab-ci.yml"} <= set(found)
    assert not [name for name in found if name.endswith(".py")]


def test_a_pipe_in_the_code_of_a_table_loses_its_backslash_and_no_other_does():
    assert build_site.bare("| `a\\|b` | c\\|d |\nx `a\\|b`") == "| `a|b` | c\\|d |\nx `a\\|b`"


def written(folder, changes):
    for name, text in {**GOOD, **changes}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return check_site.problems(folder)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"b.html": "<h1>B</h1>"}, "index.html: b.html#two leads nowhere"),
        ({"c.html": '<h1>C</h1><a href="d.html">d</a>'}, "c.html: d.html leads nowhere"),
        ({"c.html": '<h1>C</h1><a href="./">d</a>'}, "c.html: ./ leads nowhere"),
        ({"c.html": "<h2>C</h2>"}, "c.html: has no title"),
        ({"c.html": '<h1>C</h1><script src="//example.com/a.js">'}, "c.html: asks another host for //example.com/a.js"),
        (
            {"c.html": '<h1>C</h1><img src="https://example.com/a">'},
            "c.html: asks another host for https://example.com/a",
        ),
        (
            {"c.html": '<h1>C</h1><link rel="preconnect" href="https://example.com">'},
            "c.html: asks another host for https://example.com",
        ),
        ({"x.css": "@import 'y.css';"}, "x.css: imports a style or font of another host"),
        ({"x.css": "a { background: url(https://example.com/a) }"}, "x.css: imports a style or font of another host"),
    ],
)
def test_what_is_wrong_with_a_site_is_found(tmp_path, changes, said):
    assert written(tmp_path, changes) == [said]


def test_nothing_is_found_in_a_good_site(tmp_path):
    assert written(tmp_path, {"404.html": '<a href="/b.html">b</a>'}) == []


def test_a_site_without_pages_is_none(tmp_path):
    assert check_site.problems(tmp_path) == [f"{tmp_path.name}: no page was built"]
