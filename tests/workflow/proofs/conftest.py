"""Fixtures of the proofs."""

from __future__ import annotations

import pytest
from world import SUBJECTS, Server, begin, copy, disturb, git, make_key, state


@pytest.fixture
def server(sealed):
    """The process that runs commands, in the sealed environment."""
    env = {name: value for name, value in sealed.items() if not name.endswith("_DATE")}
    made = Server(env)
    yield made
    made.close()


@pytest.fixture
def stage(server, tmp_path):
    """A maker of the repository in which a command is next, with the user's own work in it, and of how it ends."""

    def make(name):
        before, command = SUBJECTS[name]
        template = tmp_path / "template"
        begin(template, server.env, key=make_key(tmp_path))
        for args in before:
            done = server.run(template, *args)
            assert done.code == 0, done
        disturb(template, server.env)
        git(template, server.env, "status")  # the index is fresh, in the template and in its copies
        undisturbed = copy(template, tmp_path / "undisturbed")
        done = server.run(undisturbed, *command)
        assert done.code == 0, done
        return template, command, state(undisturbed, server.env), done.calls

    return make
