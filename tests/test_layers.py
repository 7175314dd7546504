"""Imports go down only: app -> pages, web -> analysis -> data; and so do the rooms of analysis."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What no module of a package imports. Streamlit lives in pages/, and HTTP in web/; app.py puts
# them together, and nothing knows app.py.
NEVER_IMPORTED = {
    "analysis": {"app", "bench", "pages", "starlette", "streamlit", "tests", "uvicorn", "web"},
    "pages": {"app", "bench", "starlette", "tests", "uvicorn", "web"},
    "web": {"app", "bench", "pages", "streamlit", "tests"},
}

# The rooms of analysis, lowest floor first: a room imports from its own floor and those below.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"language"}),
    frozenset(
        {
            "corrections",
            "data_files",
            "past_checks",
            "past_petitions",
            "past_reasons",
            "petitions",
            "rules",
        }
    ),
    frozenset(
        {
            "ballot_calendar",
            "belief",
            "drift",
            "evidence",
            "csv_text",
            "gate",
            "gate_kinds",
            "gate_quadrature",
            "gate_smooth",
            "gate_turns",
            "repeats",
            "running_count",
            "observed",
            "pooling",
            "sample_law",
            "smooth",
            "valid_count",
            "validity",
            "verification",
        }
    ),
    frozenset({"first_prior", "informants", "prior", "versions"}),
    frozenset({"scenario"}),
    frozenset({"forecast", "on_ballot", "outlook"}),
    frozenset(
        {"compare", "november", "own_check", "planning", "sensitivity", "tally", "track_record"}
    ),
    frozenset({"past_list", "past_shares", "record_views", "two_versions"}),
    frozenset(
        {
            "answer",
            "batch",
            "charts",
            "chart_files",
            "data_check",
            "data_messages",
            "deadline",
            "dictionary",
            "november_tables",
            "plan",
            "planning_tables",
            "project",
            "summary",
            "tables",
            "take_away",
            "track_record_in_words",
            "track_record_tables",
            "wording",
        }
    ),
    frozenset({"__main__"}),
)
READERS_OF_DATA = FLOORS[1]


def modules(package: str) -> dict[str, Path]:
    """Every module of a package, by its dotted name."""
    files = sorted((ROOT / package).rglob("*.py"))
    return {dotted(file): file for file in files}


def dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: Path) -> set[str]:
    """Every dotted name that a file imports, wherever in the file it does."""
    return {name for node in ast.walk(ast.parse(file.read_text("utf-8"))) for name in named(node)}


def named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            yield module
            yield from (f"{module}.{alias.name}" for alias in names)
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(module)), *_],
        ):
            yield module


def room(module: str) -> str:
    """`analysis.charts.dots` is in the room `charts`."""
    return module.split(".")[1] if "." in module else ""


def floor(module: str) -> int | None:
    floors = (number for number, rooms in enumerate(FLOORS) if room(module) in rooms)
    return next(floors, None)


@pytest.mark.parametrize("package", NEVER_IMPORTED)
def test_a_package_imports_nothing_from_above_it(package: str) -> None:
    found = modules(package)
    assert found, f"{package}/ holds no module"
    offences = {
        name: sorted(above)
        for name, file in found.items()
        if (above := {i for i in imported(file) if i.split(".")[0] in NEVER_IMPORTED[package]})
    }
    assert offences == {}


def test_a_room_of_analysis_imports_nothing_from_a_floor_above() -> None:
    offences = [
        f"{name} imports {other}"
        for name, file in modules("analysis").items()
        for other in imported(file)
        if other.startswith("analysis.")
        if (here := floor(name)) is not None
        if (there := floor(other)) is not None
        if there > here
    ]
    assert offences == []


def test_modules_of_analysis_import_one_another_in_no_circle() -> None:
    found = modules("analysis")
    graph = {name: imported(file) & (found.keys() - {name}) for name, file in found.items()}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == found.keys()


def test_facts_are_read_through_petitions_and_rules() -> None:
    offences = [
        name
        for name, file in modules("analysis").items()
        if room(name) not in READERS_OF_DATA and names_the_data_folder(file)
    ]
    assert offences == []


def names_the_data_folder(file: Path) -> bool:
    """Say whether a file makes a path to data/: `… / "data"`, `Path("data/…")`, `open("data/…")`.

    A plain "data" is no path: it is a key of every chart.
    """
    tree = ast.parse(file.read_text("utf-8"))
    return any(
        isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and Path(part.value).parts[:1] == ("data",)
        for node in ast.walk(tree)
        for part in path_parts(node)
    )


def path_parts(node: ast.AST) -> list[ast.expr]:
    makers = {"Path", "PurePath", "files", "joinpath", "open"}
    match node:
        case ast.BinOp(op=ast.Div(), right=right):
            return [right]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in makers:
            return node.args
    return []
