"""Our line in the hook files of husky: `.husky/<hook>`, never in `.husky/_`, which husky writes anew."""

from __future__ import annotations

import re

from sinfonia.scaffold.hook_runners import calls_us
from sinfonia.scaffold.init_files import Added, Kind, Wanted
from sinfonia.scaffold.merge_lines import newline

_ENDS = re.compile(r"^(?:exec|exit)\b", re.MULTILINE)
_HEAD = re.compile(r"(?:(?:#[^\n]*|\s*|\.\s[^\n]*husky\.sh[^\n]*)(?:\n|$))*")
_COMMENT = "# Sinfonia judges here; a refusal ends the hook."

# What is pushed comes once, on standard input: it is kept, judged, and given to the lines below.
_PUSH = """\
# Sinfonia judges what is pushed; the lines below read it again.
pushed=$(cat; echo .)
pushed=${pushed%.}
printf %s "$pushed" | sinfonia-hook pre-push "$@" || exit $?
if [ -n "$pushed" ]; then exec <<PUSHED
${pushed%?}
PUSHED
else exec </dev/null; fi
"""


def wanted(hook: str, text: str | None) -> Wanted | None:
    """Give the file of one hook, None when it calls us already; `text` is None where there is no file."""
    path = f".husky/{hook}"
    line = f'sinfonia-hook {hook} "$@" || exit $?'
    if text is None:
        block = f"{_COMMENT}\n{line}\n"
        return Wanted(path, block.encode(), Kind.MERGED, (Added(block),), mode=0o755)
    if calls_us(text, hook):
        return None
    end = newline(text)
    others = re.sub(r"^\s*(?:#.*)?$", "", text, flags=re.MULTILINE).strip()
    reads = hook == "pre-push" and bool(others)
    block = (_PUSH if reads else f"{_COMMENT}\n{line}\n").replace("\n", end)
    if reads or _ENDS.search(text):  # what stands behind `exec` or `exit` would never be reached
        head = _HEAD.match(text)
        place = head.end() if head else 0
    else:
        place = len(text)
    if place and text[place - 1] != "\n":
        block = end + block
    return Wanted(path, (text[:place] + block + text[place:]).encode(), Kind.MERGED, (Added(block),))
