"""`sinfonia completion`: completion scripts, made by click."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from sinfonia.errors import SinfoniaError

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    epilog="""\b
Examples:
  sinfonia completion bash >> ~/.bash_completion
  sinfonia completion fish > ~/.config/fish/completions/sinfonia.fish""",
)
@click.argument("shell", type=click.Choice(SHELLS))
def command(*, shell: str) -> None:
    """Print the completion script of a shell."""
    from sinfonia.cli import COMPLETE, group

    maker = get_completion_class(shell)
    if maker is None:
        raise SinfoniaError(f"there is no completion for `{shell}`", hint=f"one of {', '.join(SHELLS)}")
    click.echo(maker(group, {}, "sinfonia", COMPLETE).source())
