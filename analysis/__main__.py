"""The same answers on the command line: ``python -m analysis odds "petition=gascon-2022"``."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.data_files import DataError

BAD_INPUT = 2

try:
    from analysis import backtest, batch, data_check, deadline, plan, project, scenario, wording
    from analysis.answer import answer, problems_body
    from analysis.forecast import forecast
    from analysis.scenario import Reading
except DataError as error:  # a file that every command reads, rules.toml for one
    print(error, file=sys.stderr)
    raise SystemExit(BAD_INPUT) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0, or 2 on bad input."""
    options = _parser().parse_args(arguments)
    if options.command in _WITHOUT_SCENARIO:
        return _WITHOUT_SCENARIO[options.command](options)
    reading = scenario.read(options.string)
    if options.command == "project":
        reading = project.with_sample(reading)
    elif options.command == "deadline":
        reading = deadline.with_deadline(reading)
    if reading.problems:
        return _problems(reading, as_json=options.json)
    if options.command == "project":
        _project(reading, options)
    elif options.command == "deadline":
        _deadline(reading, as_json=options.json)
    elif options.command == "plan":
        _plan(reading, as_json=options.json)
    elif options.json:
        _print_json(answer(reading))
    else:
        print("\n".join(_lines(reading)))
    return 0


def _problems(reading: Reading, *, as_json: bool) -> int:
    if as_json:
        _print_json(problems_body(reading))
    for problem in reading.problems:
        print(wording.problem_sentence(problem), file=sys.stderr)
    return BAD_INPUT


def _check_data(options: argparse.Namespace) -> int:
    """The files of data/; problems go to stderr, and with JSON the warnings do too."""
    found = data_check.check()
    if options.json:
        _print_json(data_check.body(found))
    else:
        print("\n".join(data_check.lines(found)), flush=True)
    told = data_check.warning_lines(found) if options.json else []
    for line in (*told, *(problem.line for problem in found.problems)):
        print(line, file=sys.stderr)
    return BAD_INPUT if found.problems else 0


def _backtest(options: argparse.Namespace) -> int:
    """Every past petition forecast without its result; the track record is written anew."""
    record, path = backtest.run()
    if options.json:
        _print_json(backtest.body(record))
    else:
        print("\n".join(backtest.lines(record, path)))
    return 0


def _batch(options: argparse.Namespace) -> int:
    """Scenarios from a CSV to a CSV; bad rows go to stderr."""
    try:
        summary = batch.run(Path(options.source), Path(options.target))
    except batch.NotUsableError as error:
        if options.json:
            _print_json(batch.not_usable_body(error))
        print(error, file=sys.stderr)
        return BAD_INPUT
    for line in batch.warnings(summary):
        print(line, file=sys.stderr)
    if options.json:
        _print_json(batch.body(summary))
    else:
        print(batch.line(summary, options.target))
    return 0


_WITHOUT_SCENARIO: dict[str, Callable[[argparse.Namespace], int]] = {
    "data": _check_data, "backtest": _backtest, "batch": _batch,
}  # fmt: skip


def _project(reading: Reading, options: argparse.Namespace) -> None:
    """The official projection of the sample; the option's rounding goes before the string's."""
    assert reading.scenario is not None, "no problems, so there is a scenario"
    rounding = options.rounding or reading.scenario.rounding
    told = project.tell(replace(reading.scenario, rounding=rounding))
    if options.json:
        _print_json(project.body(told))
    else:
        print("\n".join(project.lines(told)))


def _deadline(reading: Reading, *, as_json: bool) -> None:
    """The deadlines of the check, and by when it must end for the ballot."""
    assert reading.scenario is not None, "no problems, so there is a scenario"
    told = deadline.tell(reading.scenario)
    if as_json:
        _print_json(deadline.body(told))
    else:
        print("\n".join(deadline.lines(told)))


def _plan(reading: Reading, *, as_json: bool) -> None:
    """What has to be done for which odds."""
    assert reading.scenario is not None, "no problems, so there is a scenario"
    told = plan.tell(reading.scenario)
    if as_json:
        _print_json(plan.body(told))
    else:
        print("\n".join(plan.lines(told)))


def _print_json(body: dict[str, Any]) -> None:
    print(json.dumps(body, indent=2, ensure_ascii=False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="recall-odds", description="How likely a petition is to have enough valid signatures."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    odds = commands.add_parser("odds", help="the odds of a scenario")
    projected = commands.add_parser("project", help="the official projection of a sample")
    projected.add_argument(
        "--rounding",
        choices=scenario.KEYS["rounding"].choices,
        help="as the regulation or as county worksheets round; goes before the string's",
    )
    due = commands.add_parser("deadline", help="by when the check must end, and for the ballot")
    planned = commands.add_parser("plan", help="what has to be done for which odds")
    for command in (odds, projected, due, planned):
        command.add_argument("string", nargs="?", default="", help="a scenario string, or a link")
        command.add_argument("--json", action="store_true", help="the answer as JSON")
    data = commands.add_parser("data", help="the facts that the odds rest on")
    check = data.add_subparsers(dest="data_command", required=True).add_parser(
        "check", help="check every file of data/, and name what is wrong by file, row and column"
    )
    tested = commands.add_parser(
        "backtest", help="forecast every past petition without its result, and score that"
    )
    many = commands.add_parser("batch", help="many scenarios, from a CSV to a CSV with their odds")
    many.add_argument("source", metavar="IN.csv", help="columns named by key, one scenario a row")
    many.add_argument("target", metavar="OUT.csv", help="the same columns, then the odds")
    for command in (check, tested, many):
        command.add_argument("--json", action="store_true", help="the answer as JSON")
    return parser


def _lines(reading: Reading) -> list[str]:
    """The answer as text."""
    assert reading.scenario is not None, "no problems, so there is a scenario"
    result = forecast(reading.scenario)
    lines = [
        wording.quote(reading, result),
        wording.ballot_sentence(reading.scenario, result),
        wording.why_they_differ(reading.scenario, result),
        wording.margin_sentence(result),
        wording.break_even_sentence(result, reading.scenario, reading.defaults.prior),
        wording.prior_sentence(reading.defaults.prior),
        *wording.notices(reading),
        scenario.full_link(reading),
    ]
    return [line for line in lines if line]


if __name__ == "__main__":
    sys.exit(main())
