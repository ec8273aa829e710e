"""What a repository begins with: a manifest, a configuration, a workflow and a hook for pre-commit."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import NamedTuple

OWNER_AND_COMMIT = ("<OWNER>/holdfast", "<COMMIT>")
"""Stands for where Holdfast is to be had, where nobody knows it. No one can be called so on GitHub."""

NOT_SAID = "TODO"
"""Stands for the one thing that a manifest cannot do without, and only a person knows."""

CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"

_ID = re.compile(r"[^a-z0-9]+")
_PLACEHOLDERS = re.compile(
    r"(?P<uses><OWNER>/holdfast@<COMMIT>)"
    r"|(?P<repo>repo: )https://github\.com/<OWNER>/holdfast(?P<rev>\s+rev: )<COMMIT>"
)
_OUR_HOOK = re.compile(r"\bid:\s*[\"']?holdfast(?![\w-])", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z](?:[\w./:-]*[\w])?", re.ASCII)
_WORDS = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
"""What some readers of YAML take for something else than text."""


class Known(NamedTuple):
    """What is known of a repository at the beginning; what is empty is left for later.

    `owner` is `group:NAME` or `user:NAME`, `model` as the code has it, `hosting` a word of the manifest.
    """

    name: str
    owner: str = ""
    application: str = ""
    model: str = ""
    hosting: str = ""
    operator: str = ""


class Likely(NamedTuple):
    """What is probably so of a backend, for a person to confirm, and what may be so in its place."""

    hosting: str = "vendor-api"
    operator: str = "openai"
    hostings: str = "vendor-api, cloud-marketplace, reseller, self-hosted-cloud, on-premises, …"
    who: str = "who runs it"


LIKELY = Likely()


class Source(NamedTuple):
    """Where Holdfast is to be had: a repository, `OWNER/NAME`, the commit to use, and the host of git."""

    repository: str = OWNER_AND_COMMIT[0]
    commit: str = OWNER_AND_COMMIT[1]
    host: str = "https://github.com"

    @property
    def is_known(self) -> bool:
        """Whether somebody said it."""
        return self != Source()

    @property
    def is_pinned(self) -> bool:
        """Whether the commit is a full id: a tag or a branch can be moved to other code."""
        return re.fullmatch("[0-9a-f]{40}", self.commit) is not None


_HEAD = """\
# Which AI models this repository uses, for what, and where they run. What is commented out is for you to say:
# `holdfast check` asks for it. All fields: docs/manifest.md in Holdfast.
apiVersion: holdfast/v1
kind: AIManifest
metadata:
  name: {name}
  {owner}  # who answers for what follows: group:NAME or user:NAME
{routing}
applications:
  - id: {application}
    # description: "In a sentence, for people."
    # workload: chat  # chat, rag, agentic, coding, extraction, embedding, vision, speech, media, …
    # criticality: low  # how much the business depends on it: low, medium, high, critical
    # data:
    #   classes: [internal]  # public, internal, confidential, personal, health, financial, …
    # euAiAct:
    #   riskClass: minimal  # prohibited, high, transparency, minimal, unclassified
    models:
"""
USES = """\
      - ref: main
      # - ref: other  # what stands in for it, declared under `models` like the first
      #   role: fallback
      #   testedOn: 2026-01-31
"""
MIGRATION = """\
    # migration:
    #   status: none  # of the way to another model: none, documented, tested, in-progress, done
    #   doc: docs/model-exit.md

models:
"""
_MODELS = """\
  - id: main
    model: {model}  # as your code names it: gpt-5.5, mistralai/Mistral-Large-3-675B-Instruct-2512, …
    backend: {backend}
  # - id: other
  #   model: mistralai/Mistral-Small-3.2-24B-Instruct-2506
  #   backend: {backend}
"""
BACKENDS = """\

backends:
"""
_BACKEND = """\
    {hosting}  # {hostings}
    {operator}  # {who}
    {region}  # where it runs: the region, or the countries below
    # country: [DE]
    # contract: main
"""
CONTRACTS = """\

# contracts:
#   - id: main
#     counterparty: openai
#     role: model-provider
#     end: 2027-12-31
"""
_CONFIGURATION = """\
# What is checked here, and how strictly. All settings: docs/configuration.md in Holdfast.
apiVersion: holdfast/v1
kind: Configuration

# Other packs that ship with Holdfast: accountability, contracts, dora, drift, eu-ai-act,
# gdpr-transfers, lifecycle.
packs: [inventory, model-diversity, sovereignty]

# The least severity that fails a check: info, low, medium, high, critical.
failOn: low

# Whether three model families and the like are judged here, or for the organisation as a whole (part).
portfolio: whole
"""
_WORKFLOW = """\
name: holdfast

on:
  pull_request:
  push:
    branches: [main, master]
  schedule:
    - cron: "17 5 * * 1" # contracts end and models retire without a commit

permissions: {{}}
concurrency:
  group: holdfast-${{{{ github.ref }}}}
  cancel-in-progress: true

jobs:
  check:
    name: Check the AI model stack
    runs-on: ubuntu-latest
    permissions:
      contents: read # to check the repository out
      # security-events: write # for upload-sarif below
    steps:
      - name: Check out
        uses: {checkout}
        with:
          persist-credentials: false
      - name: Check
        uses: {repository}@{commit}
        # with:
        #   upload-sarif: "true" # shows findings in code scanning, too
        #   plugins: holdfast-detect # reads code and configurations, for the pack drift and `from` of models
"""
_HOOK = """\
  - repo: {host}/{repository}
    rev: {commit}
    hooks:
      - id: holdfast
"""


def identifier(text: str) -> str:
    """Return `text` as an id: small letters without accents, digits, and hyphens between them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _ID.sub("-", letters).strip("-") or "repository"


def manifest(known: Known) -> str:
    """Return a manifest that is valid as it is, and says no more than is known."""
    hosted = f"  - id: main\n{backend(known.hosting, known.operator)}"
    return f"{head(known)}{USES}{MIGRATION}{main_model(known, 'main')}{BACKENDS}{hosted}{CONTRACTS}"


def main_model(known: Known, backend_id: str) -> str:
    """Return the one model of an application of which nobody else says more."""
    return _MODELS.format(model=scalar(known.model or NOT_SAID), backend=scalar(backend_id))


def head(known: Known, routing: str = "") -> str:
    """Return the manifest up to the models of its one application; `routing` stands before it."""
    return _HEAD.format(
        name=scalar(known.name),
        application=scalar(known.application or known.name),
        owner=field("owner", known.owner, "group:team"),
        routing=routing,
    )


def backend(hosting: str, operator: str, region: str = "", likely: Likely = LIKELY) -> str:
    """Return the fields of a backend after its id; what is empty is commented out, as it is likely."""
    return _BACKEND.format(
        hosting=field("hosting", hosting, likely.hosting),
        operator=field("operator", operator, likely.operator),
        region=field("region", region, "westeurope"),
        hostings=likely.hostings,
        who=likely.who,
    )


def configuration() -> str:
    """Return a configuration that says what holds without one."""
    return _CONFIGURATION


def workflow(source: Source) -> str:
    """Return a workflow of GitHub with the permissions that it needs and no more."""
    return _WORKFLOW.format(checkout=CHECKOUT, repository=source.repository, commit=source.commit)


def pre_commit(source: Source) -> str:
    """Return a configuration of pre-commit."""
    return f"repos:\n{hook(source)}"


def hook(source: Source) -> str:
    """Return what a configuration of pre-commit takes in under `repos`."""
    return _HOOK.format(host=source.host, repository=source.repository, commit=source.commit)


def filled_in(text: str, source: Source) -> str:
    """Return a workflow or a configuration of pre-commit with `source` where it still says nothing."""

    def said(found: re.Match[str]) -> str:
        if found["uses"]:
            return f"{source.repository}@{source.commit}"
        return f"{found['repo']}{source.host}/{source.repository}{found['rev']}{source.commit}"

    return _PLACEHOLDERS.sub(said, text)


def is_open(text: str) -> bool:
    """Tell whether a workflow or a configuration of pre-commit does not say where Holdfast is to be had."""
    return _PLACEHOLDERS.search(text) is not None


def has_hook(text: str) -> bool:
    """Tell whether a configuration of pre-commit names our hook."""
    return _OUR_HOOK.search(text) is not None


def field(name: str, value: str, example: str) -> str:
    """Return a field, commented out with an example where nothing is known."""
    return f"{name}: {scalar(value)}" if value else f"# {name}: {scalar(example)}"


def scalar(text: str) -> str:
    """Return `text` as YAML that means it: JSON is YAML too."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if is_plain else json.dumps(text, ensure_ascii=not text.isprintable())
