"""Records and patches read alike however the pipe cuts them, in one step or line by line."""

from __future__ import annotations

import random

import pytest

from sinfonia.errors import GitError
from sinfonia.git.diff import read_texts
from sinfonia.git.listing import read_listing
from sinfonia.git.stream import Stream

ZEROS = b"0" * 40


def patch(name: bytes, text: bytes) -> tuple[bytes, bytes]:
    """Give record and patch of an added file, as `git diff-index --raw -p -z -U0` prints them."""
    oid = b"%040x" % (len(text) + 1)
    lines = text.split(b"\n")
    end = b"" if not lines[-1] else b"\n\\ No newline at end of file"
    lines = lines if lines[-1] else lines[:-1]
    count = b"" if len(lines) == 1 else b",%d" % len(lines)
    hunk = b"@@ -0,0 +1%s @@\n%s%s\n" % (count, b"\n".join(b"+" + line for line in lines), end)
    headers = b"new file mode 100644\nindex %s..%s\n" % (ZEROS, oid)
    body = b"--- /dev/null\n+++ b/%s\n%s" % (name, hunk) if text else b""
    return (
        b":000000 100644 %s %s A\0%s\0" % (ZEROS, oid, name),
        b"diff --git a/%s b/%s\n%s%s" % (name, name, headers, body),
    )


FILES = {
    b"a.py": b"one\n",
    b"b b/c.txt": b"diff --git a/x b/x\n@@ -0,0 +1 @@\n+++ b/y\n",
    b"empty": b"",
    b"d.py": b"no end of line",
    b"e\xff": b"".join(b"line %d\n" % n for n in range(90)),
    b"f": b"\n\n\n+\n+\n" * 40,
    b"g": b"last\n+\n",
}
PRINTED = [patch(name, text) for name, text in FILES.items()]
WHOLE = b"".join(record for record, _ in PRINTED) + b"\0" + b"".join(text for _, text in PRINTED)


def read(pieces):
    stream = Stream(iter(pieces))
    listing = read_listing(stream, None)
    found: dict[str, list[tuple[int, bytes]]] = {change.path: [] for change in listing.changes}
    for _, text in read_texts(stream, listing):
        found[text.path] += text.lines()
    assert stream.peek() == b""
    return found


EXPECTED = {
    name.decode("utf-8", "surrogateescape"): list(enumerate(text.removesuffix(b"\n").split(b"\n"), 1)) if text else []
    for name, text in FILES.items()
}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 41, 97, 400, 1 << 20])
def test_pieces_of_any_size_hold_the_same_files(size):
    assert read(WHOLE[at : at + size] for at in range(0, len(WHOLE), size)) == EXPECTED


def test_one_cut_anywhere_changes_nothing():
    for at in range(1, len(WHOLE), 3):
        assert read((WHOLE[:at], WHOLE[at:])) == EXPECTED


@pytest.mark.parametrize(
    ("said", "instead"),
    [(b":000000 100644", b":000000 1x0644"), (b" A\0a.py", b" X\0a.py"), (b" A\0a.py", b" A \0a.py")],
)
def test_a_record_that_cannot_be_read_is_never_passed_over(said, instead):
    with pytest.raises(GitError, match="cannot read"):
        read((WHOLE.replace(said, instead, 1),))


@pytest.mark.parametrize("text", [text for text in FILES.values() if text])
def test_the_patch_of_another_blob_is_refused(text):
    data = WHOLE.replace(b"..%040x" % (len(text) + 1), b".." + b"f" * 40, 1)
    with pytest.raises(GitError, match="order of its records"):
        read((data,))


def test_lines_of_every_length_are_counted():
    rng = random.Random(5)
    for least, most in ((0, 0), (0, 3), (0, 400), (200, 300)):
        text = b"".join(b"x" * rng.randint(least, most) + b"\n" for _ in range(3_000))
        record, printed = patch(b"t", text)
        for size in (1 << 10, 1 << 16):
            data = record + b"\0" + printed
            found = read(data[at : at + size] for at in range(0, len(data), size))
            assert found == {"t": list(enumerate(text[:-1].split(b"\n"), 1))}
