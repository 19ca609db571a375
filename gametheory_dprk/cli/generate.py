"""Writes what is generated, the table of plain calls, the documents of codes and of limits: ``python -m gametheory_dprk.cli.generate``."""

from __future__ import annotations

import os
import re
from typing import Any

KINDS = {"str": "text", "text": "text", "int": "integer", "integer": "integer", "float": "number", "bool": "flag", "boolean": "flag"}


def calls() -> dict[str, Any]:
    """The table, from typer's own commands."""
    import typer

    from .app import app

    group: Any = typer.main.get_command(app)
    table: dict[str, Any] = {}
    for verb, command in group.commands.items():
        arguments: list[tuple[str, bool]] = []
        options: dict[str, tuple[str, str]] = {}
        defaults: dict[str, Any] = {}
        for parameter in command.params:
            many = parameter.multiple if parameter.param_type_name == "option" else parameter.nargs == -1
            if parameter.param_type_name == "argument":
                arguments.append((parameter.name, many))
                continue
            if parameter.name in ("help", "install_completion", "show_completion"):
                continue
            kind = "many" if many else KINDS[parameter.type.name]
            options |= dict.fromkeys(parameter.opts, (parameter.name, kind))
            defaults[parameter.name] = () if many else parameter.default
        table[verb] = (tuple(arguments), options, defaults)
    return table


def source() -> str:
    """The generated lines."""
    lines = ["CALLS: dict[str, tuple[tuple[tuple[str, bool], ...], dict[str, tuple[str, str]], dict[str, Any]]] = {  # generated"]
    for verb, (arguments, options, defaults) in calls().items():
        lines += [f'    "{verb}": (', f"        {_text(arguments)},"]
        for part in (options, defaults):
            lines += ["        {", *(f"            {_text(key)}: {_text(value)}," for key, value in part.items()), "        },"]
        lines.append("    ),")
    return "\n".join([*lines, "}  # end of generated", ""])


def _text(value: object) -> str:
    return repr(value).replace("'", '"')


def diagnostics() -> str:
    """The document of all codes."""
    from ..report.rule_texts import document
    from ..rules import all_rules

    return document(all_rules())


def limits() -> str:
    """The document of all limits."""
    from ..model.limits import document

    return document()


def main() -> None:
    """Rewrite plain_calls.py, docs/diagnostics.md and docs/limits.md in place."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "plain_calls.py")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    new = re.sub(r"CALLS: .*?# generated\n(?:.*?# end of generated\n)?", lambda _: source(), text, count=1, flags=re.S)
    with open(path, "w", encoding="utf-8") as file:
        file.write(new)
    root = os.path.dirname(os.path.dirname(os.path.dirname(path)))
    with open(os.path.join(root, "docs", "diagnostics.md"), "w", encoding="utf-8") as file:
        file.write(diagnostics())
    with open(os.path.join(root, "docs", "limits.md"), "w", encoding="utf-8") as file:
        file.write(limits())


if __name__ == "__main__":
    main()
