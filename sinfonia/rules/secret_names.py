"""Judge a path by what it is called: refused, allowed, or refused only for what is in it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Decision = Literal["deny", "allow", "ambiguous"]


class Verdict:
    """What a path's name says.

    `entry` names the table entry, `what` says what the file is (after "is"). `refused_unseen` is the
    answer where nobody can look into the file; for `ambiguous` the content decides. `material` tells
    that the name promises key material, so that a public certificate or key under it is no secret.
    """

    __slots__ = ("decision", "entry", "material", "refused_unseen", "what")

    def __init__(
        self, decision: Decision, entry: str = "", what: str = "", *, unseen: bool = False, material: bool = False
    ) -> None:
        self.decision = decision
        self.entry = entry
        self.what = what
        self.refused_unseen = unseen or decision == "deny"
        self.material = material

    def __repr__(self) -> str:
        return f"Verdict({self.decision} {self.entry})"


ALLOWED = Verdict("allow")

# Source, documents, pictures and stylesheets: a name with such an end only carries the word.
PLAIN = frozenset(
    (
        "py", "pyi", "pyx", "ipynb", "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "go", "rs",
        "java", "kt", "kts", "scala", "groovy", "gradle", "c", "h", "cc", "cpp", "cxx", "hpp", "m", "mm", "swift",
        "cs", "fs",
        "vb", "rb", "erb", "php", "pl", "pm", "lua", "r", "jl", "ex", "exs", "erl", "hrl", "hs", "ml", "mli", "clj",
        "cljs",
        "dart", "zig", "nim", "sol", "sh", "bash", "zsh", "fish", "ps1", "bat", "cmd", "sql", "graphql", "proto",
        "tf", "hcl",
        "md", "mdx", "rst", "adoc", "tex", "html", "htm", "css", "scss", "sass", "less", "svg", "png", "jpg", "jpeg",
        "gif",
        "webp", "ico", "pdf", "woff", "woff2", "ttf", "lock", "sum", "mod", "snap", "map", "j2", "jinja", "tpl", "po",
        "pot",
        "pub", "csr", "crl", "crt", "cer", "tsv", "log", "spec", "feature", "d", "mk", "cmake", "bzl", "patch", "diff",
    )
)  # fmt: skip


def judge_path(path: str, *, home: str = "") -> Verdict:
    """Judge a path as an agent or a person may write it; `home` is the home folder of who would open it."""
    if path[:1] in _STARTS or "\\" in path or "/." in path or "//" in path or ":" in path:
        from sinfonia.rules.path_forms import place

        root, parts = place(path, home)
        if root == "url" or not parts:
            return ALLOWED
        if root != "tree":
            known = _judge_place(root, parts)
            if known is not None:
                return known
        path = "/".join(parts)
    return judge_tree(path)


_STARTS = frozenset("/~$%\"'. ")


def judge_tree(path: str) -> Verdict:
    """Judge a path from a repository's root, as git gives it."""
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    if dot > 0 and name[dot + 1 :] in PLAIN and name[0] != ".":
        return ALLOWED
    from sinfonia.rules.secret_tree import judge_name

    return judge_name(path.lower())


def _judge_place(root: str, parts: tuple[str, ...]) -> Verdict | None:
    """Look a place up in the tables of home folders and of the system."""
    from sinfonia.rules.secret_tree import without_backup

    joined = "/".join(parts)
    kept = "/".join((*parts[:-1], without_backup(parts[-1])))
    if root == "system":
        from sinfonia.rules.secret_paths import SYSTEM_FILES, SYSTEM_FOLDERS

        what = SYSTEM_FILES.get(joined) or _folder(parts, SYSTEM_FOLDERS)
        if not what and parts[0] == "proc" and parts[-1] == "environ":
            what = "a process's environment"
        return Verdict("deny", "system:" + joined, what) if what else None
    from sinfonia.rules.secret_paths import HOME_FILES, HOME_FOLDERS, HOME_SETTINGS

    what = HOME_FILES.get(kept) or HOME_SETTINGS.get(joined) or _folder(parts, HOME_FOLDERS) or _patterned(parts, kept)
    return Verdict("deny", "home:" + kept, what) if what else None


def _folder(parts: tuple[str, ...], table: dict[str, str]) -> str:
    for count in range(1, min(len(parts), 4) + 1):
        what = table.get("/".join(parts[:count]))
        if what:
            return what
    return ""


def _patterned(parts: tuple[str, ...], kept: str) -> str:
    from sinfonia.rules.secret_paths import BROWSER, BROWSER_FILES, BROWSER_FOLDERS, HOME_PATTERNS, HOME_STARRED

    folder, _, name = kept.rpartition("/")
    for where, start, end, what in HOME_PATTERNS:
        if folder == where and name.startswith(start) and name.endswith(end):
            return what
    for stars, what in HOME_STARRED:
        if len(stars) == len(parts) and all(star in ("*", part) for star, part in zip(stars, parts, strict=True)):
            return what
    return BROWSER if name in BROWSER_FILES and kept.startswith(BROWSER_FOLDERS) else ""
