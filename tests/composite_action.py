"""Runs a composite GitHub Action's steps with bash, as the runner does, and records what it cannot run."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_TEMPLATE = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_OUTPUT = re.compile(r"(?P<name>[^=<\n]+)(?:=(?P<value>.*)|<<(?P<end>.+)\n(?P<lines>(?:.*\n)*?)(?P=end))\n")
_COMMAND = re.compile(r"\s*::(?P<name>[a-z0-9-]+)(?: .*)?::(?P<value>.*)|.*##\[(?P<old>[a-z-]+)")


@dataclass
class Job:
    """One use of an action in a job: where it runs, and what its steps have said so far."""

    action: Path
    workspace: Path
    temporary: Path
    environment: Mapping[str, str]
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    used: list[dict[str, Any]] = field(default_factory=list)
    log: str = ""
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

    def run(self, steps: list[dict[str, Any]]) -> None:
        """Run steps up to the first that fails."""
        for step in steps:
            if "if" in step and not self._holds(step["if"]):
                continue
            if "uses" in step:
                filled = {name: self._filled(value) for name, value in step["with"].items()}
                self.used.append({"uses": step["uses"], "with": filled})
                continue
            self.exit_code = self._run(step)
            if self.exit_code:
                return

    def commands(self) -> Iterator[tuple[str, str]]:
        """Yield the commands in the log that the runner would obey: name and value."""
        resume = None
        for line in self.log.splitlines():
            command = _COMMAND.match(line)
            if command is None:
                continue
            name = command["name"] or command["old"]
            if resume is None:
                yield name, command["value"] or ""
                resume = command["value"] if name == "stop-commands" else None
            elif name == resume:
                resume = None

    def _run(self, step: Mapping[str, Any]) -> int:
        if step["shell"] != "bash":
            raise ValueError(f"cannot run {step['shell']}")
        script, said = self.temporary / "script.sh", self.temporary / "output"
        script.write_text(self._filled(step["run"]), encoding="utf-8")
        said.write_text("", encoding="utf-8")
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **self.environment,
                "GITHUB_ACTION_PATH": str(self.action.parent),
                "GITHUB_OUTPUT": str(said),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temporary),
                **{name: self._filled(value) for name, value in step.get("env", {}).items()},
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.log += ran.stdout
        if "id" in step:
            self.outputs[step["id"]] = dict(_outputs(said.read_text(encoding="utf-8")))
        return ran.returncode

    def _filled(self, text: str) -> str:
        return _TEMPLATE.sub(lambda match: self._value(match[1]), text)

    def _value(self, expression: str) -> str:
        match expression.split("."):
            case ["inputs", name]:
                return self.inputs[name]
            case ["steps", step, "outputs", name]:
                return self.outputs.get(step, {}).get(name, "")
            case _ if re.fullmatch(r"'[^']*'", expression):
                return expression[1:-1]
        raise ValueError(f"cannot evaluate {expression}")

    def _holds(self, condition: str) -> bool:
        """Evaluate equalities that are joined by `&&`."""
        for part in condition.split(" && "):
            left, operator, right = part.split(" ")
            if (self._value(left) == self._value(right)) != {"==": True, "!=": False}[operator]:
                return False
        return True


def _outputs(text: str) -> Iterator[tuple[str, str]]:
    """Read `name=value` and `name<<END … END`; whatever else is there is an error, as it is to the runner."""
    position = 0
    while position < len(text):
        entry = _OUTPUT.match(text, position)
        if entry is None:
            raise ValueError(f"not an output: {text[position:]!r}")
        yield entry["name"], (entry["value"] if entry["end"] is None else entry["lines"].removesuffix("\n"))
        position = entry.end()
