"""``recall-odds deadline``: the deadline, the days taken out by name, and the way to the ballot."""

import json

import pytest

from analysis.__main__ import main

GASCON = "petition=gascon-2022"
CUSTOM = "petition=custom&raw=60000&required=45000"


def told(capsys, string: str) -> dict:
    assert main(["deadline", string, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_gascon(capsys) -> None:
    found = told(capsys, GASCON)
    assert found["deadline"] == "2022-08-17"
    assert found["working_days"] == 30
    assert found["skipped"] == []
    assert found["last_order"] == "2022-08-12"
    assert found["first_order"] == "2022-07-06"
    assert found["last_day_for_ballot"] == "2022-08-08"
    assert found["working_day_of_last_order"] == 27
    assert found["special_election"] == {"first": "2022-11-19", "last": "2022-12-26"}


@pytest.mark.parametrize(
    ("string", "deadline", "skipped"),
    [
        ("filed=2024-03-04&rules=ca-local-recall-2022", "2024-04-15", []),
        (
            "filed=2024-03-04&rules=ca-local-recall-2022&holidays_add=2024-04-01",
            "2024-04-16",
            [{"date": "2024-04-01", "name": "Cesar Chavez Day"}],
        ),
        (
            "filed=2022-08-22&election=2023-06-06",
            "2022-10-04",
            [{"date": "2022-09-05", "name": "Labor Day"}],
        ),
        ("filed=2022-08-22&election=2023-06-06&holidays_drop=2022-09-05", "2022-10-03", []),
        (
            "filed=2022-07-06&holidays_add=2022-07-20",
            "2022-08-18",
            [{"date": "2022-07-20", "name": "added by the reader"}],
        ),
    ],
)
def test_days_taken_out_have_names(capsys, string: str, deadline: str, skipped: list) -> None:
    found = told(capsys, f"{CUSTOM}&{string}")
    assert (found["deadline"], found["skipped"]) == (deadline, skipped)


def test_the_text_names_the_days_and_the_sections(capsys) -> None:
    assert main(["deadline", f"{CUSTOM}&filed=2022-08-22&election=2023-06-06"]) == 0
    text = capsys.readouterr().out
    for part in ("Oct. 4, 2022", "working day 30", "Labor Day (Sept. 5, 2022)", "11225", "11242",
                 "March 10, 2023", "Assumption: ", "every Tuesday"):  # fmt: skip
        assert part in text
    assert main(["deadline", GASCON]) == 0
    assert "Saturdays and Sundays: none." in capsys.readouterr().out


def test_meetings_and_lag_move_the_last_day(capsys) -> None:
    assert told(capsys, f"{GASCON}&meetings=fri")["last_day_for_ballot"] == "2022-08-11"
    assert told(capsys, f"{GASCON}&order_lag=5")["last_day_for_ballot"] == "2022-08-01"
    dates = "2022-07-12,2022-07-26,2022-08-02,2022-08-09"
    assert told(capsys, f"{GASCON}&meetings={dates}")["last_day_for_ballot"] == "2022-08-08"
    late = told(capsys, f"{GASCON}&meetings=2022-09-13")
    assert late["last_day_for_ballot"] is None
    assert late["special_election"] == {"first": "2022-12-10", "last": "2023-01-16"}


def test_without_the_law_of_the_order_there_is_still_a_deadline(capsys) -> None:
    found = told(capsys, f"{CUSTOM}&rules=ca-county-initiative")
    assert (found["deadline"], found["working_days"]) == ("2022-11-14", 90)
    assert (found["sample_deadline"], found["sample_working_days"]) == ("2022-08-17", 30)
    assert found["last_order"] is found["first_order"] is found["last_day_for_ballot"] is None
    assert found["notes"][0].startswith("No odds of the ballot")


@pytest.mark.parametrize("rules", ["wa", "every-signature", "ca-state-recall"])
def test_without_working_days_there_is_a_problem(capsys, rules: str) -> None:
    assert main(["deadline", f"{CUSTOM}&rules={rules}", "--json"]) == 2
    out, err = capsys.readouterr()
    (problem,) = json.loads(out)["problems"]
    assert (problem["field"], problem["given"], problem["used"]) == ("rules", rules, None)
    assert "ca-local-recall-2024" in problem["allowed"]
    assert "(rules)" in err


def test_bad_input_is_that_of_every_command(capsys) -> None:
    assert main(["deadline", "order_lag=15"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "“15”" in err
