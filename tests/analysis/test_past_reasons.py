"""Why signatures were rejected: what is in the file, what a whole breakdown is, bad rows."""

import csv
import io
import shutil
from collections import Counter
from pathlib import Path

import pytest

from analysis.data_files import DATA, DataError
from analysis.past_petitions import past_petitions
from analysis.past_reasons import FILE, INVALID, breakdowns, reason_counts

HEADER = [
    "petition_id", "reason", "printed_as", "count", "rounded", "scope", "part", "checked",
    "source_url", "note",
]  # fmt: skip
WHOLE = {"not_registered": "60", "address": "30", "repeats": "10"}


def rows_of(counts: dict[str, str], **cells: str) -> list[dict[str, str]]:
    plain = {"petition_id": "a_2020", "scope": "full", "source_url": "https://example.org/a"}
    return [{**plain, "reason": name, "count": count, **cells} for name, count in counts.items()]


def written(folder: Path, rows: list[dict[str, str]]) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / FILE).write_text(text.getvalue(), "utf-8")
    return folder


def test_gascon_is_as_the_county_printed_it() -> None:
    assert breakdowns()["gascon_2022"] == {
        "not_registered": 88464, "address": 32187, "mismatch": 9490, "cancelled": 7344,
        "out_of_area": 5374, "form": 0, "other": 9331,
    }  # fmt: skip
    counted = {row.reason: row.count for row in reason_counts() if row.petition_id == "gascon_2022"}
    assert sum(counted.values()) == 715_833 - 520_050
    assert counted["repeats"] == 43593


def test_counts_of_one_reason_add_up() -> None:
    """Two kinds of address and of area, as Costa Mesa's clerk has them."""
    found = breakdowns()["costa_mesa_fairview_2016"]
    assert (found["address"], found["out_of_area"], found["form"]) == (126, 12, 7)


def test_whole_breakdowns_of_the_data() -> None:
    """Each names the unregistered and another reason; nothing rounded, nothing of a part."""
    found = breakdowns()
    assert len(found) >= 5
    assert found.keys() <= {row.petition_id for row in past_petitions()}
    for name, counts in found.items():
        assert tuple(counts) == INVALID
        assert counts["not_registered"] > 0, name
        assert sum(counts[one] > 0 for one in ("address", "mismatch", "cancelled", "out_of_area"))
    for name in (
        "pearce_2018", "fayette_2022", "mi_2018_promotevote", "lopez_santaana_2023",
        "ab1266_referendum_2014",
    ):  # fmt: skip
        assert name not in found


def test_a_whole_breakdown(tmp_path: Path) -> None:
    found = breakdowns(written(tmp_path, rows_of(WHOLE)))
    wanted = dict.fromkeys(INVALID, 0) | {"not_registered": 60, "address": 30}
    assert found == {"a_2020": wanted}, "repeats are no reason for which one is otherwise invalid"


@pytest.mark.parametrize(
    ("rows", "is_whole"),
    [
        (rows_of(WHOLE, scope="sample"), True),
        (rows_of(WHOLE, scope="stopped"), True),
        (rows_of(WHOLE, scope="sheets"), False),
        (rows_of(WHOLE, part="a county"), False),
        (rows_of(WHOLE, rounded="yes"), False),
        (rows_of(WHOLE) + rows_of({"other": "5"}, rounded="yes"), False),
        (rows_of({"address": "30", "mismatch": "20"}), False),
        (rows_of({"not_registered": "0", "address": "30"}), False),
        (rows_of({"not_registered": "60"}), False),
        (rows_of({"not_registered": "60", "other": "20", "form": "9"}), False),
        (rows_of({"not_registered": "60", "mismatch": "1"}), True),
        (rows_of(WHOLE | {"unnamed": "10"}), True),
        (rows_of(WHOLE | {"unnamed": "11"}), False),
        (rows_of({"unnamed": "100"}), False),
    ],
)
def test_what_is_whole(tmp_path: Path, rows: list[dict[str, str]], is_whole: bool) -> None:
    assert ("a_2020" in breakdowns(written(tmp_path, rows))) is is_whole


@pytest.mark.parametrize(
    ("fuller", "other"),
    [("full", "stopped"), ("stopped", "sample"), ("sample", "partial"), ("full", "partial")],
)
def test_the_fullest_count_is_used(tmp_path: Path, fuller: str, other: str) -> None:
    less = rows_of({"not_registered": "6", "address": "3"}, scope=other)
    found = breakdowns(written(tmp_path, less + rows_of(WHOLE, scope=fuller)))
    assert found["a_2020"]["not_registered"] == 60


def test_a_part_and_sheets_are_not_added_to_the_whole(tmp_path: Path) -> None:
    rows = rows_of(WHOLE) + rows_of(WHOLE, part="a county") + rows_of(WHOLE, scope="sheets")
    assert breakdowns(written(tmp_path, rows))["a_2020"]["not_registered"] == 60


def test_rows_of_a_petition_need_not_stand_together(tmp_path: Path) -> None:
    one, other = rows_of(WHOLE), rows_of(WHOLE, petition_id="b_2020")
    mixed = [row for pair in zip(one, other, strict=True) for row in pair]
    assert breakdowns(written(tmp_path, mixed)) == breakdowns(_folder(tmp_path, one + other))


def _folder(folder: Path, rows: list[dict[str, str]]) -> Path:
    (folder / "other").mkdir()
    return written(folder / "other", rows)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("petition_id", ""), ("reason", "luck"), ("reason", ""), ("count", "-1"), ("count", ""),
        ("count", "1,000"), ("rounded", "no"), ("scope", "some"), ("scope", ""), ("checked", "0"),
        ("source_url", ""), ("source_url", "example.org"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named(tmp_path: Path, column: str, cell: str) -> None:
    rows = rows_of(WHOLE)
    rows[1][column] = cell
    with pytest.raises(DataError) as caught:
        reason_counts(written(tmp_path, rows))
    assert str(caught.value).startswith(f"data/{FILE}, row 3, {column}: ")


def test_a_count_is_no_larger_than_what_was_looked_at(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"row 2, count: at most checked, 59"):
        reason_counts(written(tmp_path, rows_of(WHOLE, checked="59")))


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    shutil.copy(DATA / FILE, tmp_path)
    text = (tmp_path / FILE).read_text("utf-8")
    (tmp_path / FILE).write_text(text.replace("printed_as", "words", 1), "utf-8")
    with pytest.raises(DataError, match=r"row 2, "):
        reason_counts(tmp_path)


def test_a_reason_is_told_once_a_wording() -> None:
    """The same words for the same reason of the same count would be counted twice."""
    keys = Counter(
        (row.petition_id, row.scope, row.part, row.reason, row.printed_as)
        for row in reason_counts()
    )
    assert [key for key, times in keys.items() if times > 1] == []
