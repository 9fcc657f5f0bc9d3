"""PowerShell and `cmd`: their program text, read with slashes for backslashes as the shell's own."""

from __future__ import annotations

from sinfonia.shell.word import DECODED, HOLE, REMOTE, Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

_danger = frozenset((REMOTE, DECODED))
_fetching = (
    "invoke-webrequest",
    "invoke-restmethod",
    "iwr",
    "irm",
    "downloadstring",
    "downloaddata",
    "start-bitstransfer",
)


def powershell(walker: Walker, simple: Simple) -> Stream | None:
    """Run what `-Command`, the operands or standard input give to PowerShell: about_Pwsh."""
    texts = [word.text.lower() for word in simple.args]
    for index, text in enumerate(texts):
        rest = simple.args[index + 1 :]
        if text.startswith("-e") and "-encodedcommand".startswith(text) and rest and not rest[0].text.startswith("-"):
            simple.code = Stream(None, frozenset((DECODED,)))
        elif text in ("-file", "-f") and rest:
            from sinfonia.shell.interpreters import run_file

            run_file(walker, simple, "pwsh", rest[0])
        elif len(text) > 1 and "-command".startswith(text) and rest and rest[0].text != "-":
            _run(walker, simple, " ".join(word.text for word in rest))
            return None
    if simple.stdin.taint & _danger:
        simple.code = simple.stdin
    elif simple.stdin.text:
        _run(walker, simple, simple.stdin.text)
    operands = [word for word in simple.args if not word.text.startswith("-")]
    told = any(text in ("-file", "-f") or (text[:2] == "-e" and "-encodedcommand".startswith(text)) for text in texts)
    if operands and not told:
        script = next((word for word in operands if word.text.lower().endswith(".ps1")), None)
        if script is not None:
            from sinfonia.shell.interpreters import run_file

            run_file(walker, simple, "pwsh", script)
        _run(walker, simple, " ".join(word.text for word in operands))
    return None


def cmd(walker: Walker, simple: Simple) -> Stream | None:
    """Run what `cmd /c TEXT…` runs."""
    texts = [word.text.lower() for word in simple.args]
    at = next((i for i, text in enumerate(texts) if text in ("/c", "//c", "/k", "//k", "/s/c")), -1)
    if at >= 0 and at + 1 < len(texts):
        _run(walker, simple, " ".join(word.text for word in simple.args[at + 1 :]))
    return None


def run_script(walker: Walker, simple: Simple, source: str) -> None:
    """Run a whole script of PowerShell."""
    _run(walker, simple, source)


def _run(walker: Walker, simple: Simple, text: str) -> None:
    lower = text.lower()
    evaluates = any(mark in lower.replace("(", " ").split() for mark in ("iex", "invoke-expression", "|iex"))
    if evaluates and any(name in lower for name in _fetching):
        simple.code = Stream(None, frozenset((REMOTE,)))
    elif evaluates and "frombase64string" in lower:
        simple.code = Stream(None, frozenset((DECODED,)))
    if "$env:" in lower:
        import re

        text = re.sub(r"(?i)\$env:(?:userprofile|home|homepath)\b", walker.scope.home, text)
        text = re.sub(r"(?i)\$env:system(?:root|drive)\b", "C:", text)
    if HOLE not in text:
        walker.run_text(text.replace("\\", "/"), via=simple.name)
