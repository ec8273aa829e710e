"""The format `sarif`: SARIF 2.1.0, as GitHub code scanning and other viewers read it."""

from __future__ import annotations

from collections.abc import Callable

from holdfast.model.report import Report
from holdfast.output.strings import to_json

MAX_BYTES = 10_000_000
"""Code scanning takes no file that is larger when compressed with gzip."""

_ROOM = 0.95  # the compressor of an upload may be another than ours


def render(report: Report) -> str:
    """Return `report` as one SARIF run, in ASCII with a final newline.

    It holds findings that failed or are unknown; the suppressed, marked as such, only where the report
    asks for them. Mistakes in policies, unreadable manifests and notes are notifications of its invocation,
    and so is how many results had to be left out.
    """
    # sarif-om takes 70 ms to import, which only those should pay who want SARIF.
    from holdfast.output.sarif_run import run_log

    return fitted(lambda most: run_log(report, most), len(report.findings))


def fitted(log_of: Callable[[int], object], wanted: int) -> str:
    """Return as text the log with as many of the `wanted` results as code scanning takes."""
    from holdfast.output.sarif_log import MAX_RESULTS, to_plain

    most = min(MAX_RESULTS, wanted)
    while True:
        log = to_plain(log_of(most))
        text = to_json({key: log[key] for key in ("$schema", "version", "runs")})
        size = _compressed(text)
        if size <= MAX_BYTES * _ROOM or most == 0:
            return text
        most = int(most * _ROOM * _ROOM * MAX_BYTES / size)


def _compressed(text: str) -> int:
    """Return the size of `text` in bytes, compressed where that is not small anyway."""
    if len(text) <= MAX_BYTES * _ROOM:
        return len(text)
    import zlib

    return len(zlib.compress(text.encode("ascii")))
