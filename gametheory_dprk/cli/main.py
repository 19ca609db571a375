"""The entry point: arguments in, exit code out, and never a traceback.

Typer defines the command line (``app.py``). Importing it costs more than solving a small game, so plain
well-formed calls are read by ``plain_calls.py`` from a table generated from the typer definition;
everything else (help, errors, completion) goes to typer. Both end in the same ``run`` functions.

Exit codes: 0 answered, 1 a claim fails, 2 bad usage or bad input, 3 not decided, 130 interrupted,
70 a fault of the program.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import GameFileError, GameTheoryError, OutOfTime, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ANSWERED, CLAIM_FAILS, BAD_INPUT, UNDECIDED, FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without a letter shows `?` instead of failing
    if argv == ["--version"]:
        from .. import __version__

        print(f"gametheory-dprk {__version__}")
        return ANSWERED
    if not any(name.endswith("_COMPLETE") for name in os.environ):
        from .plain_calls import parse

        call = parse(argv)
        if call is not None:
            verb, options = call
            return guarded(lambda: _limited(verb, options), human=options.get("format", "human") == "human")
    return guarded(lambda: _typer(argv))


def _limited(verb: str, options: dict[str, Any]) -> int:
    if os.environ.get("DPRK_MAX"):
        raise_limits(())
    return run(verb, options)


def run(verb: str, options: dict[str, Any]) -> int:
    """Call a verb with its options by name."""
    code: int = import_module(f"gametheory_dprk.cli.{verb}").run(**options)
    return code


def _typer(argv: list[str]) -> int:
    from .app import app

    name = os.path.basename(sys.argv[0]) if sys.argv else ""
    try:
        result = app(argv, prog_name=name if name in ("dprk", "gametheory-dprk") else "dprk", standalone_mode=True)
    except SystemExit as stop:
        if stop.code == INTERRUPTED:
            raise KeyboardInterrupt from None  # which typer has made an exit code of, and tells nobody
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    return result if isinstance(result, int) else ANSWERED


def raise_limits(texts: Sequence[str]) -> None:
    """Put limits in force for this process and those it starts; raises UsageError for what is no limit."""
    from ..model.limits import LIMITS, VARIABLE, limit, parsed

    told = ",".join(filter(None, (os.environ.get(VARIABLE, ""), *texts)))
    if not told:
        return
    try:
        parsed(told)
    except ValueError as error:
        known = ", ".join(name for name, item in LIMITS.items() if item.raised)
        raise UsageError(f"{error} (--max, or the environment variable {VARIABLE})", f"limits are {known}") from None
    os.environ[VARIABLE] = told
    memory = limit("memory") * 1024 * 1024
    if memory:
        try:
            import resource
        except ImportError:
            raise UsageError("memory cannot be limited on this system", "leave `memory` out") from None
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def guarded(action: Callable[[], int], *, human: bool = False) -> int:
    """Run an action; errors become messages on standard error and an exit code. human: a person reads them, and is told where more is told."""
    if sys.stdout is None or sys.stderr is None:  # a closed stream takes nothing, and that is no fault
        sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end
        sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.set_int_max_str_digits(0)  # exact answers may be long; their size is limited where they are computed
    try:
        code = action()
        sys.stdout.flush()
        return code
    except GameFileError as error:
        from ..report.frames import colored, diagnostics_text, pointer_text

        sys.stderr.write(diagnostics_text(error.diagnostics, color=colored(sys.stderr)))
        if human:
            sys.stderr.write(pointer_text(error.diagnostics))
        return BAD_INPUT
    except (GameTheoryError, OutOfTime) as error:
        from ..report.frames import colored, error_text

        sys.stderr.write(error_text(error.message, error.help, color=colored(sys.stderr)))
        return BAD_INPUT if isinstance(error, UsageError) else UNDECIDED
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return INTERRUPTED
    except MemoryError:
        return _out_of_memory()
    except BrokenPipeError:
        _discard_output()
        return ANSWERED
    except OSError as error:
        _discard_output()
        sys.stderr.write(f"error: the output cannot be written: {error.strerror or error}\n")
        return BAD_INPUT
    except Exception as error:
        if os.environ.get("DPRK_DEBUG"):
            raise
        if isinstance(error, SystemError) and "memory" in os.environ.get("DPRK_MAX", ""):  # as C code may call it
            return _out_of_memory()
        sys.stderr.write(
            f"error: a fault of this program: {type(error).__name__}: {str(error)[:300]}\n"
            "  = help: please report the game and the command; DPRK_DEBUG=1 shows where it happened\n"
        )
        return FAULT


def _out_of_memory() -> int:
    sys.stderr.write("error: out of memory\n  = help: use a smaller game, `--jobs 1`, or a larger `--max memory=MIB` where one is set\n")
    return UNDECIDED


def _discard_output() -> None:
    """Keep the interpreter from flushing what is left into a stream that cannot take it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def console() -> None:
    """The console scripts."""
    raise SystemExit(main())
