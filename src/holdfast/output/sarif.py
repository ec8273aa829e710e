"""The format `sarif`: SARIF 2.1.0, as GitHub code scanning and other viewers read it."""

from __future__ import annotations

from holdfast.model.report import Report
from holdfast.output.strings import to_json


def render(report: Report) -> str:
    """Return `report` as one SARIF run, in ASCII with a final newline.

    It holds findings that failed or are unknown, the suppressed marked as such; mistakes in policies,
    unreadable manifests and notes are notifications of its invocation.
    """
    # sarif-om takes 70 ms to import, which only those should pay who want SARIF.
    from holdfast.output.sarif_run import run_log, to_plain

    log = to_plain(run_log(report))
    return to_json({key: log[key] for key in ("$schema", "version", "runs")})
