"""What a plugin adds, wrapped so that each of its failures ends the run under the plugin's name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from holdfast.errors import PluginError
from holdfast.hooks import PROJECT
from holdfast.model.finding import Missing
from holdfast.model.function import Function
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Breach, Check, Exempt, Site, Undecided
from holdfast.model.report import Report
from holdfast.model.unknown import Unknown

MEND = "Mend it or uninstall it; Holdfast does not check less than it was told to."


@contextmanager
def blamed(plugin: str, failure: str) -> Iterator[None]:
    """Turn whatever is raised, SystemExit too, into a PluginError: plugin `x` <failure>: <what>."""
    try:
        yield
    except KeyboardInterrupt:  # the user's, not the plugin's
        raise
    except BaseException as error:
        raise PluginError(f"plugin `{plugin}` {failure}: {_said(error)}", hint=MEND) from error


def guarded_check(plugin: str, check: Check) -> Check:
    """Return the check with its failures named: one that fails must not pass for one that found nothing."""
    rule = check.rule.id

    def evaluate(names: Mapping[str, Any]) -> list[Breach | Undecided | Exempt]:
        with blamed(plugin, f"failed in its check `{rule}`"):
            said = list(check.evaluate(names))
        return [_answer(plugin, rule, item) for item in said]

    return check._replace(evaluate=evaluate)


def guarded_function(plugin: str, function: Function) -> Function:
    """Return the function with its failures named, but for those that are the expression's."""

    def call(*arguments: Any) -> Any:
        try:
            return function.call(*arguments)
        except (ValueError, TypeError):  # as `Function` promises, and a wrong number of arguments
            raise
        except BaseException:  # the rest is for `blamed` to name
            with blamed(plugin, f"failed in its CEL function `{function.name}`"):
                raise

    return function._replace(call=call)


def guarded_format(plugin: str, output_format: OutputFormat) -> OutputFormat:
    """Return the format with its failures named."""

    def guarded(render: Callable[[Report], str]) -> Callable[[Report], str]:
        def rendered(report: Report) -> str:
            with blamed(plugin, f"failed in its output format `{output_format.name}`"):
                text: object = render(report)
            if isinstance(text, str):
                return text
            raise PluginError(
                f"plugin `{plugin}` returned {type(text).__name__} from its output format "
                f"`{output_format.name}`.",
                hint=f"A format returns the report as a string. {MEND}",
            )

        return rendered

    in_colour = output_format.render_in_colour
    return output_format._replace(
        render=guarded(output_format.render),
        render_in_colour=guarded(in_colour) if in_colour else None,
    )


def _answer(plugin: str, rule: str, item: object) -> Breach | Undecided | Exempt:
    """Return what a check yielded, with each Unknown resolved to what it rests on."""
    if isinstance(item, Exempt):
        return item
    if isinstance(item, Breach) and isinstance(item.message, str) and _is_placed(item):
        return item
    if isinstance(item, Undecided) and isinstance(item.message, str) and _is_placed(item):
        missing = _rests_on(item)
        if missing:
            return item._replace(missing=missing)
    said = type(item).__name__
    raise PluginError(
        f"plugin `{plugin}` yielded {said} that Holdfast cannot read from its check `{rule}`."
        if isinstance(item, Breach | Undecided)
        else f"plugin `{plugin}` yielded {said} from its check `{rule}`.",
        hint="A check yields `Breach(message, field_path)`, or `Undecided(missing, field_path)` with the "
        f"`Unknown`s that it met. {MEND}",
    )


def _is_placed(item: Breach | Undecided) -> bool:
    return isinstance(item.field_path, str) and (item.at is None or isinstance(item.at, Site))


def _rests_on(item: Undecided) -> tuple[Missing, ...]:
    """Return what the answer would need; nothing where the plugin does not say, or says something else."""
    if not isinstance(item.missing, tuple):
        return ()
    found: list[Hashable] = []
    for each in item.missing:
        found += each.rests_on if isinstance(each, Unknown) else (each,)
    missing = tuple(each for each in found if isinstance(each, Missing))
    return missing if len(missing) == len(found) else ()


def _said(error: BaseException) -> str:
    """Return the error's class, its first line and where in the plugin it was raised."""
    try:
        first = next(iter(str(error).splitlines()), "")
    except Exception:  # noqa: BLE001  # the text of a stranger's error is a stranger's code as well
        first = ""
    named = f"{type(error).__name__}: {first}" if first else type(error).__name__
    return f"{named}{where_raised(error)}"


def where_raised(error: BaseException) -> str:
    """Return module and line of the innermost frame that is neither ours nor of the standard library."""
    found = ""
    traceback = error.__traceback__
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] not in (PROJECT, *sys.stdlib_module_names):
            found = f" ({module}, line {traceback.tb_lineno})"
        traceback = traceback.tb_next
    return found
