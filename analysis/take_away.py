"""All of a scenario as data: one long table, one JSON body, and an archive with every table."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from analysis import dictionary, plan
from analysis.answer import answer
from analysis.dictionary import PLAN_PART
from analysis.language import t
from analysis.scenario import Reading
from analysis.table import Cell, Table
from analysis.tables import TABLES
from analysis.two_versions import standing
from analysis.wording import take_away as words

# The earliest that an archive can say, so that the same files are the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_CHOSEN = frozenset({"petition", "as_of", "model"})


def results_body(reading: Reading) -> dict[str, Any]:
    """Return the answer, the plan, and the dictionary of both, ready for ``json.dumps``.

    Parameters
    ----------
    reading
        With a scenario.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = results_body(read("model=2026-11"))
    >>> found["plan"]["raw_for"]["50"] > found["plan"]["raw"]
    True
    >>> found["dictionary"]["valid.p50"]["unit"]
    'signatures'
    """
    return _results(reading) | {"dictionary": dictionary.explained()}


def _results(reading: Reading) -> dict[str, Any]:
    found = answer(reading)
    scenario = standing(reading).scenario
    assert scenario is not None, "there is an answer"
    return found | {PLAN_PART: plan.body(plan.tell(scenario))}


def results_table(reading: Reading) -> Table:
    """Return every key and every result, one a row, with unit, meaning and source.

    A list of groups, as the changes are, is not in it: the JSON body has it.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> rows = {row[0]: row for row in results_table(read("model=2026-11")).rows}
    >>> rows["scenario.required"][:3]
    ('scenario.required', 566857, 'signatures')
    """
    rows = []
    for name, value in leaves(_results(reading)):
        entry = dictionary.entry_of(name)
        origin, source = _origin(reading, name)
        rows.append((name, _cell(value), entry.unit, entry.meaning, origin, source))
    columns = (t("name"), t("value"), t("unit"), t("meaning"), t("comes from"), t("source"))
    return Table(columns, tuple(rows))


def leaves(body: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what is no group itself, and no list of groups, with its path."""
    for name, value in body.items():
        path = f"{above}{name}"
        if isinstance(value, dict):
            yield from leaves(value, f"{path}.")
        elif not (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
            yield path, value


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    cell: Cell = value
    return cell


def _origin(reading: Reading, name: str) -> tuple[str, str]:
    """Return who or what a value comes from, and where that stands."""
    reading = standing(reading)
    group, _, key = name.partition(".")
    if group != "scenario":
        return words.worked_out(reading), ""
    own = key in reading.given and (reading.defaults.preset is None or key in _CHOSEN)
    if own or key in {change.key for change in reading.changed}:
        return words.by_reader(), ""
    if reading.scenario is None or reading.scenario.values()[key] in (None, "", (), 0):
        return "", ""
    known = {str(row[0]): row for row in TABLES["inputs"](reading).rows}
    if key in known:
        return str(known[key][3]), str(known[key][4])
    return _from_petition(reading, key)


def _from_petition(reading: Reading, key: str) -> tuple[str, str]:
    preset = reading.defaults.preset
    if preset is None:
        return words.of_version(reading), ""
    for step in reversed(preset.known_by(reading.defaults.step)):
        if key in step.evidence:
            return words.of_petition(), str(step.source)
    links = {"filed": preset.filed_source, "election": preset.election_source}
    if key in links:
        return words.of_petition(), str(links[key] or "")
    return words.of_version(reading), ""


def archive(reading: Reading, *, address: str) -> bytes:
    """Return everything as a ZIP archive; the same scenario is the same bytes.

    Parameters
    ----------
    reading
        With a scenario.
    address
        Where the scenario can be opened again.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> made = zipfile.ZipFile(io.BytesIO(archive(read(""), address="https://example.org/")))
    >>> made.namelist()[:5]
    ['README.txt', 'results.csv', 'results.json', 'dictionary.csv', 'tables/dots.csv']
    """
    result = json.dumps(results_body(reading), indent=1, ensure_ascii=False)
    files = {
        "README.txt": words.read_me(reading, address=address),
        "results.csv": results_table(reading).csv(),
        "results.json": result + "\n",
        "dictionary.csv": dictionary.table().csv(),
    }
    for name, make in TABLES.items():
        table = make(reading)
        if table.rows:
            files[f"tables/{name}.csv"] = table.csv()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed:
        for name, text in files.items():
            # Half of a surrogate pair, which a link can hold, is nothing that UTF-8 can write.
            packed.writestr(_entry(name), text.encode("utf-8", "replace"))
    return made.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, date_time=_NO_TIME)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.create_system = 3  # the same on every machine
    made.external_attr = 0o644 << 16
    return made
