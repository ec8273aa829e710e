"""What searches for models found, for the tests of each way to write it."""

from __future__ import annotations

from holdfast.model.reference import Detection, Grade, LibraryUse, ModelReference, Role

KNOWN = ModelReference(
    *(
        "litellm.yaml",
        4,
        14,
        "bedrock/eu.anthropic.claude",
        "bedrock/eu.anthropic.claude",
    ),
    detector="litellm",
    grade=Grade.DECLARED,
    host="bedrock",
    region="eu-central-1",
    role=Role.FALLBACK,
    family="claude",
    vendor="anthropic",
    width=27,
)
UNRESOLVED = ModelReference(
    "tests/compose.yaml",
    7,
    5,
    "${MODEL}",
    "",
    "compose",
    Grade.INFERRED,
    production=False,
    unresolved="it is a variable",
)
STRANGE = ModelReference("a\x1b.env", 1, 1, "\u202egpt", "\u202egpt", "env-files", Grade.HINT)
FOLLOWED = ModelReference("b.tf", 1, 1, "var.x", "gpt-4o", "terraform", Grade.DECLARED, family="gpt")
OFFERED = ModelReference(
    *("app/page.tsx", 3, 9, "gpt-4o", "gpt-4o"),
    detector="javascript",
    grade=Grade.HINT,
    role=Role.CHOICE,
    family="gpt",
    vendor="openai",
    width=6,
)
SOME = Detection(
    (KNOWN, UNRESOLVED, STRANGE, FOLLOWED),
    ("`x.yaml` was not searched.",),
    1234,
    version="1.2.3",
    choices=(OFFERED,),
)
USES = Detection(
    (),
    uses=(
        LibraryUse("go.mod", 4, 2, "openai-go", width=9),
        LibraryUse("docs/a.txt", 1, 1, "ai", production=False, width=2),
    ),
    version="1.2.3",
)

DETECTIONS = {"some": SOME, "libraries": USES, "none": Detection((), version="1.2.3")}
