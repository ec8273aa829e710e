"""What the standard and code scanning demand of SARIF."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft4Validator

OASIS = Draft4Validator(
    json.loads((Path(__file__).parent / "oasis" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=Draft4Validator.FORMAT_CHECKER,
)


def violations(text: str) -> list[str]:
    """Return how `text` breaks what code scanning demands; needs no schema at hand."""
    log = json.loads(text)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    found = [] if log["version"] == "2.1.0" and log["$schema"] else ["version"]
    found += [] if len(run["results"]) <= 5000 else ["too many results"]
    found += (
        [] if sorted(each["id"] for each in rules) == [each["id"] for each in rules] else ["order of rules"]
    )
    for rule in rules:
        texts = [rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
        found += [f"text of {rule['id']}" for each in texts if not each]
        found += [f"length of {rule['id']}" for each in texts[:2] if len(each) > 1024]
        found += [f"name of {rule['id']}"] if rule["name"] == rule["id"] or len(rule["name"]) > 255 else []
        found += [f"tags of {rule['id']}"] if len(rule["properties"]["tags"]) > 10 else []
    for result in run["results"]:
        found += [] if rules[result["ruleIndex"]]["id"] == result["ruleId"] else ["ruleIndex"]
        found += [] if result["message"]["text"] and result["kind"] == "fail" else ["message"]
        found += (
            []
            if len(result["locations"]) == 1 and result["level"] in ("error", "warning", "note")
            else ["level"]
        )
        kinds = {"holdfast/v1", "primaryLocationLineHash"} & result["partialFingerprints"].keys()
        found += [] if "holdfast/v1" in kinds == set(result["partialFingerprints"]) else ["fingerprints"]
        where = result["locations"][0]["physicalLocation"]
        uri = where["artifactLocation"]["uri"]
        found += [] if uri.isascii() and uri and ":" not in uri and " " not in uri else [f"uri {uri}"]
        found += (
            [] if {"startLine", "startColumn", "endLine", "endColumn"} <= set(where["region"]) else ["region"]
        )
    return found
