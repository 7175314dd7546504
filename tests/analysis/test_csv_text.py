"""CSVs as spreadsheets write them: each read, or refused with line, column and reason."""

import io
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.csv_text import (
    MOST_RECORD,
    CsvFaultError,
    NotACountError,
    count_of,
    open_csv,
    too_many,
)

TEXT = "sheet;checked\r\nÑ-1;20\r\n\r\nS-2;30\r\n"
ROWS = [(2, ["Ñ-1", "20"]), (4, ["S-2", "30"])]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("cp1252"), "Windows-1252"),
        (TEXT.replace("\r\n", "\n").encode("utf-8"), "UTF-8"),
        (TEXT.replace("\r\n", "\r").encode("utf-8"), "UTF-8"),
    ],
)
def test_encodings_and_line_ends_give_the_same_rows(data: bytes, encoding: str) -> None:
    rows = open_csv(data)
    assert rows.header == ("sheet", "checked")
    assert list(rows) == ROWS
    assert rows.encoding == encoding
    assert rows.bytes_read == len(data)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_what_parts_the_header_parts_the_rest(sign: str) -> None:
    data = sign.join(("sheet", '"checked, of these; in all"', "valid")) + "\n"
    rows = open_csv((data + sign.join(("S-1", "2", "1")) + "\n").encode())
    assert rows.delimiter == sign
    assert rows.header == ("sheet", "checked, of these; in all", "valid")
    assert list(rows) == [(2, ["S-1", "2", "1"])]


def test_the_line_that_names_the_delimiter_is_no_header() -> None:
    rows = open_csv(b"sep=;\nsheet;checked\nS-1;2\n")
    assert rows.header == ("sheet", "checked")
    assert list(rows) == [(3, ["S-1", "2"])]


def test_a_record_that_spans_lines_has_the_number_of_its_first() -> None:
    rows = open_csv(b'note,checked\n"two\nlines",1\nlast,2\n')
    assert list(rows) == [(2, ["two\nlines", "1"]), (4, ["last", "2"])]


def test_short_rows_are_filled_empty_cells_at_the_end_dropped_and_longer_rows_named() -> None:
    rows = open_csv(b"a,b,\n1\n1,2,,\n1,2,3\n")
    assert rows.header == ("a", "b")
    found = list(rows)
    assert found == [(2, ["1", ""]), (3, ["1", "2"]), (4, ["1", "2", "3"])]
    assert [too_many(rows.header, *row) for row in found[:2]] == [None, None]
    fault = too_many(rows.header, *found[2])
    assert fault is not None
    assert (fault.line, fault.column, fault.given) == (4, "row", "3 cells")


@pytest.mark.parametrize(
    ("data", "line", "column", "given"),
    [
        (b"", 1, "file", "nothing"),
        (b"\n\n;;\n", 1, "file", "nothing"),
        (b"S-1,20,18\nS-2,20,17\n", 1, "header", "a number among the names"),
        (b"\nsheet,checked,Checked\n", 2, "column 3", "the name of another column"),
        (b"sheet,,checked\n", 1, "column 2", ""),
        (b"PK\x03\x04\x14\x00", 1, "file", "a spreadsheet or archive (.xlsx, .zip)"),
        (b"\xd0\xcf\x11\xe0\xa1", 1, "file", "a spreadsheet in the old format (.xls)"),
        (b"a,b\n1,\x002\n", 2, "character 3", "a NUL character"),
        ("a,b\n".encode("utf-16-le"), 1, "character 2", "a NUL character"),
        (b"a,b\n1,\x812\n", 2, "character 3", "byte 0x81"),
        ("é,b\n1,2\n".encode() + b"1,\xe9\n", 3, "character 3", "byte 0xe9"),
        (b'a,b\n1,"2\n3,4\n', 2, "row", "a quote that is not closed"),
        (b'a,b\n1,2\n"3"4,5\n', 3, "row", "a quote within a cell in quotes"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_by_line_and_column(
    data: bytes, line: int, column: str, given: str
) -> None:
    with pytest.raises(CsvFaultError) as caught:
        list(open_csv(data))
    fault = caught.value.fault
    assert (fault.line, fault.column, fault.given) == (line, column, given)
    assert fault.allowed


def test_a_line_without_end_and_a_quote_without_end_are_refused_at_the_bound() -> None:
    long = b"a,b\n" + b"x" * (MOST_RECORD + 1)
    with pytest.raises(CsvFaultError, match="line 2, row: more than 65,536 characters"):
        list(open_csv(long))
    unclosed = b'a,b\n1,2\n"' + b"x,1\n" * MOST_RECORD
    with pytest.raises(CsvFaultError, match="line 3, row: a quote that is not closed"):
        list(open_csv(unclosed))


class _Endless(io.RawIOBase):
    """A file of so many lines that is never whole in memory."""

    def __init__(self, lines: int) -> None:
        self.left = lines
        self.rest = b"sheet,checked,valid\n"

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and self.left:
            self.rest += b"S-1,20,18\n" * min(1000, self.left)
            self.left -= min(1000, self.left)
        block, self.rest = self.rest[:size], self.rest[size:]
        return block


def len_of(file: io.RawIOBase) -> int:
    rows = open_csv(file)  # type: ignore[arg-type]
    return sum(1 for _ in rows)


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(lines: int) -> int:
        tracemalloc.start()
        try:
            assert len_of(_Endless(lines)) == lines
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(100_000) < 1.2 * peak(20_000)


@pytest.mark.parametrize(
    ("text", "delimiter", "count"),
    [
        ("0", ",", 0), (" 20 ", ",", 20), ("1,234", ",", 1234), ("1,234,567", ";", 1234567),
        ("1.234", ";", 1234), ("1.234.567", ",", 1234567), ("1 234", ",", 1234),
        ("1\u00a0234", ";", 1234), ("1\u202f234\u202f567", ",", 1234567), ("1'234", ",", 1234),
        ("1’234", ";", 1234), ("20.0", ",", 20), ("20,00", ";", 20), ("1,234", "\t", 1234),
    ],
)  # fmt: skip
def test_counts_with_thousands_separators(text: str, delimiter: str, count: int) -> None:
    assert count_of(text, delimiter=delimiter) == count


@pytest.mark.parametrize(
    ("text", "delimiter", "allowed"),
    [
        ("1.234", ",", "this may be 1234 or a decimal"),
        ("1,234", ";", "this may be 1234 or a decimal"),
        ("-5", ",", "a whole number from 0"), ("−5", ",", "a whole number from 0"),
        ("", ",", "a whole number from 0"), ("many", ",", "a whole number from 0"),
        ("1,23", ",", "a whole number from 0"), ("12.5", ",", "a whole number from 0"),
        ("1,234.567", ",", "a whole number from 0"), ("90%", ",", "a whole number from 0"),
        ("٣", ",", "a whole number from 0"), ("1e3", ",", "a whole number from 0"),
    ],
)  # fmt: skip
def test_what_is_no_count_or_may_be_two_is_refused(text: str, delimiter: str, allowed: str) -> None:
    with pytest.raises(NotACountError, match=allowed):
        count_of(text, delimiter=delimiter)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    lines = [0]
    with suppress(CsvFaultError):
        lines += [line for line, _ in open_csv(data)]
    assert lines == sorted(set(lines))


def _blocks(data: bytes, size: int) -> Iterator[bytes]:
    yield from (data[start : start + size] for start in range(0, len(data), size))


class _InPieces(io.RawIOBase):
    """A file that gives a few bytes at a time, as a slow source does."""

    def __init__(self, data: bytes, size: int) -> None:
        self.pieces = _blocks(data, size)

    def read(self, size: int = -1) -> bytes:
        return next(self.pieces, b"")


@given(st.integers(1, 7), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_where_a_block_ends_makes_no_difference(size: int, encoding: str) -> None:
    source = _InPieces(TEXT.encode(encoding), size)
    assert list(open_csv(source)) == ROWS  # type: ignore[arg-type]
