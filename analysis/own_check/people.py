"""What looks like a person's data. A file that has any is refused whole; none of it is kept.

Signer data is never asked for, stored or shown; a circulator is a person too, and goes by a code.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from analysis.csv_fault import Words
from analysis.language import mark
from analysis.own_check.counts import Unit

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_CONTACT = re.compile(
    r"[^\s@]+@[^\s@]+\.\w|\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\b\d{3}-\d{2}-\d{4}\b"
)

_PERSONAL = frozenset(
    {
        "name", "names", "surname", "forename", "first", "last", "middle", "signer", "signers",
        "signatory", "voter", "voters", "registrant", "person", "email", "mail", "phone", "phones",
        "telephone", "mobile", "cell", "fax", "contact", "birth", "birthday", "birthdate", "dob",
        "born", "age", "street", "residence", "address", "apartment", "apt", "zip", "zipcode",
        "postcode", "postal", "ssn", "license", "licence", "passport", "signature", "image",
        "photo", "picture", "gender", "sex", "race", "ethnicity", "occupation", "employer",
        # Spanish, without accents
        "nombre", "nombres", "apellido", "apellidos", "correo", "telefono", "telefonos", "celular",
        "movil", "direccion", "domicilio", "calle", "nacimiento", "edad", "firma", "firmas",
        "firmante", "votante",
    }
)  # fmt: skip
_ENDINGS = ("name", "email", "phone", "birth", "address", "voterid")

# Words that a circulator's code may have: no one's name, and no month, which may be one.
_OF_CIRCULATORS = frozenset(
    {
        "circulator", "circulators", "circ", "collector", "gatherer", "crew", "team", "unit",
        "code", "number", "unknown", "none", "blank", "unsigned", "volunteer", "volunteers", "paid",
    }
)  # fmt: skip

# Words that the code of a sheet or day may have; any other is taken for a name.
_OF_CODES = frozenset(
    {
        "sheet", "sheets", "page", "pages", "section", "petition", "book", "packet", "batch", "box",
        "circulator", "circ", "collector", "gatherer", "crew", "team", "unit", "code", "number",
        "day", "week", "unknown", "none", "blank", "unsigned", "volunteer", "volunteers", "paid",
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "january", "february", "march", "april", "june", "july", "august", "september",
        "october", "november", "december",
    }
)  # fmt: skip

_LONGEST_RUN = 3  # letters of a circulator's code that stand together

_SHORTER = 10  # characters; a number in three parts has more

USE_CODES = Words(mark("codes such as C-014, no names and no contacts"))
USE_SHORT_CODES = Words(
    mark(
        "codes with a number and no more than 3 letters together, such as C-014; no names and no "
        "contacts"
    )
)


def words_of(header: str) -> tuple[str, ...]:
    """The words of a column name, small and without accents.

    Spaces, hyphens and camel case part them.

    Examples
    --------
    >>> words_of("VoterID"), words_of("Not-registered"), words_of("Teléfono")
    (('voter', 'id'), ('not', 'registered'), ('telefono',))
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", header) if not unicodedata.combining(sign)
    )
    small = _CAPITAL.sub(" ", plain).casefold()
    return tuple(_NO_LETTER.sub(" ", small).split())


def is_personal_header(header: str) -> bool:
    """Whether a column looks like one of a person's data.

    Ask this only of a column that is not known to hold counts: ``address`` may be a reason.

    Examples
    --------
    >>> [is_personal_header(name) for name in ("First name", "e-mail", "DOB", "county")]
    [True, True, True, False]
    """
    words = words_of(header)
    return bool(_PERSONAL.intersection(words)) or any(word.endswith(_ENDINGS) for word in words)


def says_no_more(header: str, *, known: Collection[str]) -> bool:
    """Whether a column name holds known words alone, or those of a person's data, and may be shown.

    A file without a header has a row of data in its place.

    Examples
    --------
    >>> [says_no_more(name, known={"note"}) for name in ("Note", "Voter name", "Lopez", "12 Main")]
    [True, True, False, False]
    """
    words = words_of(header)
    return bool(words) and all(word in _PERSONAL or word in known for word in words)


def is_contact(cell: str) -> bool:
    """Whether a cell holds an e-mail address, a phone number or a Social Security number.

    Examples
    --------
    >>> [is_contact(cell) for cell in ("a@b.org", "(213) 555-0199", "2022-05-01", "1,234")]
    [True, True, False, False]
    """
    return ("@" in cell or len(cell) > _SHORTER) and _CONTACT.search(cell) is not None


def is_name(code: str, *, unit: Unit) -> bool:
    """Whether the code of a unit looks like a person's name.

    A circulator's code needs a number, and has no more than 3 letters together: a single letter
    may stand alone, and so may words such as volunteer. The code of a sheet or day may have one
    strange word of 3 letters or more beside a number ("North-2"), and none without.

    Examples
    --------
    >>> codes = ("C-014", "A", "Volunteer 7", "Maria 2", "Li", "J. Smith")
    >>> [is_name(code, unit="circulator") for code in codes]
    [False, False, False, True, True, True]
    >>> [is_name(code, unit="sheet") for code in ("North-2", "May 3", "Maria Lopez")]
    [False, False, True]
    """
    has_number = any(sign.isdigit() for sign in code)
    if unit == "circulator":
        strange = [run for run in _LETTERS.findall(code) if run.casefold() not in _OF_CIRCULATORS]
        if not has_number:
            return sum(map(len, strange)) > 1
        return any(len(run) > _LONGEST_RUN for run in strange)
    strange = [word for word in _WORD.findall(code) if word.casefold() not in _OF_CODES]
    allowed = 1 if has_number else 0
    return len(strange) > allowed or (unit != "day" and not has_number and _is_initial(code))


def _is_initial(code: str) -> bool:
    """Whether a code is an initial with a short name, as "A. Li"."""
    parts = code.replace(".", " ").split()
    return len(parts) > 1 and all(part.isalpha() and len(part) < 3 for part in parts)


def is_address(cells: Sequence[str]) -> bool:
    """Whether cells of a column ``address`` hold addresses, not counts: a number and a word."""
    return any(_WORD.search(cell) and any(sign.isdigit() for sign in cell) for cell in cells)
