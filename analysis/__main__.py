"""The same answers on the command line: ``python -m analysis odds "petition=gascon-2022"``."""

import argparse
import json
import sys
from collections.abc import Sequence

from analysis import scenario, wording
from analysis.answer import answer, problems_body
from analysis.forecast import forecast
from analysis.scenario import Reading

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0, or 2 on bad input."""
    options = _parser().parse_args(arguments)
    reading = scenario.read(options.string)
    if reading.problems:
        if options.json:
            print(json.dumps(problems_body(reading), indent=2, ensure_ascii=False))
        for problem in reading.problems:
            print(wording.problem_sentence(problem), file=sys.stderr)
        return BAD_INPUT
    if options.json:
        print(json.dumps(answer(reading), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(reading)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="recall-odds", description="How likely a petition is to have enough valid signatures."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    odds = commands.add_parser("odds", help="the odds of a scenario")
    odds.add_argument("string", nargs="?", default="", help="a scenario string, or a link")
    odds.add_argument("--json", action="store_true", help="the answer as JSON")
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
