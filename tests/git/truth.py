"""Independent answers: git's raw records, counts and blobs, parsed without the code under test."""

from __future__ import annotations

from sinfonia.git.stream import OVERLAP

SUBMODULE = 0o160000
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def name(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def records(planted, before: str, after: str) -> dict[str, tuple]:
    """Give {path: (status, old mode, new mode, old id, new id)} from `diff-tree --raw -z`."""
    parts = planted.git("diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", before, after).split(b"\0")
    found = {}
    for head, path in zip(parts[0::2], parts[1::2], strict=False):
        old_mode, new_mode, old_id, new_id, status = head.decode().lstrip(":").split(" ")
        found[name(path)] = (
            status, int(old_mode, 8), int(new_mode, 8), old_id if int(old_mode) else "",
            new_id if int(new_mode) else "",
        )  # fmt: skip
    return found


def counts(planted, before: str, after: str) -> dict[str, tuple[int, int]]:
    """Give {path: (added, removed)} from `diff-tree --numstat -z`, which needs an attribute to take all for text."""
    plain = planted.path.parent / "plain.git"
    objects = planted.git("rev-parse", "--path-format=absolute", "--git-path", "objects").decode().rstrip("\n")
    env = {"GIT_DIR": str(plain), "GIT_OBJECT_DIRECTORY": objects}
    if not plain.exists():
        kind = planted.git("rev-parse", "--show-object-format").decode().strip()
        planted.git("init", "-q", "--bare", f"--object-format={kind}", str(plain))
        (plain / "info" / "attributes").write_text("* diff\n")
    command = ("diff-tree", "-r", "--numstat", "-z", "--no-renames", *planted.ids(before, after))
    rows = planted.git(*command, env=env).split(b"\0")
    fields = [row.split(b"\t", 2) for row in rows if row]
    return {name(path): (int(added), int(removed)) for added, removed, path in fields}


def blobs(planted, wanted: dict[str, int]) -> dict[str, bytes]:
    """Give the contents of {id: mode}, of a submodule the line that git shows for it."""
    ids = [oid for oid, mode in wanted.items() if oid and mode != SUBMODULE]
    out = planted.git("cat-file", "--batch", stdin="".join(f"{oid}\n" for oid in ids).encode())
    found, at = {"": b""}, 0
    for oid in ids:
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[2])
        found[oid] = out[end + 1 : end + 1 + size]
        at = end + size + 2
    for oid, mode in wanted.items():
        if mode == SUBMODULE:
            found[oid] = b"Subproject commit " + oid.encode() + b"\n"
    return found


def lines_of(blob: bytes) -> list[bytes]:
    lines = blob.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def added(texts) -> dict[str, dict[int, bytes]]:
    """Collect {path: {line number: line}}; a line that came in overlapping parts is put together."""
    found: dict[str, dict[int, bytes]] = {}
    for text in texts:
        assert text.change.path == text.path
        lines = found.setdefault(text.path, {})
        for number, line in text.lines():
            if number in lines:
                assert len(line) >= OVERLAP, "a line came twice"
                assert lines[number][-OVERLAP:] == line[:OVERLAP]
                lines[number] += line[OVERLAP:]
            else:
                assert number > next(reversed(lines), 0)
                lines[number] = line
    return found


def listed(changes) -> dict[str, tuple]:
    assert len({c.path for c in changes}) == len(changes)
    return {c.path: (c.status, c.old_mode, c.new_mode, c.old_id, c.new_id) for c in changes}


def is_within(some: list[bytes], whole: list[bytes]) -> bool:
    """Tell whether the lines stand in the whole in this order."""
    rest = iter(whole)
    return all(line in rest for line in some)


def check(planted, before: str, after: str, changes, texts) -> None:
    """Compare a reading with git: names, modes, ids, and every added line at its number."""
    expected = records(planted, before, after)
    assert listed(changes) == expected
    numbers = counts(planted, before, after)
    modes = {row[3]: row[1] for row in expected.values()} | {row[4]: row[2] for row in expected.values()}
    contents = blobs(planted, modes)
    read = added(texts)
    assert set(read) <= set(expected)
    for path, (status, _, _, old_id, new_id) in expected.items():
        mine, old, new = read.get(path, {}), lines_of(contents[old_id]), lines_of(contents[new_id])
        if status == "T":
            assert mine == dict(enumerate(new, 1)), path
            continue
        assert len(mine) == numbers[path][0], (path, mine, numbers[path])
        assert all(new[number - 1] == line for number, line in mine.items()), path
        kept = [line for number, line in enumerate(new, 1) if number not in mine]
        assert len(kept) == len(old) - numbers[path][1]
        assert is_within(kept, old), path
