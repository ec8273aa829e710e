"""How a rule and its severity are said in SARIF."""

from __future__ import annotations

import re
from urllib.parse import quote

import sarif_om as om

from holdfast.model.policy import Reference, Rule, Severity
from holdfast.output.ranking import LEVELS
from holdfast.output.strings import CUT, safe, well_formed

MAX_DESCRIPTION = 1024
MAX_TAGS = 10
MAX_NAME = 255

# Code scanning takes above 9.0 as critical, from 7.0 as high, from 4.0 as medium; any as security.
_SECURITY = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}


def descriptor(rule: Rule, page: str = "", precision: str = "very-high") -> om.ReportingDescriptor:
    """Return `rule` as an entry of `tool.driver.rules`; `page` describes the rules of its pack.

    `precision` is one of code scanning's words.
    """
    title = _paragraph(rule.title) or safe(rule.id)
    return om.ReportingDescriptor(
        id=safe(rule.id),
        name=_name(rule.id),
        short_description=om.MultiformatMessageString(text=_bounded(title)),
        full_description=om.MultiformatMessageString(text=_bounded(_paragraph(rule.rationale) or title)),
        help=om.MultiformatMessageString(text=_help_text(rule, title), markdown=_help_markdown(rule, title)),
        help_uri=f"{_address(page)}#{rule.id.replace('/', '')}" if page else None,
        default_configuration=om.ReportingConfiguration(level=LEVELS[rule.severity]),
        properties=_properties(rule, precision),
    )


def _properties(rule: Rule, precision: str) -> dict[str, object]:
    frameworks = sorted({safe(reference.framework) for reference in rule.references})
    tags = list(dict.fromkeys(["ai-governance", safe(rule.pack), *frameworks]))
    properties: dict[str, object] = {
        "tags": tags[:MAX_TAGS],
        "precision": precision,
        "problem.severity": _PROBLEM[LEVELS[rule.severity]],
    }
    if rule.severity in _SECURITY:
        properties["security-severity"] = _SECURITY[rule.severity]
    return properties


def _name(rule_id: str) -> str:
    """Return the id in PascalCase; never equal to the id itself."""
    words = re.findall(r"[A-Za-z0-9]+", rule_id)
    name = "".join(word[:1].upper() + word[1:] for word in words)[: MAX_NAME - len("Rule")]
    return name if name and name != rule_id else f"{name}Rule"


def _help_text(rule: Rule, title: str) -> str:
    parts = [title]
    parts += [_paragraphs(text) for text in (rule.rationale, rule.remediation) if text.strip()]
    if rule.references:
        parts.append("References: " + "; ".join(_reference_text(each) for each in rule.references) + ".")
    return "\n\n".join(parts)


def _help_markdown(rule: Rule, title: str) -> str:
    parts = [f"**{title}**"]
    if rule.rationale.strip():
        parts.append(f"## Why\n\n{_paragraphs(rule.rationale)}")
    if rule.remediation.strip():
        parts.append(f"## What to do\n\n{_paragraphs(rule.remediation)}")
    if rule.references:
        parts.append("## References\n\n" + "\n".join(_reference_item(each) for each in rule.references))
    return "\n\n".join(parts)


def _reference_text(reference: Reference) -> str:
    return safe(f"{reference.framework} {reference.control} {reference.url}".strip())


def _reference_item(reference: Reference) -> str:
    label = safe(f"{reference.framework} {reference.control}".strip())
    if not reference.url.startswith(("https://", "http://")):
        return f"- {label}"
    return f"- [{label.replace('[', '(').replace(']', ')')}]({_address(reference.url)})"


def _address(url: str) -> str:
    return quote(well_formed(url), safe=_IN_URL)


# What a URL may hold as it is; round brackets would end the link in Markdown.
_IN_URL = ":/?#@!$&'*+,;=%-._~"


def _paragraphs(text: str) -> str:
    """Return text of several paragraphs with its line breaks, each line made safe."""
    return "\n".join(safe(line.rstrip()) for line in text.strip().splitlines())


def _paragraph(text: str) -> str:
    return " ".join(_paragraphs(text).split())


def _bounded(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION else text[: MAX_DESCRIPTION - len(CUT)] + CUT
