"""``recall-odds project``: each step of the official projection, as text and as JSON."""

import json

import pytest

from analysis.__main__ import main

GASCON = "petition=gascon-2022&as_of=sample"
IRVINE = (
    "petition=custom&raw=10007&required=8738&sample=500&sample_valid=262&sample_repeats=1"
    "&rules=ca-county-initiative"
)
WASHINGTON = (
    "petition=custom&raw=348072&required=246372&sample=10512&sample_valid=9606&sample_repeats=9"
    "&rules=wa"
)


def told(capsys, *arguments: str) -> dict:
    assert main(["project", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_gascon_with_109_repeats(capsys) -> None:
    found = told(capsys, f"{GASCON}&sample_repeats=109", "--rounding", "regulation")
    assert found["percent"] == 78.18
    assert found["uncorrected"] == 559_639
    assert found["value"] == 19.9992
    assert found["weight"] == 379.96880064
    assert found["repeats"] == 41_417
    assert found["projected"] == 518_222
    assert found["of_required"] == 518_222 / 566_857
    assert found["gate"] == "full_count"
    assert found["repeats_published"] is True
    assert [(step["step"], step["result"]) for step in found["steps"]] == [
        ("20530(b)", 27_983),
        ("20530(c)", 78.18),
        ("20530(d)", 559_639),
        ("20531(a)", 19.9992),
        ("20531(b)", 379.96880064),
        ("20531(c)", 41_417),
        ("20532", 518_222),
        ("California Elections Code 11225 as in force in 2022", "full_count"),
    ]


def test_the_text_has_every_step(capsys) -> None:
    assert main(["project", f"{GASCON}&sample_repeats=131"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        "20530(b): Valid signatures in the sample of 35,793 = 27,983",
        "20530(c): 27,983 ÷ 35,793, to two decimals = 78.18%",
        "20530(d): 715,833 × 27,983 ÷ 35,793, rounded to the nearest whole signature = 559,639",
        "20531(a): 715,833 ÷ 35,793, the value of each signature in the sample = 19.9992",
        "20531(b): 19.9992 × 18.9992, the weight of each repeat found = 379.96880064",
        "20531(c): 131 repeats × 379.96880064, left unrounded = 49,775.91288384",
        "20532: 559,639 − 49,775.91288384, rounded up = 509,864",
        (
            "California Elections Code 11225 as in force in 2022: 509,864 is 89.95% of the 566,857 "
            "required; sufficient above 623,542.7 (110%), insufficient below 510,171.3 (90%): "
            "insufficient"
        ),
    ]


def test_repeats_that_were_not_published_are_said_so(capsys) -> None:
    found = told(capsys, GASCON)
    assert found["repeats_published"] is False
    assert found["sample_repeats"] is None
    assert (found["repeats"], found["projected"]) == (0, 559_639)
    main(["project", GASCON])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == found["note"]
    assert "not published" in last
    assert "131 or more repeats" in last


@pytest.mark.parametrize(
    ("arguments", "projected"),
    [
        ([IRVINE], 4_864),
        ([f"{IRVINE}&rounding=regulation"], 4_863),
        ([IRVINE, "--rounding", "regulation"], 4_863),
        ([f"{IRVINE}&rounding=regulation", "--rounding", "worksheet"], 4_864),
        ([f"{IRVINE}&statistic=uncorrected"], 5_244),
    ],
)
def test_the_rounding_and_the_statistic_are_the_readers(capsys, arguments, projected) -> None:
    assert told(capsys, *arguments)["projected"] == projected


def test_without_the_duplicate_term_there_are_no_steps_of_it(capsys) -> None:
    found = told(capsys, f"{IRVINE}&statistic=uncorrected")
    assert not [step for step in found["steps"] if step["step"].startswith("20531")]
    assert found["repeats"] == 0


def test_washingtons_steps(capsys) -> None:
    found = told(capsys, WASHINGTON)
    assert found["gate"] == "sufficient"
    numbers = [step["step"] for step in found["steps"]]
    assert numbers == [f"434-379-010({number})" for number in range(3, 9)]
    assert [step["result"] for step in found["steps"][1:5]] == pytest.approx(
        [31_188.898098, 70_511.101902, 64.311706, 51.079600], abs=1e-6
    )
    assert told(capsys, WASHINGTON.replace("repeats=9", "repeats=80"))["gate"] == "full_count"
    short = told(capsys, WASHINGTON.replace("valid=9606", "valid=100"))
    assert short["gate"] == "full_count"
    assert short["steps"][-1]["text"].startswith("9 pairs found, -")


def test_other_places_do_not_carry_californias_numbers(capsys) -> None:
    colorado = "petition=custom&raw=106119&required=86105&sample=5306&sample_valid=4290&rules=co"
    found = told(capsys, colorado)
    assert (found["projected"], found["gate"]) == (85_800, "full_count")
    assert [step["step"] for step in found["steps"]] == ["1", "2", "3", "4"]
    assert found["steps"][-1]["text"].endswith("insufficient at 77,494.5 (90%) or fewer")


def test_where_no_thresholds_are_modeled_each_signature_is_checked(capsys) -> None:
    found = told(capsys, f"{GASCON}&rules=every-signature")
    assert found["gate"] == "full_count"
    assert "no thresholds are modeled" in found["steps"][-1]["text"]


@pytest.mark.parametrize("string", ["petition=gascon-2022", "sample=0", ""])
def test_without_a_sample_there_is_a_problem(capsys, string: str) -> None:
    assert main(["project", string, "--json"]) == 2
    told = capsys.readouterr()
    (problem,) = json.loads(told.out)["problems"]
    assert (problem["field"], problem["given"], problem["used"]) == ("sample", "0", None)
    assert problem["allowed"] == (
        "a whole number from 1 to 100,000,000, together with sample_valid"
    )
    assert told.err.count("\n") == 1
    assert "(sample)" in told.err


def test_bad_input_is_that_of_every_command(capsys) -> None:
    assert main(["project", "petition=gascon-2022&as_of=sample&raw=many"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "“many”" in err
    assert main(["project", f"{GASCON}&sample_valid=40000", "--json"]) == 2
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert problem["field"] == "sample_valid"
