"""A tool call, made into events and judged."""

from __future__ import annotations

import os

from sinfonia.errors import ConfigError, NotJudgedError
from sinfonia.model.access import Access
from sinfonia.model.change import change_in_memory, text_of
from sinfonia.model.event import Event
from sinfonia.model.finding import COMMAND_PATH
from sinfonia.surfaces.agent.accesses import accesses, linked
from sinfonia.surfaces.agent.contents import added_text, after, all_below, contents, mode_of
from sinfonia.surfaces.agent.places import place_of, worktree_of
from sinfonia.surfaces.agent.tool_call import Part
from sinfonia.surfaces.setup import at_hand, has_sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sinfonia.engine import Judge
    from sinfonia.model.change import Change, Text
    from sinfonia.model.event import Unit
    from sinfonia.model.finding import Report
    from sinfonia.surfaces.agent.places import Place, Project
    from sinfonia.surfaces.agent.tool_call import ToolCall
    from sinfonia.surfaces.options import Options
    from sinfonia.surfaces.setup import Setup

_BYPASS = "ENF-011"
_ONE_COMMAND = "run one command a call, or hand the whole script over in it"
_LOOKS = frozenset(("read", "search", "list"))


class Call:
    """A tool call in its project: what it reads, what its writes make of which file, and what it runs."""

    __slots__ = ("_environ", "_found", "_now", "command", "net", "project", "reads", "setup", "texts", "writes")

    def __init__(self, call: ToolCall, project: Project, setup: Setup, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.project = project
        self.setup = setup
        self.reads: list[Access] = []
        self.writes: dict[str, Change] = {}
        self.texts: dict[str, Text] = {}
        self.net: set[str] = set()
        self.command: str | None = None
        self._now: dict[str, bytes | None] = {}
        self._found: dict[str, bytes | None] = {}
        for part in call.parts:
            if part.action == "command":
                self.command = part.text if self.command is None else f"{self.command}\n{part.text}"
                self.reads += linked(part.text, project, setup)
            elif part.action in _LOOKS:
                self.reads += accesses(part, project, setup)
            else:
                self._write(part)

    def _write(self, part: Part) -> None:
        place = place_of(part.path, self.project)
        self.reads += [Access(name, "pattern") for name in place.names[:-1]]  # a link's own name
        now = self._content(place)
        if part.action == "move":
            self.reads += accesses(Part("read", part.path), self.project, self.setup)  # its bytes get another name
            self._record(place, now, None, sure=True, added=None)
            target = place_of(part.text, self.project)
            self._record(target, self._content(target), now, sure=True, added=None)
            return
        then = after(part, now)
        self._record(place, now, then.data, sure=then.sure, added=then.added)

    def _content(self, place: Place) -> bytes | None:
        """Give a file as the parts before this one leave it; raises `NotJudgedError`."""
        if place.file not in self._now:
            try:
                self._now[place.file] = self._found[place.file] = contents(place.file)
            except NotJudgedError as error:
                error.path = place.name
                raise
        return self._now[place.file]

    def _record(self, place: Place, now: bytes | None, then: bytes | None, *, sure: bool, added: str | None) -> None:
        name = place.name
        self._now[place.file] = then
        old = self._found[place.file] if sure else now
        if old is None and then is None:
            old = b""  # a deletion is judged by the name
        change = change_in_memory(name, old, then, mode=mode_of(place.file))
        self.writes[name] = change
        if sure and place.own:
            self.net.add(name)
        else:
            self.net.discard(name)
        if then is not None:
            self.texts[name] = added_text(change, old or b"", then, added)

    def events(self) -> Iterator[Event]:
        """Yield what the rules see: the call on its own, then its writes to the tree as a part of the branch's work."""
        project = self.project
        root = project.repo.root if os.path.isdir(project.cwd) else project.cwd
        net = tuple(change for name, change in self.writes.items() if name in self.net)
        reads = tuple(self.reads) + self._searched(root)
        workflow = None
        if net and has_sessions(project.repo.root):
            from sinfonia.surfaces.session_facts import of_message

            workflow = of_message(self.setup, self._environ)
        views: tuple[tuple[Unit, tuple[Change, ...]], ...] = (("each", tuple(self.writes.values())), ("net", net))
        for unit, changes in views:
            yield Event(
                "tool",
                changes,
                texts=self._texts,
                actor="agent",
                units=(unit,),
                branch=self._branch,
                before=self._before,
                command=self.command,
                cwd=project.cwd,
                root=root,
                home=project.home,
                reads=reads,
                workflow=workflow,
            )

    def _searched(self, root: str) -> tuple[Access, ...]:
        """Give what the command searches, and the secret files at hand of which it would show a line."""
        if self.command is None:
            return ()
        from sinfonia.surfaces.agent.searches import searched_by

        project = self.project
        asked = Event("tool", (), command=self.command, cwd=project.cwd, root=root, home=project.home)
        return tuple(searched_by(asked, project, self.setup))

    def _texts(self) -> Iterator[Text]:
        yield from self.texts.values()
        if self.command is not None:
            yield text_of(self.command.encode("utf-8", "replace"), COMMAND_PATH)

    def _branch(self) -> tuple[Change, ...]:
        from sinfonia.surfaces.agent.pending import pending

        return pending(self.project.repo, self.setup.objects, self.setup.policy.data.get("base"))

    def _before(self, path: str) -> bytes:
        return before(path, self.project, self.setup)


def before(path: str, project: Project, setup: Setup) -> bytes:
    """Give a file as the last commit has it, else as it is at hand; of `FOLDER/` what its files hold.

    git is asked only where there is such a file.
    """
    file = os.path.join(project.repo.root, path)
    if path.endswith("/"):
        return all_below(file)
    if not os.path.lexists(file):
        return b""
    from sinfonia.surfaces.setup import blob_at

    return blob_at(setup.objects, "HEAD", path) or contents(file) or b""


def judge_call(
    call: ToolCall, project: Project, environ: Mapping[str, str], options: Options, *, keeps_shells: bool = False
) -> Report:
    """Judge a tool call in its project; raises `SinfoniaError`.

    `keeps_shells` is true for a host that hands further input to what it started without asking again.
    """
    written = next((part.path for part in call.parts if part.action not in {"command", *_LOOKS}), "")
    if written:
        project = worktree_of(project, written, environ)
    try:
        setup = at_hand(project.repo, environ, options, later=has_sessions(project.repo.root))
    except ConfigError as error:
        from sinfonia.surfaces.judging import unreadable

        return unreadable(error, "tool")
    if call.fields is not None and (table := (setup.policy.data.get("agents") or {}).get("tools")):
        from sinfonia.surfaces.agent.mapping import mapped

        parts = mapped(call.tool, call.fields, table)
        call.parts = call.parts if parts is None else parts
    judge = setup.judge()
    try:
        asked = Call(call, project, setup, environ)
        _add(judge, asked)
        if keeps_shells and asked.command is not None and any(rule.code == _BYPASS for rule in setup.rules):
            _add_terminal(judge, asked)
    except NotJudgedError as error:
        from sinfonia.rules.enf_904_could_not_judge import finding

        judge.refuse(finding(error.path or "(tool call)", error.message))
    return judge.report("tool", setup.notes)


def _add_terminal(judge: Judge, call: Call) -> None:
    """Refuse a command that would go on taking input: what is typed into it later passes no hook."""
    from sinfonia.model.finding import Finding, Location
    from sinfonia.rules.command_analysis import analysed
    from sinfonia.shell.interactive import takes_further_input

    program = takes_further_input(analysed(next(call.events()))[0])
    if program:
        message = f"`{program}` goes on taking input, and what is typed into it is asked about by nobody"
        judge.refuse(Finding(_BYPASS, "hook-bypass", message, Location(COMMAND_PATH, 1), help=_ONE_COMMAND))


def _add(judge: Judge, call: Call) -> None:
    for event in call.events():
        judge.add(event)
