"""A repository of everything that makes reading a diff hard, planted by `git fast-import`.

There is no work tree. A tree is {path as bytes: (mode, content)}; the content of a submodule is the id of its commit.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - a dataclass shows it

FILE, EXEC, LINK, SUB = 0o100644, 0o100755, 0o120000, 0o160000
Tree = dict[bytes, tuple[int, bytes]]
COMMIT_1, COMMIT_2 = b"1" * 40, b"2" * 40

DIFF_LIKE = b"""\
diff --git a/x b/x
index 000..111 100644
--- a/x
+++ b/x
@@ -1 +1 @@
-old
+new
\\ No newline at end of file
* Unmerged path x
:100644 100644 0 0 M
\x01commit
"""

NAMES = (
    b'quo"te.py', b"back\\slash.py", b"new\nline.py", b"tab\there.py", b"esc\x1b[31m.py", b"latin-\xe9.py", b"\xff\xfe",
    b"a b/b c.py", b"x b/x b/x", b"-leading", b"--cached", b" space ", b"nfc-\xc3\xa9.py", b"nfd-e\xcc\x81.py",
    "ls-\u2028.py".encode(), "nel-\x85.py".encode(), b"L" * 255, b"/".join([b"d" * 200] * 8), b":colon", b":(top)x",
    b"glob*?[x]", b"!bang", b"#hash", b"@@ -1 +1 @@", b"diff --git a", b"'single'", b"$(touch x)", b"dev/null", b"a\rb",
    b"HEAD", b"main", b"nul-like\\000",
)  # fmt: skip

CONTENTS: dict[bytes, tuple[bytes | None, bytes | None]] = {
    b"empty-added": (None, b""),
    b"empty-removed": (b"", None),
    b"emptied": (b"a\n", b""),
    b"filled": (b"", b"a\nb\n"),
    b"no-eol-added": (None, b"a\nb"),
    b"no-eol-gained": (b"a\nb\n", b"a\nb"),
    b"no-eol-lost": (b"a\nb", b"a\nb\n"),
    b"no-eol-both": (b"a\nb", b"a\nc"),
    b"no-eol-grown": (b"a", b"a\nb"),
    b"crlf": (b"a\r\nb\r\n", b"a\r\nB\r\nc\r\n"),
    b"crlf-from-lf": (b"a\nb\n", b"a\r\nb\r\n"),
    b"lone-cr": (b"a\n", b"a\nx\rkey = 1\ry\n"),
    b"form-feed": (b"a\n", b"a\x0cb\n\x0c\nc\x0bd\n"),
    b"line-separators": (b"a\n", "a\u2028b\nc\x85d\ne\u2029f\n".encode()),
    b"separators-c0": (b"a\n", b"a\x1cb\x1dc\x1ed\n"),
    b"utf-16": ("a\nb\n".encode("utf-16"), "a\nb\nc \u0a0a\n".encode("utf-16")),
    b"utf-16-be": (None, "one\ntwo\n".encode("utf-16-be")),
    b"latin-1": (b"caf\xe9\n", b"caf\xe9\nth\xe9\n"),
    b"binary": (b"\0\1\2\nx\n", b"\0\1\2\nx\ny\0z\n"),
    b"binary-added": (None, b"PNG\0\0\nkey\n\0"),
    b"diff-like": (b"x\n", b"x\n" + DIFF_LIKE),
    b"diff-like-removed": (b"x\n" + DIFF_LIKE, b"y\n"),
    b"diff-like-swapped": (DIFF_LIKE, DIFF_LIKE * 2),
    b"signs": (b"+\n-\n", b"+\n++\n--\n---\n+++ b/x\n \n\\\n\\ No newline at end of file\n"),
    b"backslash-end": (b"\\", b"\\ No newline at end of file"),
    b"only-newlines": (b"\n" * 5, b"\n" * 500),
    b"repeated": (b"}\n\n" * 30, b"}\n\n" * 31 + b"}\n"),
    b"long-line": (None, b"x" * 3_000_000 + b"\nend\n"),
    b"long-line-changed": (b"s\n" + b"y" * 3_000_000 + b"\nt\n", b"s\n" + b"y" * 2_999_999 + b"z\nt\nu"),
    b"long-line-no-eol": (b"", b"a\n" + b"z" * 1_500_000),
    b"two-long-lines": (None, b"a" * 1_200_000 + b"\n" + b"b" * 1_200_000 + b"\nc\n"),
    b"megabyte-less": (None, b"m" * ((1 << 20) - 2) + b"\nn\n"),
    b"megabyte": (None, b"m" * (1 << 20) + b"\nn\n"),
    b"megabyte-more": (None, b"m" * ((1 << 20) + 1) + b"\n+n\n"),
    b"many-lines": (None, b"".join(b"line %d\n" % n for n in range(100_000))),
    b"many-hunks": (
        b"".join(b"line %d\n" % n for n in range(20_000)),
        b"".join(b"line %d\n" % (n if n % 100 else -n) for n in range(20_000)),
    ),
    b"head-cut": (b"".join(b"%d\n" % n for n in range(300)), b"".join(b"%d\n" % n for n in range(100, 300))),
}

ATTRIBUTES = """\
attr/nodiff* -diff
attr/binary* binary
attr/custom* diff=custom
attr/filtered* filter=custom
attr/encoded* working-tree-encoding=UTF-16
attr/eol* text eol=crlf
attr/nottext* -text
attr/big* -delta
attr/merge* merge=custom
"""


def old_and_new() -> tuple[Tree, Tree]:
    """Give the two trees of the torture repository."""
    old: Tree = {b"kept": (FILE, b"kept\n")}
    new: Tree = {b"kept": (FILE, b"kept\n")}
    for number, name in enumerate(NAMES):
        new[b"added/" + name] = (FILE, b"one %d\ntwo\n" % number)
        old[b"changed/" + name] = (FILE, b"one %d\n" % number)
        new[b"changed/" + name] = (FILE, b"one %d\ntwo" % number)
        old[b"removed/" + name] = (FILE, b"one %d\n" % number)
    new |= {name: (FILE, b"at the top\n") for name in NAMES if b"/" not in name}
    for name, (before, after) in CONTENTS.items():
        if before is not None:
            old[b"content/" + name] = (FILE, before)
        if after is not None:
            new[b"content/" + name] = (FILE, after)
    for name in (b"nodiff", b"binary", b"custom", b"filtered", b"encoded", b"eol", b"nottext", b"big", b"merge"):
        old[b"attr/" + name] = (FILE, b"one\ntwo\r\n")
        new[b"attr/" + name] = (FILE, b"one\ntwo\r\nthree\r\nfour\n")
        new[b"attr/" + name + b"-added"] = (FILE, b"\0five\n")
    kinds = {
        b"file": (FILE, b"target"), b"exec": (EXEC, b"target"), b"link": (LINK, b"target"), b"sub": (SUB, COMMIT_1),
        b"empty": (FILE, b""), b"edit": (FILE, b"other\ntext\n"), b"relink": (LINK, b"../over\nthere"),
        b"bump": (SUB, COMMIT_2),
        b"none": None,
    }  # fmt: skip
    for before, one in kinds.items():
        for after, other in kinds.items():
            path = b"kind/" + before + b"-" + after
            if one:
                old[path] = one
            if other:
                new[path] = other
    old[b"swap/file"] = (FILE, b"a\n")
    new[b"swap/file/inside"] = (FILE, b"a\n")
    old[b"swap/folder/inside"] = (FILE, b"a\n")
    new[b"swap/folder"] = (FILE, b"a\nb\n")
    old[b"renamed/from"] = (FILE, b"".join(b"%d\n" % n for n in range(20)))
    new[b"renamed/to"] = (FILE, b"".join(b"%d\n" % n for n in range(21)))
    return old, new


@dataclass
class Planted:
    """A repository whose commits were imported; `git` gives bytes."""

    path: Path
    env: dict[str, str] = field(repr=False)

    def git(self, *args: str | bytes, stdin: bytes = b"", env: dict[str, str] | None = None) -> bytes:
        done = subprocess.run(
            ["git", "-C", str(self.path), *args],
            env={**self.env, **(env or {})},
            input=stdin,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (args, done.stderr)
        return done.stdout

    def ids(self, *revisions: str) -> list[str]:
        """Give the full ids of revisions."""
        return self.git("rev-parse", *revisions).decode().split()

    def plant(
        self, *commits: tuple[Tree, tuple[int, ...]], ref: str = "refs/heads/main", message: bytes = b"Plant"
    ) -> list[str]:
        """Import commits given as (tree, indexes of their parents); gives their ids."""
        out = [b"feature done\n"]
        for number, (tree, parents) in enumerate(commits, 1):
            name = b"%s-%d" % (ref.encode(), number)
            out.append(b"reset %s\ncommit %s\nmark :%d\n" % (name, name, number))
            out.append(b"committer Ana <ana@example.com> %d +0000\n" % (1_767_323_045 + number))
            out.append(b"data %d\n%s\n" % (len(message), message))
            out += [(b"merge :%d\n" if at else b"from :%d\n") % (parent + 1) for at, parent in enumerate(parents)]
            out.append(b"deleteall\n")
            for path, (mode, content) in tree.items():
                if mode == SUB:
                    out.append(b"M 160000 %s %s\n" % (content, quoted(path)))
                else:
                    out.append(b"M %o inline %s\ndata %d\n%s\n" % (mode, quoted(path), len(content), content))
            out.append(b"\nget-mark :%d\n" % number)
        out.append(b"done\n")
        printed = self.git("fast-import", "--quiet", "--force", "--cat-blob-fd=1", stdin=b"".join(out))
        return printed.decode().split()

    def index(self, commit: str, file: Path | None = None) -> dict[str, str]:
        """Make the index hold a commit; gives the variables with which it is read."""
        env = {"GIT_INDEX_FILE": str(file)} if file else {}
        self.git("read-tree", commit, env=env)
        return {**self.env, **env}


def quoted(path: bytes) -> bytes:
    """Quote a path for fast-import: every byte as octal."""
    return b'"' + b"".join(b"\\%03o" % byte for byte in path) + b'"'


def build(path: Path, env: dict[str, str], *options: str) -> Planted:
    """Make the torture repository: HEAD is the old tree, the index the new one, `new` a commit of it."""
    path.mkdir(parents=True)
    made = Planted(path, env)
    made.git("init", "-q", *options)
    old, new = old_and_new()
    first, second = made.plant((old, ()), (new, (0,)))
    made.git("update-ref", "refs/heads/main", first)
    made.git("update-ref", "refs/heads/new", second)
    made.git("read-tree", second)
    (path / ".git" / "info" / "attributes").write_text(ATTRIBUTES)
    return made
