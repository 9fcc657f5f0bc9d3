"""`sinfonia`: the people's door. Nothing from `__future__` is imported: the import path is made safe first."""

import sys

from sinfonia.isolation import isolate, open_streams

# `-C DIR` or `-CDIR`: that repository is the one whose files must not run.
_FOLLOWED = zip(sys.argv, [*sys.argv[1:], "."], strict=True)
isolate(*[flag[2:] or word for flag, word in _FOLLOWED if flag.startswith("-C")])
open_streams()


def main() -> int:
    """Run the command line; gives the exit code."""
    try:
        if sys.argv[1:] in (["--version"], ["-V"]):
            from sinfonia import __version__  # answered without click: 30 ms

            sys.stdout.write(f"sinfonia/{__version__}\n")
            sys.stdout.flush()
            return 0
        from sinfonia.cli import run
    except (OSError, KeyboardInterrupt) as error:
        from sinfonia.cli import failed

        return failed(error)
    return run()


if __name__ == "__main__":
    raise SystemExit(main())
