"""The one kind of expected failure, and the exit codes."""

from __future__ import annotations


class Exit:
    """Process exit codes of every door but the coding agents' (plain integers: `enum` costs 3 ms)."""

    YES = 0
    NO = 1
    COULD_NOT_TELL = 2
    OUR_BUG = 3
    INTERRUPTED = 130


class SinfoniaError(Exception):
    """Something the user can mend: what is wrong, where, and what to type.

    `message` is one sentence without a full stop; `hint` says what to do; `exit_code` is one of `Exit`.
    """

    def __init__(self, message: str, *, hint: str = "", exit_code: int = Exit.COULD_NOT_TELL) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class GitError(SinfoniaError):
    """git refused or is missing; `stderr` is what it said, `code` its exit code."""

    def __init__(self, message: str, *, hint: str = "", stderr: str = "", code: int = 128) -> None:
        super().__init__(message, hint=hint)
        self.stderr = stderr
        self.code = code


class ConfigError(SinfoniaError):
    """A configuration that cannot be used; the message names file, line and key."""


class NotJudgedError(SinfoniaError):
    """One path that cannot be judged: it refuses (ENF-904), the others go on; `path` is set where it is known."""

    path: str = ""
