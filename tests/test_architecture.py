"""The house: which room may import which, and what no room may do."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "gametheory_dprk"
ROOMS = {
    "model": {"errors"},
    "formats": {"model", "errors"},
    "verify": {"model"},
    "interop": {"model", "errors"},
    "solvers": {"model", "errors"},
    "parametric": {"model", "solvers", "errors"},
    "claims": {"model", "solvers", "parametric", "errors"},
    "rules": {"model", "formats"},
    "checks": {"model", "formats", "solvers", "parametric", "errors"},
    "report": {"model", "formats", "rules", "claims", "solvers", "parametric", "api", "proving", "essay", "errors"},
    "pictures": {"model", "solvers", "report", "parametric", "files", "errors"},
    "play": {"model", "report", "errors"},
    "checking": {"model", "formats", "claims", "checks", "report", "api", "errors"},
    "page": {"model", "formats", "solvers", "parametric", "claims", "claim_oracle", "report", "pictures", "api", "explaining", "parameter_space", "plotting", "arguments", "errors"},
    "cli": {"checking", "page", "model", "formats", "rules", "checks", "solvers", "parametric", "report", "api", "explaining", "parameter_space", "comparative_statics", "comparing", "proving", "plotting", "pictures", "playing", "play", "files", "essay", "library", "errors"},
}
LOADERS = {"to_nashpy", "to_sympy"}
NUMERICAL = {"numpy", "sympy", "nashpy", "flint"}
EXACT = {"algebraic.py": {"flint"}}  # factors integer polynomials, inside functions only


def imports(tree: ast.AST, path: Path) -> list[tuple[str, int]]:
    """The rooms a module imports, with the line; ``to_nashpy`` and ``to_sympy`` may load ``interop``."""
    allowed = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in LOADERS
        for node in ast.walk(function)
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node in allowed:
            continue
        parts = path.relative_to(PACKAGE).parts
        if node.level:
            base = list(parts[: len(parts) - node.level])
            names = [*base, *(node.module or "").split(".")] if node.module else base
            names = [name for name in names if name]
            rooms = [names[0]] if names else [alias.name for alias in node.names]
        elif (node.module or "").startswith("gametheory_dprk"):
            rooms = [(node.module or "").split(".")[1]]
        else:
            continue
        found.extend((room, node.lineno) for room in rooms)
    return found


def modules(room: str) -> list[Path]:
    return sorted((PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_only_what_the_design_allows(room):
    assert modules(room)
    wrong = []
    for path in modules(room):
        for target, line in imports(ast.parse(path.read_text(encoding="utf-8")), path):
            if target not in ROOMS[room] | {room, "__version__"}:
                wrong.append(f"{path.name}:{line} imports {target}")
    assert wrong == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_files_text_is_never_run(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            names.add(function.id if isinstance(function, ast.Name) else getattr(function, "attr", ""))
    assert names & {"eval", "exec", "sympify", "parse_expr", "load_all", "unsafe_load"} == set()


def test_the_model_knows_no_numerical_library():
    for path in modules("model"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not {name.split(".")[0] for name in names} & NUMERICAL - EXACT.get(path.name, set())
