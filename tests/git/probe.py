"""Run by a hook or in a strange place: prints, as JSON, what our reading of the repository there is."""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    from sinfonia.errors import SinfoniaError
    from sinfonia.git.changes import staged
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import discover

    try:
        repo = discover()
        objects = ObjectReader(repo)
        reading = staged(repo, objects)
        rows = {c.path: [c.status, "", c.new().decode("latin-1")] for c in reading.listing.changes}
        for text in reading.texts():
            rows[text.path][1] += text.data.decode("latin-1")
        answer = {"root": repo.root, "git_dir": repo.git_dir, "common": repo.common_dir, "rows": rows}
    except SinfoniaError as error:
        answer = {"error": error.message, "hint": error.hint, "kind": type(error).__name__}
    answer["editor"] = os.environ.get("GIT_EDITOR", "")
    with open(os.environ.get("PROBE_OUT", "/dev/stdout"), "a", encoding="utf-8") as out:
        out.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    sys.path[:0] = [os.environ["PROBE_PATH"]]
    main()
