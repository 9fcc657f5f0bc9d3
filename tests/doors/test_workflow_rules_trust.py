"""ENF-010 and ENF-012 in real repositories: what is approved by whom, as the protected base has it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

import pytest
from planted import passed, refused
from session_world import DEFINITION, World

from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.deciding import Decision
from sinfonia.workflow.path_records import decide_paths
from sinfonia.workflow.work import Settings

FILE = ".github/workflows/build.yml"
CI = "jobs:\n  build:\n    steps:\n      - run: make\n"
CONFIG = 'version: "0.1"\nbase: main\nproject_id: 7f3c9a10b2d4\napprovals: {mode: %s}\n'


@dataclass
class Project:
    """A repository in which ana works on `feature`, ben reviews, and mallory is nobody."""

    repo: object
    world: World
    patch: object
    keys: object

    def act(self, name: str) -> None:
        """Let somebody act from here on: in this process, and in git."""
        for role in ("AUTHOR", "COMMITTER"):
            for part, value in (("NAME", name.title()), ("EMAIL", f"{name}@example.com")):
                self.patch.setenv(f"GIT_{role}_{part}", value)
                self.repo.env[f"GIT_{role}_{part}"] = value
        self.repo.git("config", "user.signingKey", str(self.keys / name))

    def approve(self, *paths: str, by: str = "ben", code: int = 0) -> str:
        """Approve files as somebody."""
        self.act(by)
        wanted = [part for path in paths for part in ("--path", path)]
        text = self.world.type("approve", *wanted, "-m", "seen", "--yes", code=code)
        self.act("ana")
        return text

    def check(self):
        """Judge the branch."""
        return self.repo.sinfonia("check", "--from", "main", "--to", "HEAD")

    def policy(self, more: str = "") -> str:
        """Write a policy in which ana and ben review what lies below `.github`."""
        rows = ""
        for name in ("ana", "ben"):
            key = " ".join((self.keys / f"{name}.pub").read_text().split()[:2])
            rows += f'  {name}: {{emails: [{name}@example.com], keys: ["{key}"], kind: human}}\n'
        roles = "roles:\n  reviewer: {members: [ana, ben], count: 1}\n"
        gates = "gates: {mini/approval: reviewer}\n"
        protect = 'protect: [{paths: [".github/**"], role: reviewer}]\n'
        return f"version: 1\npersons:\n{rows}{roles}{gates}{protect}{more}"


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A folder with a key for each person."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not here: no key can be made")
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ana", "ben", "mallory"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture
def project(hooked, keys, monkeypatch, capfd):
    """A trusted project, ana on branch `feature`."""
    return make(hooked, keys, monkeypatch, capfd, mode="trusted")


@pytest.fixture
def local(hooked, keys, monkeypatch, capfd):
    """A project in local mode, without a policy of trust."""
    return make(hooked, keys, monkeypatch, capfd, mode="local")


def make(hooked, keys, monkeypatch, capfd, *, mode):
    monkeypatch.chdir(hooked.path)
    made = Project(hooked, World(hooked, capfd), monkeypatch, keys)
    hooked.git("config", "gpg.format", "ssh")
    made.act("ben")
    files = {".sinfonia/config.yaml": CONFIG % mode, FILE: CI, "README.md": "# x\n", **DEFINITION}
    hooked.commit(files | ({".sinfonia/trust/policy.yaml": made.policy()} if mode == "trusted" else {}), "Start")
    hooked.git("switch", "-qc", "feature")
    made.act("ana")
    return made


def test_a_protected_path_needs_an_approval_of_its_role(project):
    project.repo.commit({FILE: CI.replace("make", "make all")})
    answer = project.check()
    refused(answer, "ENF-012")
    assert f"`{FILE}` changes with 0 of 1 approvals by `reviewer`" in " ".join(answer.text.split())
    project.approve(FILE)
    passed(project.check())


def test_an_approval_is_of_exactly_one_blob(project):
    project.repo.commit({FILE: CI.replace("make", "make all")})
    project.approve(FILE)
    project.repo.commit({FILE: CI.replace("make", "make  all")})
    refused(project.check(), "ENF-012")


@pytest.mark.parametrize("name", ["mallory", "ana"])
def test_neither_a_stranger_nor_who_made_it_approves(project, name):
    project.repo.commit({FILE: CI.replace("make", "make all")})
    record_by_hand(project, name)
    refused(project.check(), "ENF-012")


def record_by_hand(project, name):
    """Write a record past what the command checks."""
    project.act(name)
    repo = discover(str(project.repo.path))
    objects = ObjectReader(repo)
    decision = Decision(DecisionWord.APPROVE, "seen", repo="7f3c9a10b2d4", base=repo.resolve("main"), role="reviewer")
    decide_paths(repo, os.environ, objects, (FILE,), decision, settings=Settings(), judge=lambda _tree, _message: None)
    objects.close()
    project.act("ana")


def test_a_path_that_nothing_protects_needs_none(project):
    project.repo.commit({"docs/page.md": "# Page\n"})
    passed(project.check())


def test_a_policy_on_the_branch_protects_nothing_and_opens_nothing(project):
    project.repo.commit({FILE: CI.replace("make", "make all")})
    project.repo.commit({".sinfonia/trust/policy.yaml": project.policy().replace(".github/**", "nothing/**")})
    answer = project.check()
    refused(answer, "ENF-012")
    refused(answer, "ENF-010")


def test_a_closed_step_needs_its_record(project):
    project.world.start("mini")
    project.world.work()
    project.world.type("advance")
    project.world.edit("| in-progress |", "| completed |")
    project.world.edit("workflow_status: in-progress", "workflow_status: complete")
    project.repo.commit({}, "By hand")
    refused(project.check(), "ENF-009", "ENF-012")


def test_a_step_that_a_member_of_the_role_approved_passes(project):
    project.world.start("mini")
    project.world.work()
    project.world.type("advance")
    project.act("ben")
    project.world.type("approve", "approval", "-m", "good", "--yes")
    project.act("ana")
    passed(project.check())


def test_a_push_is_refused_as_the_range_is(project, make_repo):
    bare = make_repo("remote", "--bare")
    project.repo.git("remote", "add", "origin", str(bare.path))
    project.repo.git("push", "-q", "--no-verify", "origin", "main")
    project.repo.commit({FILE: CI.replace("make", "make all")})
    refused(project.repo.try_git("push", "-q", "origin", "feature"), "ENF-012")
    project.approve(FILE)
    passed(project.repo.try_git("push", "-q", "origin", "feature"))


def test_a_policy_change_refuses_once_trust_is_configured_and_yields_to_an_approval(project):
    project.repo.commit({".sinfonia/workflows/mini/steps/step-01-write.md": "# Write anything\n"})
    answer = project.check()
    refused(answer, "ENF-010")
    project.approve(".sinfonia/workflows/mini/steps/step-01-write.md")
    answer = project.check()
    passed(answer)
    assert "ENF-010" not in answer.text


def test_a_record_that_nobody_signed_lets_no_policy_change_pass(project):
    path = ".sinfonia/workflows/mini/steps/step-01-write.md"
    project.repo.commit({path: "# Write anything\n"})
    project.approve(path)
    (name,) = (project.repo.path / ".sinfonia/handoffs/paths/approvals").iterdir()
    data = name.read_bytes()
    unsigned = data[: data.index(b"-----BEGIN SSH SIGNATURE-----")]
    oid = project.repo.git("hash-object", "-t", "tag", "-w", "--stdin", stdin=unsigned).strip()
    project.repo.git("reset", "-q", "--hard", "HEAD~1")
    for ref in project.repo.git("for-each-ref", "--format=%(refname)", "refs/tags/sinfonia").split():
        project.repo.git("update-ref", "-d", ref)
    project.repo.commit({f".sinfonia/handoffs/paths/approvals/{oid}.tag": unsigned})
    refused(project.check(), "ENF-010")


def test_in_local_mode_a_policy_change_is_a_warning_and_any_record_answers_it(local):
    local.repo.commit({".sinfonia/workflows/mini/steps/step-01-write.md": "# Write anything\n"})
    answer = local.check()
    passed(answer)
    assert "warning[ENF-010]" in answer.text
    local.approve(".sinfonia/workflows/mini/steps/step-01-write.md", by="ana")
    assert "ENF-010" not in local.check().text


def test_in_local_mode_nothing_needs_an_approval(local):
    local.repo.commit({FILE: CI.replace("make", "make all")})
    passed(local.check())
