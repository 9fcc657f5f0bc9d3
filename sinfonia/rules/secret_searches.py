"""What a command searches through: folders, with all that is below, for the lines of a pattern."""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.command import Simple
    from sinfonia.shell.options import Options
    from sinfonia.shell.word import Word

_GREPS = frozenset(("grep", "egrep", "fgrep", "zgrep"))
_VALUES = (
    "regexp", "file", "after-context", "before-context", "context", "max-count", "include", "exclude", "type", "glob",
    "iglob", "color", "colour", "colors", "exclude-dir", "exclude-from", "ignore-file", "type-not", "max-depth",
    "threads", "sort", "ignore", "depth",
)  # fmt: skip
_SHOW = frozenset(
    ("cat", "head", "tail", "strings", "base64", "less", "more", "bat", "xxd", "od", "hexdump", "nl", "tac")
)
_NAMES_ONLY = (
    "l", "L", "q", "c", "files-with-matches", "files-without-match", "count", "quiet", "files", "name-only",
    "count-matches", "g",
)  # fmt: skip
_CLASSES = (
    ("[:space:]", r"\s"), ("[:digit:]", r"\d"), ("[:alnum:]", "A-Za-z0-9"), ("[:alpha:]", "A-Za-z"),
    ("[:upper:]", "A-Z"), ("[:lower:]", "a-z"), ("[:blank:]", r" \t"),
)  # fmt: skip


class Search:
    """One search: its `folders` as written, whether it looks at `hidden` and at `ignored` files, and for what.

    `patterns` are regular expressions as Python reads them; None where nobody can tell.
    """

    __slots__ = ("_any_case", "_excluded", "_included", "folders", "hidden", "ignored", "patterns")

    def __init__(
        self, folders: list[str], patterns: list[str] | None, options: Options, *, hidden: bool, ignored: bool
    ) -> None:
        self.folders = folders
        self.patterns = patterns
        self.hidden = hidden
        self.ignored = ignored
        self._any_case = options.has("i", "ignore-case", "S", "smart-case")
        globs = [word.text for key, word in options.all_values if key in ("g", "glob", "iglob")]
        self._included = [word.text for key, word in options.all_values if key == "include"]
        self._included += [glob for glob in globs if glob[:1] != "!"]
        self._excluded = [word.text for key, word in options.all_values if key in ("exclude", "exclude-dir", "ignore")]
        self._excluded += [glob[1:] for glob in globs if glob[:1] == "!"]

    def enters(self, name: str) -> bool:
        """Tell whether a folder is searched."""
        return not _matches(name, self._excluded)

    def takes(self, name: str) -> bool:
        """Tell whether a file is searched, by its name."""
        return (not self._included or _matches(name, self._included)) and not _matches(name, self._excluded)

    def finds(self, data: bytes) -> bool:
        """Tell whether a line of this content would be shown."""
        if self.patterns is None:
            return True
        import re

        text = data.decode("utf-8", "replace")
        flags = re.MULTILINE | (re.IGNORECASE if self._any_case else 0)
        try:
            return any(re.search(one, text, flags) for one in self.patterns)
        except (re.error, OverflowError):
            return True


def search_of(simple: Simple) -> Search | None:
    """Read a call of a program that searches below folders and shows lines; None for any other."""
    name, args = simple.name, simple.args
    listed = _listed(simple)
    if name in _SHOW and listed:
        return Search(listed, [""], read(()), hidden=True, ignored=True)
    if name == "git":
        from sinfonia.shell.git_call import git_call

        call = git_call(simple)
        beyond = call.sub == "grep" and not {"--no-index", "--untracked"}.isdisjoint(call.texts)
        name, args = ("git grep" if beyond else ""), call.args
    known = name in _GREPS or name in ("rg", "ag", "git grep")
    return _read(name, args, simple, listed) if known else None


def _read(name: str, args: tuple[Word, ...], simple: Simple, listed: list[str]) -> Search | None:
    """Read the arguments of a program of the kind of `grep`; `listed` are the folders whose files it is handed."""
    options = read(args, "efABCmdDtTgjM" if name == "rg" else "efABCmdD" if name != "ag" else "ABCmG", _VALUES)
    if options.has(*(_NAMES_ONLY if name == "ag" else _NAMES_ONLY[:-1]), "t", "type", "G") or (
        name in _GREPS and not listed and not options.has("r", "R", "recursive", "dereference-recursive")
    ):
        return None
    given = [word for key, word in options.all_values if key in ("e", "regexp")]
    rest = [word.text for word in options.operands]
    known = not options.has("f", "file")
    if not given and known:
        given, rest = options.operands[:1], rest[1:]
    if listed:
        return Search(listed, _patterns(name, given, options) if known else None, options, hidden=True, ignored=True)
    if name in ("rg", "ag") and not rest and (simple.stdin.text != "" or simple.stdin.taint):
        return None  # it searches what flows in
    wide = len([flag for flag in options.flags if flag in ("u", "unrestricted")])
    everything = name in _GREPS or name == "git grep"
    ignored = _sees_ignored(name, options) or (name in ("rg", "ag") and wide > 0)
    hidden = everything or options.has("hidden", ".") or wide > (1 if name == "rg" else 0)
    return Search(rest or ["."], _patterns(name, given, options) if known else None, options,
                  hidden=hidden, ignored=ignored)  # fmt: skip


def _listed(simple: Simple) -> list[str]:
    """Give the folders of which `find` hands every file over, as arguments."""
    named = any(origin.startswith("found:") for origin in (*simple.taint, *simple.stdin.taint))
    if named or not (simple.dynamic or "find" in simple.taint):
        return []
    found = [word.text for word in simple.args if "find" in word.taint]
    return found or [origin[7:] for origin in simple.stdin.taint if origin.startswith("listed:")]


def _sees_ignored(name: str, options: Options) -> bool:
    if name == "git grep":
        return options.has("no-exclude-standard") or (
            options.has("no-index") and not options.has("exclude-standard", "untracked")
        )
    return name in _GREPS or options.has("no-ignore", "no-ignore-vcs", "U", "skip-vcs-ignores")


def _patterns(name: str, words: list[Word], options: Options) -> list[str] | None:
    if not words or any(HOLE in word.text for word in words):
        return None
    import re

    found = []
    basic = name in ("grep", "zgrep", "git grep") and not options.has(
        "E", "P", "extended-regexp", "perl-regexp", "F", "fixed-strings"
    )
    for word in words:
        text = word.text
        if name == "fgrep" or options.has("F", "fixed-strings"):
            text = re.escape(text)
        elif basic:
            text = _extended(text)
        for posix, python in _CLASSES:
            text = text.replace(posix, python)
        found.append(rf"\b(?:{text})\b" if options.has("w", "word-regexp") else text)
    return found


def _extended(text: str) -> str:
    r"""Turn a basic expression, where `\|` and `\(` are operators and `|` and `(` are not, into an extended one."""
    out = ""
    index = 0
    while index < len(text):
        char = text[index]
        if char == "\\" and index + 1 < len(text):
            out += text[index + 1] if text[index + 1] in "|(){}+?" else text[index : index + 2]
            index += 2
            continue
        out += "\\" + char if char in "|(){}+?" else char
        index += 1
    return out


def _matches(name: str, globs: list[str]) -> bool:
    from fnmatch import fnmatchcase

    return any(fnmatchcase(name, glob.strip("/").rpartition("/")[2]) for glob in globs)
