"""The shapes of what may be kept of a file beside an id, hosts and regions; and of keys, which never may."""

from __future__ import annotations

import re

NOT_SHOWN = "(not shown)"
"""What stands in place of an id that looks like a key."""

_URL = re.compile(
    r"^[a-z][a-z0-9+.-]*://(?:[^/?#@\s]*@)?(?P<host>[^/?#:\s@\[\]]+)(?::\d{1,5})?(?:[/?#].*)?$", re.IGNORECASE
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?", re.IGNORECASE)
_PROVIDER = re.compile(r"[a-z][a-z0-9]*(?:[._ -][a-z0-9]+){0,4}", re.IGNORECASE)
_MAX_PROVIDER = 40
_VARIABLE = "os.environ"
_MAX_HOST = 253

_REGION = re.compile(
    r"(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-|iso[a-z]?-)?(?:central|east|north|northeast|northwest|south|southeast"
    r"|southwest|west)-?\d"  # AWS
    r"|(?:africa|asia|australia|europe|me|northamerica|southamerica|us)-(?:central|east|north|northeast|northwest"
    r"|south|southeast|southwest|west)\d{1,2}(?:-[a-f])?"  # Google Cloud
    r"|(?:australia|austria|belgium|brazil|canada|chile|china|denmark|east|finland|france|germany|india|indonesia"
    r"|israel|italy|japan|jioindia|korea|malaysia|mexico|newzealand|north|norway|poland|qatar|south|southafrica"
    r"|southeast|spain|sweden|switzerland|taiwan|uae|uk|us|west|central)"
    r"(?:asia|us|europe|india|central|east|north|south|west|southeast|northeast|southcentral|westcentral"
    r"|northcentral)*(?:central|east|north|south|west|asia|us|europe|india)?\d?(?:euap)?"  # Azure
    r"|global|eu|us|apac|emea",
    re.IGNORECASE,
)

_ARN = re.compile(r"\barn:aws[\w-]*:[a-z0-9-]+:(?P<region>[a-z0-9-]+):")

SECRET = re.compile(
    r"""(?x)
    (?<![A-Za-z0-9]) (?:
      sk-[A-Za-z0-9_-]{12,} | (?:sk|pk|rk)_(?:live|test)_\w{8,} | (?:AKIA|ASIA|AGPA|AIDA|AROA)[0-9A-Z]{12,}
    | gh[opsur]_[A-Za-z0-9]{16,} | github_pat_\w{16,} | gl(?:pat|ptt|dt)-[\w-]{12,} | xox[a-z]-[\w-]{8,}
    | AIza[\w-]{20,} | ya29\.[\w-]{12,} | hf_[A-Za-z0-9]{16,} | gsk_[A-Za-z0-9]{16,} | r8_[A-Za-z0-9]{16,}
    | pplx-[A-Za-z0-9]{16,} | nvapi-[\w-]{16,} | xai-[A-Za-z0-9]{16,} | tgp_v\d_[\w-]{12,}
    | fw_[A-Za-z0-9]{16,} | csk-[A-Za-z0-9]{16,} | dop_v1_\w{16,} | npm_[A-Za-z0-9]{16,} | pypi-[\w-]{16,}
    | SG\.[\w-]{12,} | glc_[\w=]{16,} | lin_api_\w{16,} | sk_[a-f0-9]{24,} | eyJ[\w-]{8,}\.[\w-]{4,}
    ) | -----BEGIN | (?i:bearer\s+\S{8,}) | ://[^/\s:@]+:[^/\s@]+@
    | (?i:accountkey=|sharedaccesskey=|[?&]sig=)
    """
)
"""What keys of known vendors look like."""

_LONG = re.compile(r"[A-Za-z0-9+=]{32,}|(?<![A-Za-z0-9+])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=-])")
"""What keys look like that have no mark: random, and longer than any word of a name."""

_REVISION = re.compile(r"(?:@|sha256[:-])$")
_VERSION = re.compile(r"(?:^|[:\s])[\w.-]+/[\w.-]+:$")
"""What stands before the version of a model of Replicate, which is no secret: `owner/name:` and a digest."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


def host_name(text: str) -> str:
    """Return the host of a URL in lower case, or `text` where it is a provider's name; else nothing."""
    match = _URL.match(text.strip())
    if match:
        name = match["host"].lower()
        return name if len(name) <= _MAX_HOST and _HOST.fullmatch(name) and not holds_secret(name) else ""
    name = text.strip()
    if name == _VARIABLE or holds_secret(name):
        return ""
    if "." in name and len(name) <= _MAX_HOST and _HOST.fullmatch(name):
        return name.lower()
    return name if len(name) <= _MAX_PROVIDER and _PROVIDER.fullmatch(name) else ""


def region_name(text: str) -> str:
    """Return `text` in lower case where it has the shape of a cloud's region; else nothing."""
    name = text.strip().replace(" ", "").lower()
    return name if _REGION.fullmatch(name) else ""


def region_of_arn(text: str) -> str:
    """Return the region that an ARN of AWS in `text` has; nothing where there is none."""
    match = _ARN.search(text)
    return region_name(match["region"]) if match else ""


def holds_secret(text: str) -> bool:
    """Tell whether `text` holds what looks like a key."""
    return bool(SECRET.search(text)) or any(
        _is_random(match[0])
        and not _REVISION.search(text[: match.start()])
        and not (_DIGEST.fullmatch(match[0]) and _VERSION.search(text[: match.start()]))
        for match in _LONG.finditer(text)
    )


def _is_random(run: str) -> bool:
    has_digits = any(char.isdigit() for char in run)
    return has_digits and run.lower() != run if "/" in run else has_digits and not run.isdigit()
