"""Program text of Node, Perl, Ruby, PHP, awk and others: calls that run commands or touch files.

These are read by patterns, not by a parser: a call by name with literal arguments, constants that a name
was given once, and the languages' own quotes for commands. What is computed is not seen.
"""

from __future__ import annotations

from sinfonia.shell.execute import execute, quote
from sinfonia.shell.word import SILENCE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

MAX_CODE = 60_000
MAX_CALLS = 100
_string = r"""(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)"""
_argument = rf"(?:{_string}|\$?[A-Za-z_]\w*)"
_patterns: dict[str, re.Pattern[str]] = {}
_shell_calls = (
    r"(?:system|exec|execSync|popen|spawn|spawnSync|execFile|execFileSync|shell_exec|passthru|proc_open|pcntl_exec|"
    r"capture2e?|capture3|getoutput|Bun\.spawn|Bun\.spawnSync|sh|os\.execute|io\.popen|execa(?:Sync)?|qx)"
)
_read_calls = (
    r"(?:readFileSync|readFile|copyFileSync|copyFile|require|createReadStream|openSync|Bun\.file|File\.read|File\.open|File\.readlines|IO\.read|"
    r"IO\.readlines|file_get_contents|readfile|fopen|open|slurp|Deno\.readTextFile(?:Sync)?|Deno\.readFile)"
)
_tree_calls = (
    r"(?:rimraf(?:\.sync)?|rimrafSync|removeSync|emptyDirSync|"
    r"FileUtils\.(?:rm_rf|rm_r|remove_dir|remove_entry\w*)|rmtree|remove_tree|Deno\.remove(?:Sync)?|unlink\s+glob|"
    r"File::Path::\w+|fs\.emptyDir)"
)
_node_remove = r"(?:rmSync|rmdirSync|promises\.rm|fs\.rm|fs\.rmdir)"
_write_calls = (
    r"(?:writeFileSync|appendFileSync|writeFile|appendFile|createWriteStream|truncateSync|chmodSync|File\.write|"
    r"IO\.write|file_put_contents|Deno\.writeTextFile(?:Sync)?|Deno\.writeFile(?:Sync)?|Bun\.write)"
)
_move_calls = r"(?:renameSync|cpSync|copyFileSync|copyFile|File\.rename|FileUtils\.(?:mv|cp|cp_r|ln_sf?)|symlinkSync)"
_plain_remove = r"(?:unlinkSync|unlink|File\.delete|File\.unlink|FileUtils\.rm(?:_f)?)"


def run_script(walker: Walker, simple: Simple, source: str, tongue: str, *, inline: bool = False) -> None:  # noqa: C901 - one case a form
    """Run the commands that a script's text names."""
    import re

    _elsewhere(simple, source[:MAX_CODE])
    source = _with_constants(_decoded(_renamed(source[:MAX_CODE])))
    _sends_environment(walker, tongue, source)
    if re.search(r"\bfork\b[^;\n]{0,40}\bwhile\b|while\s*\(?\s*(?:1|true)\b[^}]{0,80}\bfork\b", source):
        walker.bomb = walker.line
    count = 0
    for kind, pattern in _compiled(re).items():
        for match in pattern.finditer(source):
            count += 1
            if count > MAX_CALLS:
                return
            _call(walker, kind, match, source)
    if tongue in ("ruby", "perl", "php"):
        for match in re.finditer(r"`((?:[^`\\]|\\.)*)`|(?:%x|qx)\s*[{(\[|/]([^})\]|/]*)", source):
            _shell(walker, match.group(1) or match.group(2) or "")
    elif tongue == "awk":
        for match in re.finditer(r'print\s+"((?:[^"\\]|\\.)*)"\s*\|&?\s*"(?:/bin/)?(?:ba|z|da)?sh"', source):
            _shell(walker, _unescaped(match.group(1)))
        for match in re.finditer(r'"((?:[^"\\]|\\.)*)"\s*\|&?\s*getline|\|&?\s*"((?:[^"\\]|\\.)*)"', source):
            _shell(walker, _unescaped(match.group(1) or match.group(2) or ""))
        for match in re.finditer(r'getline\s+(?:\w+\s*)?<\s*"((?:[^"\\]|\\.)*)"', source):
            _run(walker, ["cat", match.group(1)])
        if re.search(r"\bsystem\s*\(\s*[$\w]|\|\s*getline\b", source) and not re.search(r'"\s*\|\s*getline', source):
            from sinfonia.shell.word import Stream

            simple.code = Stream(None, frozenset(("awk",)))
    if inline or tongue != "python":
        _bare(walker, source)


def _elsewhere(simple: Simple, source: str) -> None:
    """Note that a text evaluates what it fetches or decodes, or puts a shell behind a socket."""
    import re

    from sinfonia.shell.word import DECODED, REMOTE, Stream

    evaluates = re.search(
        r"(?<![\w.])(?:eval|exec\w*|system|Function|vm\.run\w*|instance_eval|class_eval|require_from_string|include)\b",
        source,
    )
    behind_socket = re.search(r"socket|fsockopen|net\.connect|Socket\b", source, re.IGNORECASE) and re.search(
        r"/bin/(?:ba|da|z)?sh\b|cmd\.exe", source
    )
    if behind_socket or (evaluates and re.search(_fetches, source)):
        simple.code = Stream(None, frozenset((REMOTE,)))
    elif re.search(
        rf"(?<![\w.])(?:eval|instance_eval|Function|exec|loadstring|load)\b[^;\n]{{0,40}}?{_decoding}", source
    ):
        simple.code = Stream(None, frozenset((DECODED,)))


_fetches = (
    r"(?<![\w.])(?:fetch|urlopen|axios(?:\.get)?)\s*\(|(?<![\w.])get\s*\(?\s*['\"]https?:|https?\.get\s*\(|(?:require\(['\"]https?['\"]\))\.(?:get|request)"
    r"|URI\.(?:open|parse)|Net::HTTP|LWP::|HTTP::Tiny|(?:file_get_contents|include|require)\s*\(?\s*['\"]https?:|curl_exec"
)
_decoding = (
    r"(?:atob|Buffer\.from|Base64\.\w*decode64|base64_decode|decode_base64|unpack\w*|gzinflate|str_rot13|inflate\w*)\b"
)


def _sends_environment(walker: Walker, tongue: str, source: str) -> None:
    """Note that a text sends the whole environment to the network."""
    import re

    whole = {"node": r"process\.env\b(?!\s*[.\[])", "ruby": r"\bENV\b(?!\s*[.\[]\s*(?:fetch|['\"]))", "perl": r"%ENV\b",
             "php": r"\$_ENV\b(?!\s*\[)|getenv\(\s*\)"}.get(tongue)  # fmt: skip
    if whole and re.search(_fetches, source) and re.search(whole, source):
        from sinfonia.shell.word import ENVIRONMENT, HOLE

        words = [Word("curl"), Word("-d"), Word(HOLE, taint=frozenset((ENVIRONMENT,)))]
        execute(walker, words, {}, SILENCE, functions=False)


def _renamed(source: str) -> str:
    """Give a shell call that `{ execSync: run }` renames its own name back."""
    import re

    for name, other in re.findall(
        r"\b(execSync|exec|spawnSync|spawn|rmSync|readFileSync)\s*:\s*([A-Za-z_]\w*)\b", source
    )[:8]:
        source = re.sub(rf"(?<![\w.]){other}\s*\(", f"{name}(", source)
    return source


def _compiled(re: object) -> dict[str, re.Pattern[str]]:
    if not _patterns:
        import re as regular

        arguments = rf"\s*\(?\s*(\[?\s*{_argument}(?:\s*,\s*\[?\s*{_argument})*)"
        for kind, names in (
            ("shell", _shell_calls), ("read", _read_calls), ("tree", _tree_calls), ("node", _node_remove),
            ("remove", _plain_remove), ("write", _write_calls), ("move", _move_calls),
        ):  # fmt: skip
            _patterns[kind] = regular.compile(rf"(?<![\w$]){names}\b{arguments}")
        del re
    return _patterns


def _call(walker: Walker, kind: str, match: re.Match[str], source: str) -> None:
    import re

    parts = [_value(text) for text in re.findall(_argument, match.group(1))]
    words = [part for part in parts if part is not None]
    if not words:
        return
    if kind == "shell":
        if len(words) == 1 or ("[" not in match.group(1) and " " in words[0]):
            _shell(walker, words[0])
        else:
            walker.run_text(" ".join(quote(word) for word in words), via="spawn")
    elif kind == "read":
        _run(walker, ["cat", words[0]])
    elif kind == "write":
        from sinfonia.shell.redirects import put
        from sinfonia.shell.word import UNKNOWN

        put(walker, Word(words[0]), UNKNOWN)
    elif kind == "move":
        if len(words) > 1:
            _run(walker, ["mv" if "ren" in match.group(0) or "mv" in match.group(0) else "cp", "--", *words[:2]])
    elif kind == "tree":
        _run(walker, ["rm", "-rf", "--", words[0]])
    elif kind == "node":
        options = source[match.end() : match.end() + 80].split(")", 1)[0]
        _run(walker, ["rm", "-rf" if "recursive" in options else "-f", "--", words[0]])
    else:
        _run(walker, ["rm", "-f", "--", words[0]])


def _value(text: str) -> str | None:
    return _unescaped(text[1:-1]) if text[:1] in "'\"`" else None


def _unescaped(text: str) -> str:
    from sinfonia.shell.escapes import decode

    return decode(text)


def _shell(walker: Walker, text: str) -> None:
    if text.strip():
        walker.run_text(text, via="sh -c")


def _run(walker: Walker, argv: list[str]) -> None:
    words = [Word(walker.scope.home + part[1:] if part[:2] == "~/" else part) for part in argv]
    execute(walker, words, {}, SILENCE, functions=False)


def _bare(walker: Walker, source: str) -> None:
    """Text that is no program of its language at all but a command: `perl -e "rm -rf /"`."""
    for line in source.split("\n")[:50]:
        first = line.strip().lstrip("'\"").split(" ", 1)[0]
        if first in ("rm", "git") and " -" in line:
            from sinfonia.shell.tokens import run_tokens

            run_tokens(walker, line)


def _with_constants(source: str) -> str:
    """Put a constant's text in the place of its name, for names that are given one once."""
    import re

    found = re.findall(
        rf"(?<![\w.$])(?:const |let |var |my |our )?(\$?[A-Za-z_]\w*)\s*=\s*({_string})(?!\s*[+.])", source
    )
    counts: dict[str, int] = {}
    for name, _ in found:
        counts[name] = counts.get(name, 0) + 1
    for name, text in found[:20]:
        if counts[name] == 1 and name != "path.sep":
            plain = text.replace("\\", "\\\\")
            source = re.sub(rf"(?<=[(,\[\s]){re.escape(name)}(?=\s*[,)\]])", plain, source)
    return source


def _decoded(source: str) -> str:
    import base64
    import re

    def plain(match: re.Match[str]) -> str:
        try:
            data = match.group(1)
            return repr(base64.b64decode(data + "=" * (-len(data) % 4)).decode("utf-8", "replace"))
        except ValueError:
            return match.group(0)

    return re.sub(
        r"(?:Base64\.\w*decode64|atob|base64_decode|decode_base64|Buffer\.from)\(\s*['\"]([A-Za-z0-9+/=]+)['\"](?:\s*,\s*['\"]base64['\"])?\s*\)"
        r"(?:\.toString\([^)]*\))?",
        plain,
        source,
    )
