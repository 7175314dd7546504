"""The official projection, told step by step in the numbering of the regulation."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analysis.language import mark, nt, t
from analysis.rules import RuleSet
from analysis.verification import PairTest, Projection, thresholds
from analysis.wording.numbers import count

GATE_RESULTS = {
    "sufficient": mark("sufficient"),
    "full_count": mark("every signature is checked"),
    "insufficient": mark("insufficient"),
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
    valid, size, share = count(sample_valid), count(sample), f"{projection.percent}%"
    if rounding == "regulation":
        product = t("{sum}, rounded up", sum=f"{count(raw)} × {share}")
    elif rules.whole == "up":
        product = t("{sum}, rounded up", sum=f"{count(raw)} × {valid} ÷ {size}")
    else:
        product = t(
            "{sum}, rounded to the nearest whole signature",
            sum=f"{count(raw)} × {valid} ÷ {size}",
        )
    in_sample = t("Valid signatures in the sample of {size}", size=size)
    quotient = t("{sum}, to two decimals", sum=f"{valid} ÷ {size}")
    steps = [
        _counted("20530(b)", in_sample, sample_valid),
        Step("20530(c)", quotient, share, float(projection.percent)),
        _counted("20530(d)", product, projection.uncorrected),
    ]
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
    invalid, sampled = count(sample_invalid), f"{count(sample)} ÷ {count(raw)}"
    luck = f"1.5 × √{invalid}"
    allowed = f"({invalid} + {_places(test.allowance)}) ÷ ({sampled})"
    most = f"{count(raw)} − ({count(required)} + {_places(test.invalid_bound)})"
    expected = f"({sampled})² × {_places(test.most_pairs)}"
    lines = (
        ("(3)", t("{sum}, an allowance for the luck of the sample", sum=luck), test.allowance),
        ("(4)", t("{sum}, the invalid signatures allowed for", sum=allowed), test.invalid_bound),
        ("(5)", t("{sum}, the most pairs allowed", sum=most), test.most_pairs),
        ("(6)", t("{sum}, the pairs to expect in the sample", sum=expected), test.expected),
        ("(7)", _acceptable(test), test.acceptable),
    )
    steps = [Step(f"434-379-010{at}", text, _places(value), value) for at, text, value in lines]
    verdict = nt(
        "{n} pair found, {acceptable} acceptable",
        "{n} pairs found, {acceptable} acceptable",
        test.pairs,
        n=count(test.pairs),
        acceptable=_places(test.acceptable),
    )
    gate = "sufficient" if test.accepted else "full_count"
    return [*steps, Step("434-379-010(8)", verdict, t(GATE_RESULTS[gate]), gate)]


def _acceptable(test: PairTest) -> str:
    if test.expected < 0:
        return t("No pairs are acceptable, the pairs acceptable")
    expected = _places(test.expected)
    return t("{sum}, the pairs acceptable", sum=f"{expected} − 1.65 × √{expected}")


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
        return t("no thresholds are modeled, so each signature is taken to be checked")
    limits = thresholds(rules, required)
    shares = (gate.sufficient_at, gate.insufficient_at)
    high, low = (
        f"{_exact(limit)} ({_exact(Fraction(share) * 100)}%)"
        for limit, share in zip(limits, shares, strict=True)
    )
    if gate.sufficient_strict:
        enough = t("sufficient above {limit}", limit=high)
    else:
        enough = t("sufficient from {limit}", limit=high)
    if gate.insufficient_strict:
        few = t("insufficient below {limit}", limit=low)
    else:
        few = t("insufficient at {limit} or fewer", limit=low)
    return f"{enough}, {few}"


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
    said = [t("The number of repeats in the sample was not published; this is computed with 0.")]
    if 0 <= most_sufficient < most:
        without = nt(
            "With more than {n} repeat, it would not be sufficient.",
            "With more than {n} repeats, it would not be sufficient.",
            most_sufficient,
            n=count(most_sufficient),
        )
        said.append(without)
    if 0 < fewest_insufficient <= most:
        fails = nt(
            "With {n} or more repeats, the sample would be insufficient.",
            "With {n} or more repeats, the sample would be insufficient.",
            fewest_insufficient,
            n=count(fewest_insufficient),
        )
        said.append(fails)
    return " ".join(said)


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
    quotient, product = f"{count(raw)} ÷ {count(sample)}", f"{value:,} × {value - 1:,}"
    worth = t("{sum}, the value of each signature in the sample", sum=quotient)
    weighs = t("{sum}, the weight of each repeat found", sum=product)
    taken_off = nt(
        "{n} repeat × {weight}",
        "{n} repeats × {weight}",
        repeats,
        n=count(repeats),
        weight=_exact(weight),
    )
    difference = f"{count(projection.uncorrected)} − {_exact(term)}"
    if isinstance(term, int):
        taken_off = t("{sum}, rounded up", sum=taken_off)
    else:
        taken_off = t("{sum}, left unrounded", sum=taken_off)
        difference = t("{sum}, rounded up", sum=difference)
    number = term if isinstance(term, int) else float(term)
    return [
        Step("20531(a)", worth, f"{value:,}", float(value)),
        Step("20531(b)", weighs, _exact(weight), float(weight)),
        Step("20531(c)", taken_off, _exact(term), number),
        _counted("20532", difference, projection.projected),
    ]


def _gate_step(projection: Projection, *, rules: RuleSet, required: int) -> Step:
    text = t(
        "{projected} is {share} of the {required} required; {thresholds}",
        projected=count(projection.projected),
        share=f"{float(projection.of_required) * 100:.2f}%",
        required=count(required),
        thresholds=thresholds_sentence(rules, required=required),
    )
    return Step(t(rules.statute), text, t(GATE_RESULTS[projection.gate]), projection.gate)


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
