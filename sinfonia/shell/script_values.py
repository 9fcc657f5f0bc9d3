"""Values in program text of languages that are read by patterns: constants, decoded texts, places, joined paths."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

STRING = r"""(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)"""
MAX_JOINS = 6
MAX_INNER = 200
MAX_PLACES = 60
MAX_SETTLED = 150_000
_never_inner = frozenset("\"'`\\")
_home = (
    r"(?:(?:require\(['\"](?:node:)?os['\"]\)|\bos)\.homedir\(\)|process\.env\.(?:HOME|USERPROFILE)\b"
    r"|process\.env\[['\"]HOME['\"]\]|\bDir\.home\b|\bENV\[['\"]HOME['\"]\]|\bENV\.fetch\(['\"]HOME['\"]\)"
    r"|getenv\(['\"]HOME['\"]\)|\$ENV\{['\"]?HOME['\"]?\}|\$_(?:ENV|SERVER)\[['\"]HOME['\"]\])"
)
_folder = r"(?:process\.cwd\(\)|\bDir\.pwd\b|\bgetcwd\(\))"
_joiner = r"(?:path\.(?:join|resolve)|File\.join|\bjoin)\(\s*"


def settled(source: str, home: str, cwd: str) -> str:
    """Put into a program text what its names, encodings, places and joined texts stand for."""
    source = _decoded(_renamed(source))
    if "ome" in source or "HOME" in source:
        source = _placed(source, _home, home)
    if cwd and "wd" in source:
        source = _placed(source, _folder, cwd)
    return _with_constants(_joined(source)) if "+" in source or "join" in source else _with_constants(source)


def _placed(source: str, pattern: str, folder: str) -> str:
    """Put a folder's path in the place of the expression for it, inside of a text and outside."""
    import re

    source = re.sub(r"[$#]\{\s*" + pattern + r"\s*\}", lambda _: folder, source)
    source = re.sub(r"(?<=['\"])\$ENV\{['\"]?HOME['\"]?\}", lambda _: folder, source) if "$ENV" in source else source
    return re.sub(pattern, lambda _: repr(folder), source)


def _joined(source: str) -> str:
    """Join literal texts: `'a' + 'b'`, and `path.join('a', 'b')`."""
    import re

    for _ in range(MAX_JOINS):
        before = source
        source = re.sub(r"(['\"])([^'\"\\\n]*)\1\s*\+\s*(['\"])([^'\"\\\n]*)\3", r"\1\2\4\1", source)
        source = re.sub(
            _joiner + r"(['\"])([^'\"\\\n]*)\1\s*,\s*(['\"])([^'\"\\\n]*)\3(\s*\)|(?=\s*,))",
            _pair,
            source,
        )
        if source == before:
            break
    return source


def _pair(match: re.Match[str]) -> str:
    """Join the first two parts of a path; the call stays while more parts follow."""
    text = f"'{match.group(2).rstrip('/')}/{match.group(4)}'"
    return text if match.group(5) else match.group(0).partition("(")[0] + "(" + text


def _renamed(source: str) -> str:
    """Give a shell call that `{ execSync: run }` renames its own name back."""
    import re

    for name, other in re.findall(
        r"\b(execSync|exec|spawnSync|spawn|rmSync|readFileSync)\s*:\s*([A-Za-z_]\w*)\b", source
    )[:8]:
        source = re.sub(rf"(?<![\w.]){other}\s*\(", f"{name}(", source)
    return source


def _with_constants(source: str) -> str:
    """Put a constant's text in the place of its name, for names that are given one once."""
    import re

    found = re.findall(
        rf"(?<![\w.$])(?:const |let |var |my |our )?(\$?[A-Za-z_]\w*)\s*=\s*({STRING})(?!\s*[+.])", source
    )
    counts: dict[str, int] = {}
    for name, _ in found:
        counts[name] = counts.get(name, 0) + 1
    for name, text in found[:20]:
        if counts[name] != 1 or name == "path.sep" or len(source) > MAX_SETTLED:
            continue
        plain = text.replace("\\", "\\\\")
        source = re.sub(rf"(?<=[(,\[\s]){re.escape(name)}(?=\s*[,)\]])", plain, source, count=MAX_PLACES)
        inner = text[1:-1]
        if len(inner) < MAX_INNER and _never_inner.isdisjoint(inner):  # where a longer text names it: "$d/x", `${d}/x`
            bare = name.lstrip("$")
            named = rf"[$#]\{{\s*{bare}\s*\}}|(?<!\w)\${bare}(?=[\s/\"])(?!\s*=)"
            source = re.sub(named, inner, source, count=MAX_PLACES)
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
