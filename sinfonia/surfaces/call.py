"""One run of a hook, and its answer."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.finding import Report
    from sinfonia.surfaces.options import Options

    Show = Callable[[Report], None]


class Call:
    """One run of a hook: where, with which arguments and variables, and how to show a report."""

    __slots__ = ("args", "environ", "options", "repo", "show")

    def __init__(
        self, repo: Repository, args: tuple[str, ...], environ: Mapping[str, str], options: Options, show: Show
    ) -> None:
        self.repo = repo
        self.args = args
        self.environ = environ
        self.options = options
        self.show = show

    def answer(self, report: Report) -> int:
        """Show a report and give its exit code."""
        from sinfonia.surfaces.judging import exit_code

        self.show(report)
        return exit_code(report)
