"""The report's figures beside the same figures computed again."""

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from typing import Any

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import write_columns, write_json
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number, strip_noise
from mkbviewer.core.report.agreement import Check, Verdict


def run_check(options: Namespace) -> int:
    """Write every fact of the report with what comes of computing it again."""
    from mkbviewer.store.pages.checks import read_checks

    with opened_holdings(options) as holdings:
        checks = read_checks(holdings)
    if options.json:
        write_json([describe_check(check) for check in checks])
    else:
        _write_in_words(checks)
    return 0


def describe_check(check: Check) -> dict[str, Any]:
    """A check as JSON: the columns of the facts file, then what was computed.

    `computed`, `difference` and `nearest` are null where there is none.
    """
    fact = check.fact
    return {
        "indicator": fact.indicator,
        "measure": fact.measure,
        "unit": fact.unit,
        "period": fact.period_text,
        "value": strip_noise(fact.value),
        "qualifier": fact.qualifier,
        "size_class": fact.size_class,
        "sector": fact.sector,
        "legal_form": fact.legal_form,
        "group": fact.group,
        "figure": fact.figure,
        "section": fact.section,
        "period_stated": "yes" if fact.is_period_stated else "no",
        "note": fact.note,
        "computed": _number(check.computed),
        "difference": _number(check.difference),
        "status": check.status.symbol,
        "nearest": _number(check.nearest),
        "rule": check.rule,
        "verdict": check.verdict.value,
        "table": check.table,
        "release": check.release,
        "origin": check.origin.value if check.table else "",
        "formula": check.formula,
        "explanation": check.explanation,
    }


def _number(value: float | None) -> float | None:
    return None if value is None else strip_noise(value)


def _write_in_words(checks: Sequence[Check]) -> None:
    write_columns(
        (
            _("verdict"),
            _("indicator"),
            _("measure"),
            _("members"),
            _("period"),
            _("stated"),
            _("computed"),
            _("difference"),
            _("unit"),
            _("table"),
            _("explanation"),
        ),
        (_in_words(check) for check in checks),
    )
    counts = Counter(check.verdict for check in checks)
    told = ", ".join(f"{verdict.label} {counts[verdict]}" for verdict in Verdict)
    total = ngettext("{count} figure", "{count} figures", len(checks)).format(count=len(checks))
    print(f"\n{total}: {told}")


def _in_words(check: Check) -> tuple[str, ...]:
    fact = check.fact
    return (
        check.verdict.label,
        fact.indicator,
        fact.measure,
        ", ".join(fact.members),
        fact.period_text,
        f"{fact.qualifier} {format_number(fact.value, fact.decimals)}".strip(),
        "" if check.computed is None else format_number(check.computed, check.decimals),
        ""
        if check.difference is None
        else format_number(check.difference, check.decimals, signed=True),
        fact.unit,
        check.table,
        check.explanation,
    )
