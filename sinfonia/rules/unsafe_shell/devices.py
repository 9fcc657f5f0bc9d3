"""Writing to devices, formatting, and taking storage apart."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.options import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple

_formatters = frozenset(
    (
        "mkswap", "wipefs", "blkdiscard", "fdisk", "sfdisk", "gdisk", "sgdisk", "parted", "cfdisk", "badblocks",
        "hdparm", "newfs", "newfs_hfs",
    )
)  # fmt: skip
_volumes = frozenset(("lvremove", "vgremove", "pvremove", "lvreduce"))
_taken_apart = frozenset(
    ("--zero-superblock", "--stop", "-S", "--remove", "--fail", "format", "sanitize", "write-zeroes")
)
_block = None
_help = "write to a file (`of=disk.img`); a person formats devices"
_reading = frozenset(
    (
        "-l", "--list", "-n", "--no-act", "--dump", "-d", "-J", "--json", "-N", "-I", "-p", "--print", "-V",
        "--version", "-h", "--help",
    )
)  # fmt: skip


def is_device(path: str) -> bool:
    """Tell whether a path names a block device, or a switch of the kernel that stops the machine."""
    if path in ("/proc/sysrq-trigger", "/dev/mem", "/dev/kmem", "/dev/port"):
        return True
    if not path.startswith("/dev/"):
        return False
    global _block  # noqa: PLW0603 - compiled when first needed
    if _block is None:
        import re

        _block = re.compile(
            r"/dev/(?:r?disk\d+(?:s\d+)?|[shv]d[a-z*?\[]+[\d*?]*|xvd[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+)?|md\d+|dm-\d+|loop\d+"
            r"|pmem\d+|dax\d+\.\d+|ada\d+(?:p\d+)?|da\d+(?:p\d+)?|sr\d+|nbd\d+|mapper/.+|disk/by-.+|vg\w*/.+|zvol/.+)"
        )
    return _block.fullmatch(path) is not None


def judge(simple: Simple) -> Iterator[Verdict]:  # noqa: C901, PLR0912 - one case a form
    """Yield a denial when a device is written, formatted or taken out of use."""
    name, texts = simple.name, simple.texts
    if simple.target is not None:
        if is_device(simple.target.text):
            yield Verdict("device", f"a redirection writes to `{simple.target.text}`", _help, simple.line)
        return
    if name in ("dd", "dcfldd", "dc3dd"):
        for text in texts:
            if text.startswith("of=") and is_device(text[3:]):
                yield _verdict(simple, f"writes to `{text[3:]}`")
    elif name.startswith(("mkfs", "newfs")) or name in ("mke2fs", "mkswap", "mkdosfs", "mkntfs", "mkexfatfs"):
        if any(is_device(text) for text in texts) and "-n" not in texts:
            yield _verdict(simple, "formats a device")
    elif name in _formatters:
        if any(is_device(text) for text in texts) and _writes(name, texts):
            yield _verdict(simple, "changes a device")
    elif name in _volumes or (name == "lvm" and any(text in _volumes for text in texts)):
        if name == "lvm":
            texts = (
                texts[next(i for i, text in enumerate(texts) if text in _volumes) + 1 :]
                if "--test" not in texts
                else ("--test",)
            )
        asked = any(text in ("--test", "-t", "-h", "--help", "--longhelp", "--version") for text in texts)
        if not asked and any(not text.startswith("-") and "\ue000" not in text for text in texts):
            yield _verdict(simple, "removes a volume")
    elif name in ("mdadm", "nvme"):
        if any(text in _taken_apart for text in texts) and any(is_device(text) for text in texts):
            yield _verdict(simple, "takes a device apart")
    elif name in ("zpool", "zfs"):
        if texts[:1] in (("destroy",), ("labelclear",)):
            yield _verdict(simple, "destroys a pool or data set")
    elif name == "btrfs":
        if texts[:2] == ("subvolume", "delete"):
            yield _verdict(simple, "deletes a subvolume with everything in it")
    elif name == "cryptsetup":
        if any(text in ("luksFormat", "erase", "luksErase") for text in texts):
            yield _verdict(simple, "makes the content of a device unreadable")
    elif name == "diskutil":
        if any(
            text.lower().startswith(("erase", "zerodisk", "partitiondisk", "reformat", "secureerase")) for text in texts
        ):
            yield _verdict(simple, "erases a disk")
    elif name in ("cp", "install", "shred"):
        operands = read(simple.args).operands
        if operands and is_device(operands[-1].text):
            yield _verdict(simple, f"writes to `{operands[-1].text}`")


def _writes(name: str, texts: tuple[str, ...]) -> bool:
    if name == "wipefs":
        return any(
            text in ("-a", "--all", "-o", "--offset") or (text[:1] == "-" and text[:2] != "--" and "a" in text)
            for text in texts
        )
    if name == "badblocks":
        return any(text[:1] == "-" and "w" in text for text in texts)
    if name == "hdparm":
        return any("security-erase" in text or "trim-sector" in text for text in texts)
    if name == "parted" and any(text in ("print", "align-check", "help") for text in texts):
        return False
    return not any(text in _reading for text in texts)


def _verdict(simple: Simple, does: str) -> Verdict:
    return Verdict("device", f"`{simple.name}` {does}", _help, simple.line)
