"""The official projection, told step by step in the numbering of the regulation."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analysis.rules import RuleSet
from analysis.verification import PairTest, Projection, thresholds
from analysis.wording.numbers import count

GATE_RESULTS = {
    "sufficient": "sufficient",
    "full_count": "every signature is checked",
    "insufficient": "insufficient",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an official method.

    Attributes
    ----------
    section : str
        Its number in the regulation; elsewhere its place in the line.
    text : str
        What is computed.
    result_text : str
        What comes out, as it is printed.
    result : int, float or str
        The same for JSON; the gate's name in the last step.
    """

    section: str
    text: str
    result_text: str
    result: int | float | str


def projection_steps(
    projection: Projection,
    *,
    rules: RuleSet,
    raw: int,
    required: int,
    sample: int,
    sample_valid: int,
    sample_repeats: int,
    statistic: str,
    rounding: str,
) -> list[Step]:
    """The steps of a projection; in California's numbering where that is the law.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> from analysis.verification import project
    >>> case = dict(
    ...     rules=rule_sets()["ca-local-recall-2022"], raw=25_000, required=16_000, sample=1_250,
    ...     sample_valid=900, sample_repeats=1, statistic="corrected", rounding="worksheet")
    >>> for step in projection_steps(project(**case), **case)[2:6]:
    ...     print(step.section, step.text, "=", step.result_text)
    20530(d) 25,000 × 900 ÷ 1,250, rounded to the nearest whole signature = 18,000
    20531(a) 25,000 ÷ 1,250, the value of each signature in the sample = 20.0000
    20531(b) 20.0000 × 19.0000, the weight of each repeat found = 380
    20531(c) 1 repeat × 380, left unrounded = 380
    """
    steps = [
        _counted("20530(b)", f"Valid signatures in the sample of {count(sample)}", sample_valid),
        Step(
            "20530(c)",
            f"{count(sample_valid)} ÷ {count(sample)}, to two decimals",
            f"{projection.percent}%",
            float(projection.percent),
        ),
    ]
    if rounding == "regulation":
        product = f"{count(raw)} × {projection.percent}%, rounded up"
    else:
        manner = "up" if rules.whole == "up" else "to the nearest whole signature"
        product = f"{count(raw)} × {count(sample_valid)} ÷ {count(sample)}, rounded {manner}"
    steps.append(_counted("20530(d)", product, projection.uncorrected))
    if statistic == "corrected":
        steps += _duplicate_term(projection, raw=raw, sample=sample, repeats=sample_repeats)
    steps.append(_gate_step(projection, rules=rules, required=required))
    if rules.state == "CA":
        return steps
    return [_renumbered(step, str(place)) for place, step in enumerate(steps, 1)]


def pair_steps(
    test: PairTest, *, raw: int, required: int, sample: int, sample_invalid: int
) -> list[Step]:
    """The steps of Washington's test.

    Examples
    --------
    >>> from analysis.verification import pair_test
    >>> case = dict(raw=348_072, required=246_372, sample=10_512, sample_invalid=897)
    >>> steps = pair_steps(pair_test(**case, sample_repeats=9), **case)
    >>> steps[-2].result_text, steps[-1].text, steps[-1].result_text
    ('51.08', '9 pairs found, 51.08 acceptable', 'sufficient')
    """
    invalid = count(sample_invalid)
    pairs = _many(test.pairs, "pair")
    bound, most = _places(test.invalid_bound), _places(test.most_pairs)
    expected, acceptable = _places(test.expected), _places(test.acceptable)
    gate = "sufficient" if test.accepted else "full_count"
    sampled = f"{count(sample)} ÷ {count(raw)}"
    allowed = f"({invalid} + {_places(test.allowance)}) ÷ ({sampled})"
    root = f"{expected} − 1.65 × √{expected}" if test.expected >= 0 else "No pairs are acceptable"
    lines = (
        ("(3)", f"1.5 × √{invalid}, an allowance for the luck of the sample", test.allowance),
        ("(4)", f"{allowed}, the invalid signatures allowed for", test.invalid_bound),
        (
            "(5)",
            f"{count(raw)} − ({count(required)} + {bound}), the most pairs allowed",
            test.most_pairs,
        ),
        (
            "(6)",
            f"({sampled})² × {most}, the pairs to expect in the sample",
            test.expected,
        ),
        ("(7)", f"{root}, the pairs acceptable", test.acceptable),
    )
    steps = [Step(f"434-379-010{at}", text, _places(value), value) for at, text, value in lines]
    verdict = f"{pairs} found, {acceptable} acceptable"
    return [*steps, Step("434-379-010(8)", verdict, GATE_RESULTS[gate], gate)]


def thresholds_sentence(rules: RuleSet, *, required: int) -> str:
    """What is sufficient and what is not, in signatures; the strict ends said so.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> thresholds_sentence(rule_sets()["ca-local-recall-2022"], required=566_857)
    'sufficient above 623,542.7 (110%), insufficient below 510,171.3 (90%)'
    >>> thresholds_sentence(rule_sets()["co"], required=86_105)
    'sufficient from 94,715.5 (110%), insufficient at 77,494.5 (90%) or fewer'
    """
    gate = rules.gate
    if gate is None or gate.sufficient_at is None or gate.insufficient_at is None:
        return "no thresholds are modeled, so each signature is taken to be checked"
    limits = thresholds(rules, required)
    shares = (gate.sufficient_at, gate.insufficient_at)
    high, low = (
        f"{_exact(limit)} ({_exact(Fraction(share) * 100)}%)"
        for limit, share in zip(limits, shares, strict=True)
    )
    enough = f"sufficient {'above' if gate.sufficient_strict else 'from'} {high}"
    few = f"below {low}" if gate.insufficient_strict else f"at {low} or fewer"
    return f"{enough}, insufficient {few}"


def unpublished_sentence(*, most_sufficient: int, fewest_insufficient: int, most: int) -> str:
    """That the number of repeats is not known, and what it could have changed.

    Parameters
    ----------
    most_sufficient, fewest_insufficient : int
        As ``repeats_for_gate`` gives them.
    most : int
        The most repeats that the sample can hold.

    Examples
    --------
    >>> unpublished_sentence(most_sufficient=-1, fewest_insufficient=131, most=7810)
    'The number of repeats in the sample was not published; this is computed with 0. With 131 or \
more repeats, the sample would be insufficient.'
    """
    text = "The number of repeats in the sample was not published; this is computed with 0."
    if 0 <= most_sufficient < most:
        text += f" With more than {_many(most_sufficient, 'repeat')}, it would not be sufficient."
    if 0 < fewest_insufficient <= most:
        text += f" With {count(fewest_insufficient)} or more repeats, the sample would be"
        text += " insufficient."
    return text


def step_line(step: Step) -> str:
    """A step on one line.

    Examples
    --------
    >>> step_line(Step("20530(c)", "516 ÷ 722, to two decimals", "71.47%", 71.47))
    '20530(c): 516 ÷ 722, to two decimals = 71.47%'
    """
    sign = ":" if isinstance(step.result, str) else " ="
    return f"{step.section}: {step.text}{sign} {step.result_text}"


def _duplicate_term(projection: Projection, *, raw: int, sample: int, repeats: int) -> list[Step]:
    value, weight, term = projection.value, projection.weight, projection.repeats
    manner = "rounded up" if isinstance(term, int) else "left unrounded"
    difference = f"{count(projection.uncorrected)} − {_exact(term)}"
    if not isinstance(term, int):
        difference += ", rounded up"
    return [
        Step(
            "20531(a)",
            f"{count(raw)} ÷ {count(sample)}, the value of each signature in the sample",
            f"{value:,}",
            float(value),
        ),
        Step(
            "20531(b)",
            f"{value:,} × {value - 1:,}, the weight of each repeat found",
            _exact(weight),
            float(weight),
        ),
        Step(
            "20531(c)",
            f"{_many(repeats, 'repeat')} × {_exact(weight)}, {manner}",
            _exact(term),
            term if isinstance(term, int) else float(term),
        ),
        _counted("20532", difference, projection.projected),
    ]


def _gate_step(projection: Projection, *, rules: RuleSet, required: int) -> Step:
    share = f"{float(projection.of_required) * 100:.2f}%"
    text = (
        f"{count(projection.projected)} is {share} of the {count(required)} required; "
        f"{thresholds_sentence(rules, required=required)}"
    )
    result = GATE_RESULTS[projection.gate]
    return Step(rules.statute, text, result, projection.gate)


def _counted(section: str, text: str, number: int) -> Step:
    return Step(section, text, count(number), number)


def _renumbered(step: Step, section: str) -> Step:
    return Step(section, step.text, step.result_text, step.result)


def _exact(number: Decimal | Fraction | int) -> str:
    """A number in full, with commas and without trailing zeros."""
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _places(number: float) -> str:
    return f"{number:,.2f}"


def _many(number: int, noun: str) -> str:
    return f"{count(number)} {noun}" + ("" if number == 1 else "s")
