"""The same answers on the command line: ``python -m analysis odds "petition=gascon-2022"``."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from analysis import project, scenario, wording
from analysis.answer import answer, problems_body
from analysis.forecast import forecast
from analysis.scenario import Reading

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0, or 2 on bad input."""
    options = _parser().parse_args(arguments)
    reading = scenario.read(options.string)
    if options.command == "project":
        reading = project.with_sample(reading)
    if reading.problems:
        return _problems(reading, as_json=options.json)
    if options.command == "project":
        _project(reading, options)
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


def _project(reading: Reading, options: argparse.Namespace) -> None:
    """The official projection of the sample; the option's rounding goes before the string's."""
    assert reading.scenario is not None, "no problems, so there is a scenario"
    rounding = options.rounding or reading.scenario.rounding
    told = project.tell(replace(reading.scenario, rounding=rounding))
    if options.json:
        _print_json(project.body(told))
    else:
        print("\n".join(project.lines(told)))


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
    for command in (odds, projected):
        command.add_argument("string", nargs="?", default="", help="a scenario string, or a link")
        command.add_argument("--json", action="store_true", help="the answer as JSON")
    return parser


def _lines(reading: Reading) -> list[str]:
    """The answer as text."""
    assert reading.scenario is not None, "no problems, so there is a scenario"
    result = forecast(reading.scenario)
    lines = [
        wording.quote(reading, result),
        wording.margin_sentence(result),
        wording.break_even_sentence(result, reading.scenario, reading.defaults.prior),
        wording.prior_sentence(reading.defaults.prior),
        *wording.notices(reading),
        scenario.full_link(reading),
    ]
    return [line for line in lines if line]


if __name__ == "__main__":
    sys.exit(main())
