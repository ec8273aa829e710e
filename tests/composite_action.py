"""Runs a composite GitHub Action's steps with bash, as the runner does, and records what it cannot run."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_TEMPLATE = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_ENTRY = re.compile(r"(?P<name>[^=<\n]+)(?:=(?P<value>.*)|<<(?P<end>.+)\n(?P<lines>(?:.*\n)*?)(?P=end))\n")
_COMMAND = re.compile(r"\s*::(?P<name>[a-z0-9-]+)(?: .*)?::(?P<value>.*)|.*##\[(?P<old>[a-z-]+)")
_ANNOTATION = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>.*?)::(?P<text>.*)")
_FILES = ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")
_STATUS = ("always()", "success()", "failure()", "cancelled()")


@dataclass(frozen=True)
class Answer:
    """What an action that a step uses does in its place: its outputs, and whether it fails."""

    outputs: Mapping[str, str] = field(default_factory=dict)
    fails: bool = False


@dataclass
class Job:
    """One use of an action in a job: where it runs, and what its steps have said so far.

    `github` is the context of that name; `answers` are by the name of the action, without its ref.
    """

    action: Path
    workspace: Path
    temporary: Path
    environment: Mapping[str, str]
    inputs: dict[str, str] = field(default_factory=dict)
    github: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    outputs: dict[str, Mapping[str, str]] = field(default_factory=dict)
    used: list[dict[str, Any]] = field(default_factory=list)
    log: str = ""
    summary: str = ""
    exit_code: int = 0

    def __post_init__(self) -> None:
        """Give every input that was not set its default."""
        self.definition = yaml.safe_load(self.action.read_text(encoding="utf-8"))
        unknown = set(self.inputs) - set(self.definition["inputs"])
        if unknown:
            raise ValueError(f"no such inputs: {unknown}")
        defaults = {name: item["default"] for name, item in self.definition["inputs"].items()}
        self.inputs = defaults | self.inputs

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps of the action, in their order."""
        return list(self.definition["runs"]["steps"])

    @property
    def action_outputs(self) -> dict[str, str]:
        """What the whole action says to the job that uses it."""
        return {name: self._filled(item["value"]) for name, item in self.definition["outputs"].items()}

    @property
    def annotations(self) -> list[tuple[str, dict[str, str], str]]:
        """What the runner makes of the lines of the log that it obeys: kind, properties and text."""
        return [*map(_annotation, self._obeyed())]

    def run(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Run steps; after one that fails, only those that ask for that. The first failure is the job's."""
        for step in steps:
            if not self._holds(step.get("if", "success()")):
                continue
            code = self._use(step) if "uses" in step else self._run(step)
            if code and self._filled(str(step.get("continue-on-error", False))).lower() != "true":
                self.exit_code = self.exit_code or code

    def commands(self) -> Iterator[tuple[str, str]]:
        """Yield the commands in the log that the runner would obey: name and value."""
        for command in self._obeyed():
            yield command["name"] or command["old"], command["value"] or ""

    def _obeyed(self) -> Iterator[re.Match[str]]:
        resume = None
        for line in self.log.splitlines():
            command = _COMMAND.match(line)
            if command is None:
                continue
            name = command["name"] or command["old"]
            if resume is None:
                yield command
                resume = command["value"] if name == "stop-commands" else None
            elif name == resume:
                resume = None

    def _use(self, step: Mapping[str, Any]) -> int:
        filled = {name: self._filled(str(value)) for name, value in step["with"].items()}
        self.used.append({"uses": step["uses"], "with": filled})
        answer = self.answers.get(step["uses"].partition("@")[0], Answer())
        if "id" in step:
            self.outputs[step["id"]] = answer.outputs
        return int(answer.fails)

    def _run(self, step: Mapping[str, Any]) -> int:
        if step["shell"] != "bash":
            raise ValueError(f"cannot run {step['shell']}")
        script = self.temporary / "script.sh"
        script.write_text(self._filled(step["run"]), encoding="utf-8")
        said = {name: self.temporary / name.lower() for name in _FILES}
        for file in said.values():
            file.write_text("", encoding="utf-8")
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **self.environment,
                "GITHUB_ACTION_PATH": str(self.action.parent),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temporary),
                **{name: str(file) for name, file in said.items()},
                **{name: self._filled(value) for name, value in step.get("env", {}).items()},
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
        self.log += ran.stdout
        text = {name: file.read_text("utf-8", "surrogateescape") for name, file in said.items()}
        self.summary += text["GITHUB_STEP_SUMMARY"]
        path = [*reversed(text["GITHUB_PATH"].splitlines()), self.environment["PATH"]]
        self.environment = {**self.environment, **dict(_entries(text["GITHUB_ENV"])), "PATH": ":".join(path)}
        if "id" in step:
            self.outputs[step["id"]] = dict(_entries(text["GITHUB_OUTPUT"]))
        return ran.returncode

    def _filled(self, text: str) -> str:
        return _TEMPLATE.sub(lambda match: self._value(match[1]), text)

    def _holds(self, condition: str) -> bool:
        """Evaluate an `if`; unless it names a status, it asks that nothing has failed."""
        named = [status for status in _STATUS if status in condition]
        return self._value(condition) == "true" and (bool(named) or not self.exit_code)

    def _value(self, expression: str) -> str:
        """Evaluate `a || b`, `a && b`, `a == b`, `a != b`, contexts and literals, as text."""
        for operator in (" || ", " && "):
            if operator in expression:
                first, rest = expression.split(operator, 1)
                value = self._value(first)
                is_true = value not in ("", "false")
                return value if is_true == (operator == " || ") else self._value(rest)
        for operator in (" == ", " != "):
            if operator in expression:
                left, right = map(self._value, expression.split(operator))
                return _text((left.lower() == right.lower()) == (operator == " == "))
        return self._operand(expression)

    def _operand(self, expression: str) -> str:
        statuses = {"always()": True, "success()": not self.exit_code, "failure()": bool(self.exit_code)}
        if expression in statuses:
            return _text(statuses[expression])
        match expression.split("."):
            case ["inputs", name]:
                return self.inputs[name]
            case ["steps", step, "outputs", name]:
                return self.outputs.get(step, {}).get(name, "")
            case ["github", *names]:
                found: Any = self.github
                for name in names:
                    found = found.get(name) if isinstance(found, Mapping) else None
                return _text(found)
            case _ if re.fullmatch(r"'[^']*'|true|false", expression):
                return expression.strip("'")
        raise ValueError(f"cannot evaluate {expression}")


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Read `name=value` and `name<<END … END`; whatever else is there is an error, as it is to the runner."""
    position = 0
    while position < len(text):
        entry = _ENTRY.match(text, position)
        if entry is None:
            raise ValueError(f"not an entry: {text[position:]!r}")
        yield entry["name"], (entry["value"] if entry["end"] is None else entry["lines"].removesuffix("\n"))
        position = entry.end()


def _annotation(command: re.Match[str]) -> tuple[str, dict[str, str], str]:
    said = _ANNOTATION.fullmatch(command[0])
    if said is None:
        return command["name"] or command["old"], {}, ""
    pairs = [pair.partition("=") for pair in said["properties"].split(",")]
    return said["kind"], {name: _unescaped(value) for name, _, value in pairs}, _unescaped(said["text"])


def _unescaped(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text
