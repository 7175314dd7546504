r"""A CSV as it comes from a spreadsheet: its encoding, its delimiter, its header, its rows.

What is read: UTF-8 with or without a byte order mark, UTF-16 with one; cells parted by commas,
semicolons, tabs or ``|`` (what parts the header parts the rest; a first line ``sep=;`` counts);
lines that end in LF, CR LF or CR; cells in quotes, with line breaks in them too. A file that is not
UTF-8 is taken for Windows-1252 from its first such byte on, provided that all before it is ASCII;
``encoding`` says so once it is read. (Guessing from letter frequencies would need the whole file.)

How to use it: ``rows = open_csv(file)`` takes bytes or a binary file and reads up to the header.
``rows.header`` holds the names, stripped; iterating gives ``(line, cells)``, cells stripped and no
fewer than the names; ``rows.bytes_read`` grows on the way, a block at a time, for a progress bar.
Lines that hold nothing are passed over. A record that spans lines has the number of its first. No
more than a block and a record are held in memory. A row may have MORE cells than the header:
``too_many(rows.header, line, cells)`` names it, so that a caller can leave it out and go on.

What no row can mend raises ``CsvFaultError``, from ``open_csv`` or on the way: nothing in the file,
no header, a column without a name or with the name of another, bytes that are no text (a
spreadsheet's own format, NUL), a byte that no encoding explains, a quote that is never closed, a
record beyond 65,536 characters. Its ``fault`` holds line, column, given and allowed.

The format is that of RFC 4180, read by Python's ``csv``.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from analysis.csv_fault import CsvFault, CsvFaultError, NotACountError, Words, column_number
from analysis.language import mark

__all__ = [
    "DELIMITERS",
    "MOST_RECORD",
    "CsvFault",
    "CsvFaultError",
    "CsvRows",
    "NotACountError",
    "count_of",
    "open_csv",
    "too_many",
]

DELIMITERS = (",", ";", "\t", "|")
MOST_RECORD = 65_536  # characters of a record; the csv module's own limit of a cell is beyond it
_BLOCK = 65_536
_MARK_SIZE = 4  # bytes that tell what a file is
_SHOWN = 40  # characters of a bad value

_NOT_TEXT = (
    (b"PK\x03\x04", mark("a spreadsheet or archive (.xlsx, .zip)")),
    (b"\xd0\xcf\x11\xe0", mark("a spreadsheet in the old format (.xls)")),
    (b"%PDF", mark("a PDF")),
    (b"\x1f\x8b", mark("a compressed file (.gz)")),
)
_SAVE_AS = mark("a CSV: in the spreadsheet, Save as, CSV UTF-8")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])")
_IN_QUOTES = re.compile(r'"[^"]*"')
_LINE_END = re.compile(r"\r\n?")
_PLAIN = re.compile(r"[0-9]{1,12}", re.ASCII)
_WHOLE_DECIMAL = re.compile(r"([0-9]{1,12})[.,]00?", re.ASCII)
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3}){0,2}", re.ASCII)
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " ") | {"’": "'"})


def open_csv(source: bytes | BinaryIO) -> "CsvRows":
    r"""Read a CSV up to its header; the rows come by iterating.

    Raises
    ------
    CsvFaultError
        If there is no text, no header, or a name is missing or given twice.

    Examples
    --------
    >>> rows = open_csv(b"sheet;checked\r\nS-1;20\r\n\r\nS-2;1.234\r\n")
    >>> rows.header, rows.delimiter, list(rows)
    (('sheet', 'checked'), ';', [(2, ['S-1', '20']), (4, ['S-2', '1.234'])])
    """
    return CsvRows(source)


class CsvRows:
    """The rows of a CSV, to go through once; the module's first lines are its contract."""

    def __init__(self, source: bytes | BinaryIO) -> None:
        self._lines = _Lines(io.BytesIO(source) if isinstance(source, bytes) else source)
        first = next((line for line in self._lines if line.strip(" \t\n,;|")), None)
        if first is None:
            allowed = Words(mark("a line of column names, and rows below it"))
            raise _fault(1, "file", Words(mark("nothing")), allowed)
        named = _SEPARATOR_LINE.fullmatch(first.strip('\n "'))
        if named:
            self.delimiter, first = named[1], next(self._lines, "\n")
        else:
            self.delimiter = _delimiter(first)
        self._before = self._lines.number - 1  # lines that the csv module does not see
        self._reader = csv.reader(
            self._fed(first), delimiter=self.delimiter, skipinitialspace=True, strict=True
        )
        self.header_line, cells = next(iter(self._records()), (self._lines.number, []))
        self.header = _header(self.header_line, cells)

    @property
    def bytes_read(self) -> int:
        """Bytes taken from the file so far, a block at a time."""
        return self._lines.bytes_read

    @property
    def encoding(self) -> str:
        """The encoding as far as it shows so far: ``UTF-8``, ``UTF-16`` or ``Windows-1252``."""
        return self._lines.encoding

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of every row that holds something."""
        width = len(self.header)
        for line, cells in self._records():
            while len(cells) > width and not cells[-1]:
                cells.pop()
            yield line, cells + [""] * (width - len(cells))

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            self._record_start, self._record_size = self._reader.line_num + 1 + self._before, 0
            start = self._record_start
            try:
                cells = [cell.strip() for cell in next(self._reader)]
            except StopIteration:
                return
            except csv.Error as error:
                raise self._bad_quote(start, at_end="end of data" in str(error)) from None
            if any(cells):
                yield start, cells

    def _fed(self, first: str) -> Iterator[str]:
        """The lines as the csv module asks for them, a record being bounded."""
        line: str | None = first
        while line is not None:
            self._record_size += len(line)
            if self._record_size > MOST_RECORD:
                several = self._lines.number > self._record_start
                raise (
                    self._bad_quote(self._record_start, at_end=True)
                    if several
                    else _too_long(self._record_start)
                )
            yield line
            line = next(self._lines, None)

    def _bad_quote(self, line: int, *, at_end: bool) -> CsvFaultError:
        if at_end:
            given = Words(mark("a quote that is not closed"))
            return _fault(line, "row", given, Words(mark('quotes (") in pairs')))
        given = Words(mark("a quote within a cell in quotes"))
        return _fault(line, "row", given, Words(mark('a quote (") within a cell written twice')))


class _Lines:
    """The lines of a binary file as text, each with its line feed, read in blocks."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.bytes_read = 0
        self.number = 0  # of the line given last
        block = self._block()
        while len(block) < _MARK_SIZE and (more := self._block()):
            block += more
        for magic, name in _NOT_TEXT:
            if block.startswith(magic):
                raise _fault(1, "file", Words(name), Words(_SAVE_AS))
        self._codec, self.encoding = next(
            ((codec, name) for mark, codec, name in _MARKS if block.startswith(mark)),
            ("utf-8", "UTF-8"),
        )
        self._may_turn = self._codec == "utf-8"  # to Windows-1252
        self._decoder = codecs.getincrementaldecoder(self._codec)()
        self._ends = io.IncrementalNewlineDecoder(None, translate=True)
        self._text = self._all_lines(block)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.number += 1
        return line

    def _block(self) -> bytes:
        block = self._file.read(_BLOCK)
        self.bytes_read += len(block)
        return block

    def _all_lines(self, block: bytes) -> Iterator[str]:
        rest = ""
        while True:
            text = self._ends.decode(self._decoded(block, rest), final=not block)
            if "\0" in text:
                what = Words(mark("a NUL character"))
                raise self._not_text(rest + text, len(rest) + text.index("\0"), what)
            *lines, rest = (rest + text).split("\n")
            for line in lines:
                yield line + "\n"
            if len(rest) > MOST_RECORD:
                raise _too_long(self.number + 1)
            if not block:
                break
            block = self._block()
        if rest:
            yield rest + "\n"

    def _decoded(self, block: bytes, rest: str) -> str:
        """The text of a block; what is no UTF-8 after nothing but ASCII is Windows-1252."""
        try:
            text = self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            data = bytes(error.object)
            good = data[: error.start].decode(self._codec, "replace")
            if not (self._may_turn and good.isascii()):
                held = "\r" if self._ends.getstate()[1] & 1 else ""  # at the last block's end
                before = rest + _LINE_END.sub("\n", held + good)
                byte = Words(mark("byte {code}"), code=f"{data[error.start]:#04x}")
                raise self._not_text(before, len(before), byte) from None
            self._codec, self.encoding, self._may_turn = "cp1252", "Windows-1252", False
            self._decoder = codecs.getincrementaldecoder(self._codec)()
            return self._decoded(data, rest)
        self._may_turn = self._may_turn and text.isascii()
        return text

    def _not_text(self, text: str, place: int, what: str) -> CsvFaultError:
        """A fault at a place of a text that begins with the line after the last one given."""
        before = text[:place]
        line = self.number + 1 + before.count("\n")
        column = str(place - (before.rfind("\n") + 1) + 1)
        allowed = Words(mark("text in UTF-8; {csv}"), csv=Words(_SAVE_AS))
        return _fault(line, Words(mark("character {n}"), n=column), what, allowed)


def _delimiter(first: str) -> str:
    """What parts the header: the sign that is there most often outside quotes."""
    plain = _IN_QUOTES.sub("", first)
    return max(DELIMITERS, key=plain.count)


def _header(line: int, cells: Sequence[str]) -> tuple[str, ...]:
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names or any(_is_count(name) for name in names):
        # No word of it: without a header the first line is data, of a person for all we know.
        given = Words(mark("a number among the names")) if names else Words(mark("nothing"))
        allowed = Words(mark("names of the columns in the first line"))
        raise _fault(line, "header", given, allowed)
    for place, name in enumerate(names):
        if not name:
            raise _fault(line, column_number(place), "", Words(mark("a name for each column")))
        if name.casefold() in {other.casefold() for other in names[:place]}:
            given = Words(mark("the name of another column"))
            raise _fault(line, column_number(place), given, Words(mark("each column name once")))
    return tuple(names)


def too_many(header: Sequence[str], line: int, cells: Sequence[str]) -> CsvFault | None:
    """A fault for a row with more cells than there are columns; None for any other row.

    Examples
    --------
    >>> too_many(("sheet", "checked"), 3, ["S-1", "1", "234"]).given
    '3 cells'
    """
    if len(cells) <= len(header):
        return None
    allowed = Words(
        mark("at most {n} cells, as in the header; numbers with commas stand in quotes"),
        n=str(len(header)),
    )
    return CsvFault(line, "row", Words(mark("{n} cells"), n=str(len(cells))), allowed)


def count_of(text: str, *, delimiter: str = ",") -> int:
    """A count as a spreadsheet writes it, with or without thousands separators.

    A point in a file with semicolons parts thousands, and so does a comma in any other file; a
    single one the other way round may as well be a decimal mark, and is refused.

    Raises
    ------
    NotACountError
        If the text is no whole number from 0, or may be two.

    Examples
    --------
    >>> count_of("1,234"), count_of("1.234", delimiter=";"), count_of("1 234"), count_of("20.0")
    (1234, 1234, 1234, 20)
    >>> count_of("1.234")
    Traceback (most recent call last):
    ...
    analysis.csv_fault.NotACountError: a whole number; this may be 1234 or a decimal
    """
    plain = text.strip().translate(_SPACES)
    if _PLAIN.fullmatch(plain):
        return int(plain)
    whole = _WHOLE_DECIMAL.fullmatch(plain)
    if whole:
        return int(whole[1])
    grouped = _GROUPED.fullmatch(plain)
    if not grouped:
        raise NotACountError(Words(mark("a whole number from 0")))
    sign = grouped[1]
    digits = plain.replace(sign, "")
    other = "," if delimiter == ";" else "."
    if sign == other and plain.count(sign) == 1:
        may_be = mark("a whole number; this may be {digits} or a decimal")
        raise NotACountError(Words(may_be, digits=digits))
    return int(digits)


def _is_count(text: str) -> bool:
    try:
        count_of(text)
    except NotACountError:
        return False
    return True


def _too_long(line: int) -> CsvFaultError:
    most = f"{MOST_RECORD:,}"
    given = Words(mark("more than {n} characters"), n=most)
    return _fault(line, "row", given, Words(mark("a row of at most {n} characters"), n=most))


def _fault(line: int, column: str, given: str, allowed: str) -> CsvFaultError:
    shown = given if len(given) <= _SHOWN else given[: _SHOWN - 1] + "…"
    return CsvFaultError(CsvFault(line, column, shown, allowed))
