"""Names that are secret in any tree, and names that are only when their content is."""

from __future__ import annotations

from sinfonia.rules.secret_names import ALLOWED, PLAIN, Verdict
from sinfonia.rules.secret_tree_names import (
    AGENT,
    CREDENTIALS,
    KEYS,
    LOOKED_INTO,
    LOOKED_INTO_BELOW,
    LOOKED_INTO_SUFFIXES,
    MATERIAL,
    NAMES,
    SUFFIXES,
    TRUSTED,
    TRUSTED_BELOW,
)

_SAMPLES = frozenset(
    ("example", "examples", "sample", "samples", "template", "templates", "tmpl", "tpl", "dist", "default",
     "defaults", "schema")
)  # fmt: skip
_ENCRYPTED = frozenset(("gpg", "age", "asc", "enc", "sops", "vault", "encrypted"))
_DATA = frozenset(
    ("json", "jsonc", "json5", "yaml", "yml", "toml", "ini", "cfg", "conf", "config", "properties", "xml", "csv",
     "txt", "env", "plist")
)  # fmt: skip
_SOURCES = frozenset(("sh", "bash", "zsh", "fish", "ps1", "bat", "cmd"))
_BACKUPS = (
    ".bak", ".backup", ".old", ".orig", ".save", ".saved", ".swp", ".swo", ".tmp", ".copy", ".prev", "~", " - copy",
    " copy", "-old", "_old", "-bak", "_bak", "-backup", "_backup", "-copy", "_copy",
)  # fmt: skip
_MARKED = (*_BACKUPS, ")", "#", *"0123456789")
_SEPARATORS = str.maketrans("-_ ", "...")
_VENDORED = frozenset(
    ("node_modules", "vendor", "third_party", "__pycache__", ".venv", "venv", "site-packages", "bower_components",
     "pods", "dist-packages")
)  # fmt: skip

_SSH_NAMES = ("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", "id_xmss")
_SSH_ENDS = ("_rsa", "_dsa", "_ecdsa", "_ed25519", "-ed25519", "-ecdsa", "_ed25519_sk", "_ecdsa_sk")
_PUBLIC = frozenset(
    ("cert", "certs", "cacert", "bundle", "chain", "fullchain", "public", "pubkey", "publickey", "public_key",
     "public-key", "certificate", "certificates", "dhparam", "dhparams", "csr", "ca", "rootca", "pub")
)  # fmt: skip
_ENVIRONMENTS = frozenset(("prod", "production", "staging", "stage", "live", "local", "secret", "secrets", "private"))
_SMALL_ENVIRONMENTS = frozenset(("development", "dev", "test", "testing", "tests", "ci"))
_PAPERS = frozenset(
    ("readme", "license", "makefile", "dockerfile", "codeowners", "notice", "changelog", "owners", "build")
)


def judge_name(path: str) -> Verdict:
    """Judge a path in lower case, with `/`, by its name and its folders."""
    folder, _, written = path.rpartition("/")
    below = path[path.rfind("/", 0, len(folder)) + 1 :] if folder else written
    if below in LOOKED_INTO_BELOW or written == ".mcp.json":
        return Verdict("ambiguous", "tree:" + below, AGENT, unseen=True)
    name = without_backup(written.rpartition(":")[2] or written)
    if name in NAMES:
        return Verdict("deny", "tree:" + name, NAMES[name])
    suffix = name.rpartition(".")[2] if "." in name else ""
    if name.startswith(".env"):
        return _environment(name, suffix)
    if suffix in _SAMPLES or suffix in PLAIN or suffix in _ENCRYPTED or name == ".mcp.json":
        return _trusted(name, "a file with settings") if name in TRUSTED else ALLOWED
    return (
        _listed(name, suffix)
        or _ssh(name, suffix)
        or _by_suffix(name, suffix, folder)
        or _by_words(name, suffix, folder)
    )


def without_backup(name: str) -> str:
    """Take the marks of copies off a name: `.env.bak`, `.env~`, `.env copy 2`, `id_rsa (1)`, `#.env#`."""
    if not name.endswith(_MARKED):
        return name
    if name.startswith("#") and name.endswith("#") and len(name) > 2:
        name = name[1:-1]
    for _ in range(3):
        shorter = name
        if name.endswith(")") and (at := name.rfind(" (")) > 0:
            shorter = name[:at]
        bare = shorter.rstrip("0123456789").rstrip() if shorter[-1:].isdigit() else shorter
        for end in _BACKUPS:
            if bare.endswith(end) and len(bare) > len(end):
                shorter = bare[: -len(end)]
                break
        if shorter == name:
            break
        name = shorter
    return name


def _trusted(name: str, what: str) -> Verdict:
    return Verdict("ambiguous", "tree:" + name, what)


def _environment(name: str, suffix: str) -> Verdict:
    """Judge `.env` and everything that starts so."""
    rest = name[4:]
    if name.startswith(".envrc"):
        if rest == "rc":
            return _trusted(name, "a file of environment variables")
        sample = suffix in _SAMPLES or suffix in PLAIN
        return (
            ALLOWED if sample else Verdict("ambiguous", "tree:.envrc.*", "a file of environment variables", unseen=True)
        )
    if rest and rest[0] not in "._-*?[{(" and not rest[0].isdigit():
        return ALLOWED  # `.envoy.yaml`, `.environment`
    words = rest[1:].translate(_SEPARATORS).split(".")
    last = words[-1]
    if last in _SAMPLES or last in _ENCRYPTED or (last in PLAIN and last not in _SOURCES):
        return ALLOWED
    what = "a file of environment variables"
    if last in _SOURCES or (len(words) == 1 and last in _SMALL_ENVIRONMENTS):
        return Verdict("ambiguous", "tree:.env." + last, what, unseen=True)
    return Verdict("deny", "tree:.env", what + " with their values")


def _listed(name: str, suffix: str) -> Verdict | None:
    if name in LOOKED_INTO:
        material = not suffix and "key" in name
        return Verdict("ambiguous", "tree:" + name, LOOKED_INTO[name], unseen=True, material=material)
    return _trusted(name, "a file with settings") if name in TRUSTED else None


def _ssh(name: str, suffix: str) -> Verdict | None:
    """Judge names of SSH keys: `id_rsa`, `id_rsa.work`, `deploy_ed25519`, `ssh_host_rsa_key`."""
    if " " in name:
        return None
    if name.startswith("id_"):
        for known in _SSH_NAMES:
            if name.startswith(known) and name[len(known) : len(known) + 1] in ("", ".", "-", "_"):
                return None if name.endswith("-cert") else Verdict("deny", "tree:" + known, KEYS, material=True)
    if not suffix and (name.endswith(_SSH_ENDS) or (name.startswith("ssh_host_") and name.endswith("_key"))):
        return Verdict("deny", "tree:*_rsa", KEYS, material=True)
    return None


def _by_suffix(name: str, suffix: str, folder: str) -> Verdict | None:
    if suffix in _DATA and suffix != "env":
        return None
    stem = name[: -len(suffix) - 1]
    what = MATERIAL.get(suffix) or LOOKED_INTO_SUFFIXES.get(suffix) or SUFFIXES.get(suffix)
    if what:
        entry = "tree:*." + suffix
        material = suffix in MATERIAL or suffix == "key"
        if (
            folder.endswith("ssl/certs")
            or not _VENDORED.isdisjoint(folder.split("/"))
            or (suffix in ("pem", "key") and _public(stem))
        ):
            return Verdict("ambiguous", entry, what, material=material)
        if suffix == "tfvars" and not _SAMPLES.isdisjoint(stem.translate(_SEPARATORS).split(".")):
            return ALLOWED
        sure = suffix not in LOOKED_INTO_SUFFIXES or folder.endswith("credentials")
        return Verdict("deny" if sure else "ambiguous", entry, what, unseen=True, material=material)
    if suffix == "env":
        words = stem.translate(_SEPARATORS).split(".")
        if _SAMPLES.isdisjoint(words):
            unseen = not _ENVIRONMENTS.isdisjoint(words)
            return Verdict("ambiguous", "tree:*.env", "a file of environment variables", unseen=unseen)
    return None


def _public(stem: str) -> bool:
    return stem in _PUBLIC or stem.translate(_SEPARATORS).rpartition(".")[2] in _PUBLIC


def _by_words(name: str, suffix: str, folder: str) -> Verdict:
    """Judge data files by the words in their name and by the folder they lie in."""
    path = folder + "/" + name
    if (
        "secret" not in path
        and "credential" not in path
        and "acc" not in name
        and "firebase" not in name
        and "/." not in path
        and path[0] != "."
    ):
        return ALLOWED
    folders = folder.split("/")
    if folders[-1] + "/" + name in TRUSTED_BELOW:
        return _trusted(name, "a file with settings")
    stem = name[: -len(suffix) - 1] if suffix else name
    words = stem.translate(_SEPARATORS).split(".")
    if suffix and (suffix not in _DATA or not _SAMPLES.isdisjoint(words)):
        return ALLOWED
    account = _account(words, suffix)
    if account:
        return account
    if name[:4] == ".git" or stem in _PAPERS or name == ".sops.yaml":
        return ALLOWED
    return _by_folder(name, folders)


def _account(words: list[str], suffix: str) -> Verdict | None:
    """Judge what consoles of cloud providers hand out: `NAME-credentials.json`, `client_secret_1.json`."""
    joined = "".join(words)
    if suffix == "json" and any(word in joined for word in ("serviceaccount", "clientsecret", "firebaseadminsdk")):
        return Verdict("deny", "tree:*service-account*.json", "a cloud account's key")
    if suffix == "json" and len(words) > 1 and words[-1] in ("credentials", "credential"):
        return Verdict("deny", "tree:*-credentials.json", CREDENTIALS)
    if suffix == "csv" and "accesskeys" in joined:
        return Verdict("deny", "tree:*accesskeys.csv", "a cloud account's key")
    return None


def _by_folder(name: str, folders: list[str]) -> Verdict:
    if "secrets" in folders or ".secrets" in folders:
        return Verdict("deny", "tree:secrets/", "a data file in a folder of secrets", material=True)
    if folders[-1] == ".ssh" and name not in ("known_hosts", "authorized_keys", "allowed_signers", "rc", "environment"):
        return Verdict("ambiguous", "tree:.ssh/", KEYS, unseen=True, material=True)
    if ".envs" in folders:
        return Verdict("ambiguous", "tree:.envs/", "a file of environment variables", unseen=True)
    return ALLOWED
