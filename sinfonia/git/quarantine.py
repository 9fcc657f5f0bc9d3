"""A repository as it is, whose new objects go to a folder of their own: what a dry run makes is not kept."""

from __future__ import annotations

import os

from sinfonia.git.repo import Repository

_OBJECTS = "GIT_OBJECT_DIRECTORY"
_ALTERNATES = "GIT_ALTERNATE_OBJECT_DIRECTORIES"


def quarantined(repo: Repository, folder: str) -> Repository:
    """Give the same repository, for which git writes objects into `folder` and still reads all there are (git(1))."""
    objects = repo.env.get(_OBJECTS) or os.path.join(repo.common_dir, "objects")
    others = [_quoted(objects), *filter(None, [repo.env.get(_ALTERNATES)])]
    env = {**repo.env, _OBJECTS: folder, _ALTERNATES: os.pathsep.join(others)}
    return Repository(repo.root, repo.git_dir, repo.common_dir, env)


def _quoted(path: str) -> str:
    """Write a path for a list of paths: one with the separator in it stands in double quotes, as C has them."""
    if os.pathsep not in path and not path.startswith('"'):
        return path
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
