"""What is known of programs by name."""

from __future__ import annotations

# Programs whose words alone decide between harmless and not.
DANGEROUS = ("rm", "git", "find", "dd", "mkfs", "shred", "chmod", "chown", "mkfs.ext4")

SHELLS = frozenset(("sh", "bash", "zsh", "dash", "ksh", "ash", "mksh", "fish", "csh", "tcsh", "rbash", "yash", "pdksh"))

# Programs that run a command which an option, their own language or their input names.
CARRIERS = frozenset(
    """
    at batch sed gsed vi vim nvim ex view vimdiff gvim emacs emacsclient gdb lldb make gmake fd fdfind crontab man rsync
    zip less more systemctl journalctl psql visudo sudoedit gh bat apropos vipw kubectl tmux screen expect ed
    """.split()  # noqa: SIM905 - a table of words reads better without quotes
)

# Programs that do not run their operands: an unknown program may be a wrapper, these are not.
_known = frozenset(
    """
    [ ack ag alias ansible apk apropos apt apt-cache apt-get apt-mark ar aria2c arch aws awk az bare basename bat bc bg
    bind black brew bundle bunx bzip2 c++ cal cargo cat cc cd chgrp chmod chown cksum clang clear cmake cmp code column
    comm composer compgen complete conda cp cpio crontab csplit ctags curl cut date dcg dd df diff dig dir dirname
    dnf dmesg dnf dotnet dpkg du e2fsck echo ed egrep emacs env eslint ex expand export expr fd fdfind fdisk fg fgrep
    file find flake8 fmt fold free ftp g++ gcc gcloud gem getent gh git git-filter-repo glab gmake go gpg gradle grep
    groups grunt gulp gunzip gzip hash head helm hexdump help hg history host hostname http https id ifconfig info
    install invoke ip isort java javac jest jobs jq julia just kill killall kubectl last ld ldd less link ln local
    locate logger login ls lsattr lsblk lsof lua make man md5sum mdls mkdir mkfifo mktemp mocha more mount mv mvn mypy
    nano nc ncat netcat netstat nl nm node npm nslookup nvim objdump od openssl pacman paste patch pgrep ping pip pip3
    pkill pnpm poetry popd pre-commit prettier printenv printf ps pushd pwd pylint pytest rake read readlink realpath
    rename rev rg rm rmdir route rpm rsync ruff rustc rustup scp screen sed seq service set sftp sha1sum sha256sum
    shasum shellcheck shift shred sinfonia sleep snap socat sort split ss ssh-add ssh-keygen stat strings stty sum svn
    swift sync systemctl tac tail tar tee telnet terraform test tig tmux touch tput tr tree truncate tsc tsort tty
    tox type umask uname uncompress unexpand uniq unlink unset unzip uptime users vi vim vmstat wait wc wget whatis
    whereis which who whoami w xxd xz yarn yes yq yum zcat zip zipinfo zstd cc-safety-net docker-compose podman-compose
    pulumi vagrant packer sqlite3 psql mysql redis-cli mongosh mongo az fly flyctl heroku vercel netlify wrangler
    """.split()  # noqa: SIM905 - a table of words reads better without quotes
)


def is_known(name: str) -> bool:
    """Tell whether a program is known not to run its operands as a command."""
    return name in _known
