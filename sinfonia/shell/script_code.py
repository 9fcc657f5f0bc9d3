"""Program text of Node, Perl, Ruby, PHP, awk and others: calls that run commands or touch files.

These are read by patterns, not by a parser: a call by name with literal arguments, constants that a name
was given once, and the languages' own quotes for commands. What is computed is not seen.
"""

from __future__ import annotations

from sinfonia.shell.execute import execute, quote
from sinfonia.shell.script_values import STRING, settled
from sinfonia.shell.word import SILENCE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker
    from sinfonia.shell.word import Stream

MAX_CODE = 60_000
MAX_CALLS = 100
_argument = rf"(?:{STRING}|\$?[A-Za-z_]\w*)"
_patterns: dict[str, re.Pattern[str]] = {}
_shell_calls = (
    r"(?:system|exec|execSync|popen|spawn|spawnSync|execFile|execFileSync|shell_exec|passthru|proc_open|pcntl_exec|"
    r"capture2e?|capture3|getoutput|System\.(?:cmd|shell)|Bun\.spawn|Bun\.spawnSync|sh|os\.execute|io\.popen|execa(?:Sync)?|qx)"
)
_read_calls = (
    r"(?:readFileSync|readFile|copyFileSync|copyFile|require|createReadStream|openSync|Bun\.file|File\.read|File\.open|File\.readlines|File\.foreach|IO\.foreach|IO\.read|io\.lines|io\.open|"
    r"IO\.readlines|file_get_contents|readfile|fopen|open|slurp|Deno\.readTextFile(?:Sync)?|Deno\.readFile)"
)
_tree_calls = (
    r"(?:(?:require\(['\"]rimraf['\"]\)|rimraf)(?:\.sync)?|rimrafSync|removeSync|emptyDirSync|"
    r"FileUtils\.(?:rm_rf|rm_r|remove_dir|remove_entry\w*)|rmtree|remove_tree|Deno\.remove(?:Sync)?|unlink\s+glob|"
    r"File::Path::\w+|fs\.emptyDir)"
)
_node_remove = (
    r"(?:rmSync|rmdirSync|promises\.rm(?:dir)?|fs\.rm|fs\.rmdir|fsp\.rm"
    r"|require\(['\"](?:node:)?fs(?:/promises)?['\"]\)(?:\.promises)?\.rm(?:dir)?)"
)
# Calls that only one language has: a template behind `$` is a command in Bun and zx.
_own_calls = {
    "node": (r"(?:Bun\.|(?<![\w$)\]]))\$`((?:[^`\\]|\\.)*)`",),
    "osascript": (r'do shell script "((?:[^"\\]|\\.)*)"',),
    "tclsh": (r"(?:^|[;\n\[{])\s*exec\s+([^;\n\]}]+)",),
    "groovy": (r"[\"']((?:[^\"'\\\n]|\\.)*)[\"']\.execute\(",),
}
_write_calls = (
    r"(?:writeFileSync|appendFileSync|writeFile|appendFile|createWriteStream|truncateSync|chmodSync|File\.write|"
    r"IO\.write|file_put_contents|Deno\.writeTextFile(?:Sync)?|Deno\.writeFile(?:Sync)?|Bun\.write)"
)
_move_calls = r"(?:renameSync|cpSync|copyFileSync|copyFile|File\.rename|FileUtils\.(?:mv|cp|cp_r|ln_sf?)|symlinkSync)"
_plain_remove = r"(?:unlinkSync|unlink|File\.delete|File\.unlink|FileUtils\.rm(?:_f)?)"


def run_script(walker: Walker, simple: Simple, source: str, tongue: str, *, inline: bool = False) -> None:
    """Run the commands that a script's text names."""
    walker.isolated(lambda: _run_script(walker, simple, source, tongue, inline=inline))


def _run_script(walker: Walker, simple: Simple, source: str, tongue: str, *, inline: bool) -> Stream:  # noqa: C901, PLR0912 - one case a form
    import re

    _export(walker, source[:MAX_CODE])
    _enter(walker, source[:MAX_CODE])
    _elsewhere(simple, source[:MAX_CODE])
    source = settled(source[:MAX_CODE], walker.scope.home, walker.scope.cwd)
    _sends_environment(walker, tongue, source)
    if re.search(r"\bfork\b[^;\n]{0,40}\bwhile\b|while\s*\(?\s*(?:1|true)\b[^}]{0,80}\bfork\b", source):
        walker.bomb = walker.line
    count = 0
    for kind, pattern in _compiled(re).items():
        for match in pattern.finditer(source):
            count += 1
            if count > MAX_CALLS:
                return SILENCE
            _call(walker, kind, match, source)
    for own in _own_calls.get(tongue, ()):
        for match in re.finditer(own, source):
            _shell(walker, _unescaped(match.group(1)))
    if tongue in ("ruby", "perl", "php", "julia"):
        for match in re.finditer(
            r"`((?:[^`\\]|\\.)*)`|(?:%x|qx)\s*(?:\{([^}]*)|\(([^)]*)|\[([^\]]*)|([|/!])(.*?)\5)", source
        ):
            _shell(walker, next((text for text in match.group(1, 2, 3, 4, 6) if text), ""))
    elif tongue == "awk":
        for match in re.finditer(r'print\s+"((?:[^"\\]|\\.)*)"\s*\|&?\s*"(?:/bin/)?(?:ba|z|da)?sh"', source):
            _shell(walker, _unescaped(match.group(1)))
        for match in re.finditer(r'"((?:[^"\\]|\\.)*)"\s*\|&?\s*getline|\|&?\s*"((?:[^"\\]|\\.)*)"', source):
            _shell(walker, _unescaped(match.group(1) or match.group(2) or ""))
        for match in re.finditer(r'getline\s+(?:\w+\s*)?<\s*"((?:[^"\\]|\\.)*)"', source):
            _run(walker, ["cat", match.group(1)])
        if re.search(r'print[^"|;}\n]*\|&?\s*"(?:/bin/)?(?:ba|z|da)?sh"', source):
            from sinfonia.shell.word import Stream

            simple.code = Stream(None, frozenset(("awk",)))
        given = dict(re.findall(r'(\w+)\s*=\s*"((?:[^"\\]|\\.)*)"', source))
        for name in re.findall(r"(\w+)\s*\|&?\s*getline\b", source)[:MAX_CALLS]:
            if name in given:
                _shell(walker, _unescaped(given[name]))
                source = source.replace(f"{name} | getline", '"" | getline')
        if re.search(r"\bsystem\s*\(\s*[$\w]|\|\s*getline\b", source) and not re.search(r'"\s*\|\s*getline', source):
            from sinfonia.shell.word import Stream

            simple.code = Stream(None, frozenset(("awk",)))
    if inline or tongue != "python":
        _bare(walker, source)
    return SILENCE


def _enter(walker: Walker, source: str) -> None:
    """Go into the folder that the text goes into, or runs its programs in."""
    import re

    folder = (
        re.search(rf"(?:\bchdir\s*\(?\s*|\bcwd\s*:\s*)({STRING})", source)
        if "chdir" in source or "cwd" in source
        else None
    )
    if folder is not None:
        walker.scope.cwd = walker.scope.path(_unescaped(folder.group(1)[1:-1]))


def _export(walker: Walker, source: str) -> None:
    """Put into the environment of what is run the variables that the text sets for it."""
    import re

    if "nv" not in source and "ENV" not in source:
        return
    pairs = re.findall(
        rf"(?:process\.env\.|process\.env\[['\"]|\bENV\[['\"]|\$ENV\{{['\"]?)(\w+)['\"]?[\]}}]?\s*=\s*({STRING})",
        source,
    )
    for given in re.findall(r"\benv\s*:\s*\{([^{}]*)\}", source)[:5]:
        pairs += re.findall(rf"(\w+)['\"]?\s*:\s*({STRING})", given)
    for name, text in pairs[:20]:
        walker.scope.set(name, Word(_unescaped(text[1:-1])))
        walker.scope.exported.add(name)


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
    evaluates_fetched = re.search(r"(?:system|exec|eval)\s*\(?\s*`[^`]*\b(?:curl|wget)\b", source)
    if behind_socket or evaluates_fetched or (evaluates and re.search(_fetches, source)):
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


def _compiled(re: object) -> dict[str, re.Pattern[str]]:
    if not _patterns:
        import re as regular

        arguments = rf"\s*\(?\s*(\[?\s*{_argument}(?:\s*,\s*\[?\s*{_argument})*)"
        for kind, names in (
            ("shell", _shell_calls), ("read", _read_calls), ("tree", _tree_calls), ("node", _node_remove),
            ("remove", _plain_remove), ("write", _write_calls), ("move", _move_calls),
        ):  # fmt: skip
            _patterns[kind] = regular.compile(rf"(?<![\w$]){names}(?:\b|(?<=\))){arguments}")
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
