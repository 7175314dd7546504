"""The file of a campaign's own check: read, or refused with line, column and reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import speaking, t
from analysis.own_check import (
    MOST_BYTES,
    MOST_MEGABYTES,
    MOST_ROWS,
    OwnCheck,
    ReadCheck,
    example_file,
    read_check,
)
from analysis.scenario import REASONS
from analysis.wording import own_check as words

HEADER = "circulator,checked,valid," + ",".join(REASONS) + ",repeats\n"


def read(text: str, encoding: str = "utf-8") -> ReadCheck:
    return read_check(text.encode(encoding))


def used(text: str, encoding: str = "utf-8") -> OwnCheck:
    """The check of a text in which nothing is wrong."""
    found = read(text, encoding)
    assert found.refused is None
    assert not found.faults
    assert found.check is not None
    return found.check


def refusal(text: str) -> tuple[int, str, str]:
    """Line, column and reason of a text of which nothing is kept."""
    found = read(text)
    assert found.check is None
    assert found.refused is not None
    return found.refused.line, found.refused.column, found.refused.given


def test_the_example_is_read_whole_and_says_that_it_is_made_up() -> None:
    found = read_check(example_file())
    assert (found.refused, found.faults, found.rows) == (None, (), 24)
    assert found.check is not None
    assert (found.check.unit, found.check.units) == ("circulator", 24)
    assert found.check.reasons == REASONS
    assert b"Made-up counts" in example_file()


def test_repeats_count_as_otherwise_valid() -> None:
    """``check_valid`` of the scenario is otherwise valid, repeats not struck."""
    check = used(HEADER + "C-1,100,70,10,5,4,3,2,1,5\n")
    assert (check.size, check.valid, check.repeats) == (100, 75, 5)
    assert check.by_reason is not None
    assert check.by_reason.tolist() == [[10, 5, 4, 3, 2, 1]]


@pytest.mark.parametrize(
    "text",
    [
        "circulator,checked,valid,repeats\nC-1,100,70,5\n",
        "circulator,checked,invalid,repeats\nC-1,100,25,5\n",
        "circulator,checked,not_registered,other,repeats\nC-1,100,20,5,5\n",
        "circulator,checked,valid,not_registered,repeats\nC-1,100,70,20,5\n",
        "Circulator ID;Signatures checked;Good;Duplicates\nC-1;100;70;5\n",
        "\ufeffGatherer\tReviewed\tBad signatures\tSigned more than once\nC-1\t100\t25\t5\n",
        "circulator|number of signatures|Not-Registered|Other reasons|dupes\nC-1|100|20|5|5\n",
        "circulator,checked,valid,repeats\nC-1,60,40,5\nc-1,40,30,0\n",
        "circulator,checked,valid,repeats\nC-1,100,70,5\nTotal,100,70,5\n",
    ],
)
def test_ways_to_write_the_same_check(text: str) -> None:
    check = used(text)
    assert (check.unit, check.names) == ("circulator", ("C-1",))
    assert (check.size, check.valid, check.repeats) == (100, 75, 5)


def test_invalid_ones_of_no_named_reason_are_other() -> None:
    check = used("sheet,checked,valid,not registered\nS-1,20,14,4\n")
    assert check.by_reason is not None
    assert check.by_reason.tolist() == [[4, 0, 0, 0, 0, 2]]
    assert check.reasons == ("not_registered",)


def test_of_several_units_the_coarsest_counts_and_the_rest_are_named() -> None:
    text = "sheet,day,circulator,checked,valid\nS-1,May 3,C-1,20,15\nS-2,May 3,C-1,20,18\n"
    found = read(text)
    assert found.check is not None
    assert (found.check.unit, found.check.names) == ("circulator", ("C-1",))
    assert found.passed_over == ("sheet", "day")


def test_counts_without_a_unit_are_added_up() -> None:
    check = used("checked,valid\n100,80\n50,40\n")
    assert (check.unit, check.units, check.size, check.valid) == (None, 0, 150, 120)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"]
)  # fmt: skip
def test_encodings_semicolons_and_thousands(encoding: str) -> None:
    check = used("sheet;checked;valid;note\nÑ-1;1.234;1.000;é\nÑ-2;2 000;1 500;\n", encoding)
    assert (check.names, check.size, check.valid) == (("Ñ-1", "Ñ-2"), 3234, 2500)


@pytest.mark.parametrize(
    ("row", "column", "given", "allowed"),
    [
        ("C-1,-5,1,0,0,0,0,0,0,0", "checked", "-5", "a whole number from 0"),
        ("C-1,20,many,0,0,0,0,0,0,0", "valid", "text", "a whole number from 0"),
        ("C-1,,15,5,0,0,0,0,0,0", "checked", "", "a whole number from 0"),
        ('C-1,"1.234",15,5,0,0,0,0,0,0', "checked", "1.234", "may be 1234 or a decimal"),
        ("C-1,20,21,0,0,0,0,0,0,0", "valid", "21", "at most checked, 20"),
        ("C-1,20,18,0,0,0,0,0,0,5", "row", "23 in all", "at most checked, 20"),
        ("C-1,20,15,4,0,0,0,0,0,0", "row", "4 by reason", "as many as are invalid, 5"),
        ("C-1,20,15,6,0,0,0,0,0,0", "row", "6 by reason", "as many as are invalid, 5"),
        ("C-1,20,15,5,0,0,0,0,0,0,7", "row", "11 cells", "at most 10 cells"),
        (",20,15,5,0,0,0,0,0,0", "circulator", "", "a code for each row"),
        (
            "C-" + "1" * 50 + ",20,15,5,0,0,0,0,0,0", "circulator", "52 characters",
            "at most 40 characters",
        ),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_left_out_and_the_rest_are_used(
    row: str, column: str, given: str, allowed: str
) -> None:
    found = read(HEADER + "C-2,20,18,1,0,0,0,0,1,0\n" + row + "\nC-3,20,17,2,0,0,0,0,1,0\n")
    assert found.check is not None
    assert (found.check.names, found.check.size) == (("C-2", "C-3"), 40)
    assert (found.left_out, len(found.faults)) == (1, 1)
    fault = found.faults[0]
    assert (fault.line, fault.column) == (3, column)
    assert fault.given == given
    assert allowed in fault.allowed
    assert words.fault_sentence(fault).startswith("Line 3")


def test_parts_of_a_row_add_up_to_what_was_checked() -> None:
    found = read("sheet,checked,valid,invalid\nS-1,20,15,5\nS-2,20,15,4\nS-3,20,18,2\n")
    assert found.check is not None
    assert found.check.names == ("S-1", "S-3")
    assert "valid + invalid + repeats = checked, 20" in found.faults[0].allowed
    found = read("sheet,checked,mismatch\nS-1,20,21\nS-2,20,2\n")
    assert (found.faults[0].column, found.faults[0].given) == ("mismatch", "21")


def test_many_faults_are_summed_up() -> None:
    bad = "".join(f"S-{row},x,1\n" for row in range(40))
    found = read("sheet,checked,valid\nS-100,20,10\n" + bad)
    assert (len(found.faults), found.left_out) == (10, 40)
    assert words.not_used(found)[-1] == "30 more rows are left out for like reasons."
    found = read("sheet,checked,valid\nS-100,20,10\n" + bad[: bad.index("S-11,")])
    assert words.not_used(found)[-1] == "1 more row is left out for a like reason."


@pytest.mark.parametrize(
    "column",
    [
        "name", "Circulator name", "First Name", "lastName", "E-mail", "email address", "Phone",
        "cell #", "DOB", "birth date", "Street", "Address line", "ZIP code", "Voter ID",
        "voter_id", "VoterID", "Signature image", "signer", "SSN", "Nombre", "Apellidos", "correo",
        "Teléfono", "telefono", "DIRECCIÓN", "direccion", "Firma",
    ],
)  # fmt: skip
def test_a_column_that_looks_like_a_persons_data_refuses_the_whole_file(column: str) -> None:
    line, named, given = refusal(f"circulator,checked,valid,{column}\nC-1,20,15,x\n")
    assert (line, named) == (1, column)
    assert given == "a column that looks like a person's data"


@pytest.mark.parametrize("column", ["Fecha de nacimiento", "Lopez mail", "12 Main Street"])
def test_such_a_column_is_told_by_its_place_where_its_name_holds_other_words(column: str) -> None:
    line, named, given = refusal(f"circulator,checked,valid,{column}\nC-1,20,15,x\n")
    assert (line, named) == (1, "column 4")
    assert given == "a column that looks like a person's data"


def told_of(text: str) -> str:
    """All that is said of a file, and all that is kept of what is not used."""
    found = read(text)
    refused = [words.fault_sentence(found.refused)] if found.refused else []
    return " ".join([*refused, *words.not_used(found), words.also_said(found), repr(found.faults)])


@pytest.mark.parametrize(
    "text",
    [
        "Maria Lopez,123 Main St,20\nJohn Roe,5 Oak St,20\n",
        "Maria Lopez,Maria Lopez,Oak\n",
        "Maria Lopez,12 Main Street,x\n",
        "sheet,checked,valid\nS-1,20,15\nS-2,Maria Lopez 555,15\n",
        "sheet,checked,valid,Maria Lopez\nS-1,20,15,1\n",
        "sheet,checked,valid\nS-1,20,15\n1 Maria " + "1" * 40 + ",20,15\n",
        "sheet,checked,valid,Maria Lopez\nS-1,20,15,a@b.org\n",
    ],
)
def test_no_word_of_a_file_is_repeated_but_those_of_a_known_header(text: str) -> None:
    told = told_of(text)
    assert told
    for word in ("Maria", "Lopez", "Main", "Oak", "123", "555", "a@b"):
        assert word not in told


@pytest.mark.parametrize(
    ("cell", "given"), [("-5", "-5"), ("12.5", "12.5"), ("90%", "90%"), ("5/3/1961", "text")]
)
def test_of_bad_cells_numbers_alone_are_repeated(cell: str, given: str) -> None:
    found = read(f"sheet,checked,valid\nS-1,20,15\nS-2,20,{cell}\n")
    assert found.faults[0].given == given


@pytest.mark.parametrize(
    "code",
    [
        "Maria Lopez", "Lopez", '"Lopez, Maria"', "J. Smith", "Maria Lopez 2", "José", "A. Li",
        "Li", "Bo", "AB", "Maria 2", "April 2", "North-2",
    ],
)  # fmt: skip
def test_a_unit_that_looks_like_a_name_refuses_the_whole_file(code: str) -> None:
    """And the refusal does not repeat the name."""
    line, column, given = refusal(f"circulator,checked,valid\nC-1,20,15\n{code},20,15\n")
    assert (line, column, given) == (3, "circulator", "what looks like a person's name")


@pytest.mark.parametrize("cell", ["maria@example.org", "(213) 555-0199", "123-45-6789"])
def test_a_contact_in_any_column_refuses_the_whole_file(cell: str) -> None:
    line, column, given = refusal(f"circulator,checked,valid,note\nC-1,20,15,{cell}\n")
    assert (line, column, given) == (2, "note", "what looks like a person's contact")


def test_addresses_where_counts_belong_refuse_the_whole_file() -> None:
    line, column, _ = refusal("sheet,checked,valid,address\nS-1,20,15,12 Main St\n")
    assert (line, column) == (2, "address")


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("circulator", "C-014"), ("circulator", "LA12"), ("circulator", "CIR-7"),
        ("circulator", "A"), ("circulator", "17"), ("circulator", "Volunteer 7"),
        ("circulator", "unknown"), ("sheet", "North-2"), ("day", "2022-05-03"),
        ("day", "May 3, 2022"), ("day", "Monday"), ("day", "2022-05-03 00:00:00"),
        ("sheet", "Box 3 Sheet 20"),
    ],
)  # fmt: skip
def test_codes_and_days_are_taken(unit: str, code: str) -> None:
    assert used(f'{unit},checked,valid\n"{code}",20,15\n').names == (code,)


@pytest.mark.parametrize(
    ("text", "column", "given"),
    [
        ("", "file", "nothing"),
        ("sheet,checked,valid\n", "file", "no row below the header"),
        ("sheet,checked,valid\nS-1,x,1\n", "file", "no row that can be used"),
        ("sheet,checked,valid\nS-1,0,0\n", "file", "no row that can be used"),
        ("sheet,valid\nS-1,1\n", "header", "no column checked"),
        ("sheet,checked\nS-1,1\n", "header", "no column that says how many were valid"),
        ("sheet,checked,valid,good\nS-1,20,1,1\n", "good", "valid, and good"),
        ("PK\x03\x04", "file", "a spreadsheet or archive (.xlsx, .zip)"),
        ('sheet,checked,valid\n"S-1,20,15\n', "row", "a quote that is not closed"),
    ],
)
def test_a_file_without_counts_is_refused(text: str, column: str, given: str) -> None:
    assert refusal(text)[1:] == (column, given)


def test_a_large_file_is_read_and_a_larger_one_refused_unread() -> None:
    header = b"sheet,checked,valid\n"
    rows = b"".join(b"S-%d,20,%d\n" % (row, 15 + row % 5) for row in range(200_000))
    found = read_check(header + rows)
    assert (found.rows, found.refused) == (200_000, None)
    assert found.check is not None
    assert (found.check.units, found.check.valid) == (200_000, 17 * 200_000)
    # Not a byte of it is text: it is not looked at.
    beyond = read_check(b"\xff" * (MOST_BYTES + 1)).refused
    assert beyond is not None
    assert "20 MB" in beyond.allowed
    many = read_check(header + b"1,2,1\n" * (MOST_ROWS + 1)).refused
    assert many is not None
    assert (many.line, many.allowed) == (MOST_ROWS + 2, "at most 250,000 rows")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = read_check(b"sheet,checked,valid\n" + data)
    assert (found.check is None) is (found.refused is not None)


_ROWS = st.lists(st.lists(st.integers(0, 30), min_size=8, max_size=8), min_size=1, max_size=6)


@given(_ROWS, st.booleans())
def test_whichever_columns_are_given_the_counts_are_the_same(
    rows: list[list[int]], by_reason: bool
) -> None:
    """Valid ones follow from the reasons, and the sum of the reasons from the valid ones."""
    sizes = [sum(row) + 1 for row in rows]
    if by_reason:
        header = "circulator,checked," + ",".join(REASONS) + ",repeats\n"
        parts = [row[1:] for row in rows]
    else:
        header = "circulator,checked,valid,repeats\n"
        parts = [[row[0] + 1, row[7]] for row in rows]
    counts = [",".join(map(str, (size, *part))) for size, part in zip(sizes, parts, strict=True)]
    check = used(header + "\n".join(f"C-{place},{line}" for place, line in enumerate(counts)))
    invalid = [sum(row[1:7]) for row in rows]
    assert check.invalid.tolist() == invalid
    assert check.valid == sum(sizes) - sum(invalid)


def test_a_file_is_told_of_in_the_language_of_the_moment_whichever_it_was_read_in() -> None:
    """A file is read before the run of the page that says what is wrong with it."""
    data = b"sheet,checked,valid,note,Garcia\nS-1,20,21,x,y\nS-2,20,12.5,x,y\n,20,3,x,y\n"
    english = read_check(data)
    with speaking("es"):
        assert read_check(data) == english
        assert words.not_used(english) == [
            "Línea 2, valid: “21”. Se admite: como máximo el valor de checked, 20.",
            "Línea 3, valid: “12.5”. Se admite: un número entero, de 0 en adelante.",
            (
                "Línea 4, sheet: no se dio ningún valor. Se admite: un código en cada fila, como "
                "C-014."
            ),
        ]
        assert words.also_said(english) == (
            "Columnas que no se usan ni se guardan: note y columna 5."
        )
    assert words.not_used(english)[0] == "Line 2, valid: “21”. Allowed: at most checked, 20."


def test_why_a_file_is_refused_is_told_in_spanish() -> None:
    found = read_check(b"sheet,checked,valid,voter id\n").refused
    assert found is not None
    with speaking("es"):
        assert words.fault_sentence(found) == (
            "Línea 1, voter id: “una columna que parece tener datos de una persona”. Se admite: "
            "conteos, y códigos como C-014, sin nombres ni datos de contacto; quite esta columna. "
            "No se guarda nada del archivo."
        )


def test_the_page_names_the_columns_and_the_limits_of_the_reader() -> None:
    assert ", ".join(REASONS) in words.FILE_WHY
    assert f"up to {MOST_MEGABYTES} MB and {MOST_ROWS:,} rows" in words.UPLOAD
    with speaking("es"):
        assert ", ".join(REASONS) in t(words.FILE_WHY)
        assert f"hasta {MOST_MEGABYTES} MB y {MOST_ROWS:,} filas" in t(words.UPLOAD)
