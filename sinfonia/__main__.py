"""`sinfonia`: the people's door. Nothing from `__future__` is imported: the import path is made safe first."""

import sys

from sinfonia.isolation import end, isolate, open_streams

# `-C DIR` or `-CDIR`: that repository is the one whose files must not run.
_FOLLOWED = zip(sys.argv, [*sys.argv[1:], "."], strict=True)
isolate(*[flag[2:] or word for flag, word in _FOLLOWED if flag.startswith("-C")])
open_streams()


def main() -> None:
    """Run the command line and end the process with its exit code."""
    end(answer())


def answer() -> int:
    """Run the command line; gives the exit code."""
    import gc

    gc.disable()  # a command makes few cycles and lives for milliseconds
    try:
        if sys.argv[1:] in (["--version"], ["-V"]):
            from sinfonia import __version__  # answered without click: 30 ms

            sys.stdout.write(f"sinfonia/{__version__}\n")
            sys.stdout.flush()
            return 0
        from sinfonia.checking import ends_of

        ends = ends_of(sys.argv[1:])
        if ends and not sys.stderr.isatty():  # where a person watches, click's command shows progress
            return _range(*ends)
        from sinfonia.cli import run
    except KeyboardInterrupt:  # what was being imported is half there: nothing more can be said with it
        from sinfonia.errors import Exit

        return Exit.INTERRUPTED
    except OSError as error:
        from sinfonia.cli import failed

        return failed(error)
    return run()


def _range(base: str, head: str) -> int:
    """Check a range; what goes wrong is told as for every command."""
    import os

    from sinfonia.checking import check_range

    try:
        code = check_range(base, head)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("SINFONIA_DEBUG"):
            raise
        from sinfonia.cli import failed

        return failed(error, sys.argv[1:])
    return code


if __name__ == "__main__":
    main()
