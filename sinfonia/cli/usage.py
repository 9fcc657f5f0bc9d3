"""What was typed wrong, in our words: what there is not, and what is nearest to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give "did you mean `…`?" for the nearest known word, "" when none is near; of two as near the first one."""
    import difflib

    words = list(known)
    by_lower = {each.lower(): each for each in reversed(words)}
    near = difflib.get_close_matches(word.lower(), by_lower, 3)
    if not near:
        return ""
    alike = [_ratio(word.lower(), each) for each in near]
    best = [by_lower[each] for each, ratio in zip(near, alike, strict=True) if ratio == max(alike)]
    return f"did you mean `{min(best, key=words.index)}`?"


def explain_usage(error: click.ClickException) -> tuple[str, str]:
    """Bring a complaint of click into our form: what is wrong, and what to type."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"{ctx.command_path} --help" if ctx else ""
    match error:
        case click.NoSuchOption():
            known = [] if error.ctx is None else _options(error.ctx)
            return f"there is no option `{error.option_name}`", did_you_mean(error.option_name, known) or hint
        case click.BadOptionUsage():
            return f"`{error.option_name}` needs a value", hint
        case click.MissingParameter():
            name, choices = _named(error.param)
            return f"{name} is missing", f"one of {', '.join(choices)}" if choices else hint
        case click.BadParameter() if _named(error.param)[1]:
            name, choices = _named(error.param)
            given = error.message.partition("' is not one of")[0].removeprefix("'")
            near = did_you_mean(given, choices)
            return f"`{given}` is no value for {name}", near or f"one of {', '.join(choices)}"
    text = error.format_message().rstrip(".")
    return text[:1].lower() + text[1:], hint


def _options(ctx: click.Context) -> list[str]:
    return [name for param in ctx.command.get_params(ctx) for name in param.opts if name.startswith("--")]


def _named(param: click.Parameter | None) -> tuple[str, tuple[str, ...]]:
    """Give the name of a parameter as it is typed, and the values that it takes, () for any."""
    if param is None:
        return "a value", ()
    choices = tuple(map(str, param.type.choices)) if isinstance(param.type, click.Choice) else ()
    return (f"`{param.opts[0]}`" if isinstance(param, click.Option) else param.human_readable_name), choices


def _ratio(one: str, other: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, other, one).ratio()
