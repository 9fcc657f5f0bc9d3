"""Opening a repository does not run its code: modules that it ships under the names of ours stay unread."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(sys.executable).parent
FOREIGN = "import sys\nsys.stderr.write('FOREIGN CODE RAN ' + __name__)\n"
OURS = {
    "click",
    "yaml",
    "unidiff",
    "git",
    "gitdb",
    "smmap",
    "ahocorasick_rs",
    "tree_sitter",
    "pre_commit",
    "__future__",
}
CALLS = [
    ["sinfonia", "check"],
    ["sinfonia", "check", "--format", "json"],
    ["sinfonia", "check", "--from", "HEAD"],
    ["sinfonia", "rules"],
    ["sinfonia", "baseline", "--dry-run"],
    ["sinfonia", "completion", "zsh"],
    ["sinfonia", "-V"],
    ["sinfonia-hook", "pre-commit"],
    ["sinfonia-hook", "pre-commit", "--format", "sarif"],
    ["sinfonia-hook", "commit-msg", "README.md"],
]


@pytest.fixture(scope="module")
def started():
    """What is imported before the first line of ours: by the interpreter, and by the script that an old pip writes.

    Nobody can prevent that but `-I`.
    """
    first = "import re;" if b"import re" in (SCRIPTS / "sinfonia").read_bytes() else ""
    done = subprocess.run(
        [sys.executable, "-c", f"{first}import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    return {*done.stdout.split(), "sitecustomize", "usercustomize"}


@pytest.fixture
def hostile(repo, started):
    """A repository that ships a module under every name that could be looked for, and configuration to read."""
    repo.commit({"README.md": "# x\n"}, "Begin")
    names = {name for name in {*sys.stdlib_module_names, *OURS} - started if not name.startswith("_")} | {"__future__"}
    repo.stage({".sinfonia/config.yaml": "version: '0.1'\n", "click.py": FOREIGN})
    repo.write({f"{name}.py": FOREIGN for name in names})
    return repo


@pytest.mark.parametrize("args", CALLS, ids=" ".join)
def test_no_shipped_module_runs_though_the_path_names_it(hostile, args):
    answer = hostile.run(SCRIPTS / args[0], *args[1:], env={"PYTHONPATH": "."})
    assert "FOREIGN" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.code in (0, 1)


@pytest.mark.parametrize("path", ["", ":", "src/..", "{root}", "{root}/src", "./"])
def test_however_the_path_is_written(hostile, path):
    hostile.write({"src/click.py": FOREIGN, "src/yaml.py": FOREIGN})
    variables = {"PYTHONPATH": path.replace("{root}", str(hostile.path))}
    for program in (["sinfonia", "check"], ["sinfonia-hook", "pre-commit"]):
        answer = hostile.run(SCRIPTS / program[0], *program[1:], env=variables, cwd=hostile.path / "src")
        assert "FOREIGN" not in answer.text
        assert answer.code == 1


@pytest.mark.parametrize("joined", [True, False])
def test_a_repository_named_from_elsewhere_runs_nothing_either(hostile, tmp_path, joined):
    where = [f"-C{hostile.path}"] if joined else ["-C", hostile.path]
    answer = hostile.run(SCRIPTS / "sinfonia", *where, "check", cwd=tmp_path, env={"PYTHONPATH": str(hostile.path)})
    assert "FOREIGN" not in answer.text
    assert answer.code == 1


def test_isolated_python_is_safe_even_from_what_it_imports_itself(hostile):
    hostile.write(dict.fromkeys(("sitecustomize.py", "usercustomize.py", "os.py", "runpy.py", "sinfonia.py"), FOREIGN))
    for module in (["sinfonia", "check"], ["sinfonia.door", "pre-commit"]):
        answer = hostile.run(sys.executable, "-I", "-m", *module, env={"PYTHONPATH": "."})
        assert "FOREIGN" not in answer.text
        assert answer.code == 1


def test_an_installed_hook_is_safe_even_from_what_python_imports_itself(hostile):
    assert hostile.run(SCRIPTS / "sinfonia", "install").code == 0
    hostile.write({"sitecustomize.py": FOREIGN})
    answer = hostile.run("git", "commit", "-m", "Two", env={"PYTHONPATH": "."})
    assert "FOREIGN" not in answer.text
    assert answer.code == 1


def test_the_package_and_the_environment_inside_a_project_stay_importable(monkeypatch):
    from sinfonia import isolation

    root = Path(isolation.__file__).resolve().parents[1]
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.chdir(root)
    isolation.isolate()
    assert str(root) in {os.path.realpath(entry) for entry in sys.path}
    assert any("site-packages" in entry for entry in sys.path)
