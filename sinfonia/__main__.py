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
        from sinfonia.cli import run
    except KeyboardInterrupt:  # what was being imported is half there: nothing more can be said with it
        from sinfonia.errors import Exit

        return Exit.INTERRUPTED
    except OSError as error:
        from sinfonia.cli import failed

        return failed(error)
    return run()


if __name__ == "__main__":
    main()
