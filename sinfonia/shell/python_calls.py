"""Python functions by what they do: run a program, touch a file, use the network."""

from __future__ import annotations

MAX_NODES = 6000
MAX_ROUNDS = 12
MAX_ITEMS = 400  # of a list that grows
SHELL = frozenset(
    (
        "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "commands.getoutput",
        "asyncio.create_subprocess_shell",
    )
)  # fmt: skip
PROCESS = frozenset(
    ("pty.spawn", *("subprocess." + name for name in ("run", "call", "check_call", "check_output", "Popen")))
)
NETWORK = frozenset(
    (
        "urllib.request.urlopen", "urlopen", "requests.get", "requests.post", "requests.request", "httpx.get",
        "httpx.post", "urllib2.urlopen", "urllib.urlopen", "aiohttp.request", "urllib3.request",
    )
)  # fmt: skip
SENDERS = (
    "requests.post", "requests.put", "requests.patch", "requests.get", "httpx.post", "httpx.put",
    "urllib.request.urlopen", "urllib.request.Request",
)  # fmt: skip
FORKS = frozenset(("os.fork", "os.forkpty"))
OPEN = frozenset(("open", "io.open", "codecs.open", "os.open", "gzip.open", "zipfile.ZipFile", "sqlite3.connect"))
# function -> the command that it amounts to, before its arguments
FILES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("shutil.rmtree", "os.removedirs", "distutils.dir_util.remove_tree"), ("rm", "-rf", "--")),
    **dict.fromkeys(("os.remove", "os.unlink", "os.rmdir"), ("rm", "-f", "--")),
    **dict.fromkeys(("shutil.move", "os.rename", "os.replace", "os.renames"), ("mv", "--")),
    **dict.fromkeys(("shutil.copy", "shutil.copy2", "shutil.copyfile"), ("cp", "--")),
    "shutil.copytree": ("cp", "-r", "--"),
    **dict.fromkeys(("os.symlink", "os.link"), ("ln", "-s", "--")),
    **dict.fromkeys(
        (
            "dotenv.dotenv_values",
            "dotenv_values",
            "linecache.getlines",
            "linecache.getline",
            "fileinput.input",
            "pandas.read_csv",
            "numpy.loadtxt",
            "numpy.fromfile",
            "yaml.safe_load",
            "shelve.open",
            "runpy.run_path",
            "mmap.mmap",
            "tokenize.open",
            "tomllib.load",
        ),
        ("cat", "--"),
    ),
    "os.truncate": ("truncate", "-s", "0", "--"),
}
ARITY = {"mv": 2, "cp": 2, "ln": 2}
METHODS: dict[str, tuple[str, ...]] = {
    "unlink": ("rm", "-f", "--"),
    "rmdir": ("rm", "-f", "--"),
    "rename": ("mv", "--"),
    "replace": ("mv", "--"),
}
OPENING = frozenset(("read_text", "read_bytes", "open", "write_text", "write_bytes", "touch"))
