"""Immutable records: the base of every value in the model.

A ``Record`` subclass lists its fields as annotations, as a frozen dataclass does, and type checkers
read it as one. The standard dataclass is not used because importing it (through ``inspect``) and
generating its classes costs a short command line run a fifth of its time.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, Self, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable


def made_when_asked_for(make: Callable[[Any], Any]) -> Any:
    """A field that a record may be made without, by other means than its constructor: ``make(record)`` gives it."""
    return cached_property(make)


@dataclass_transform(frozen_default=True)
class Record:
    """A value with named fields, compared and hashed by them, that cannot be changed.

    Fields are the annotations of the class and its bases, in order; names with a leading underscore
    are not fields. Raises TypeError when a field is missing, unknown or given twice.
    """

    __slots__ = ()
    _fields: tuple[str, ...] = ()
    _defaults: dict[str, Any] = {}  # noqa: RUF012 - replaced by every subclass, never changed

    def __init_subclass__(cls, *, kw_only: bool = False) -> None:
        # kw_only speaks to type checkers: fields of a subclass may follow fields with defaults.
        own = [name for name in cls.__annotations__ if not name.startswith("_")]
        cls._fields = (*cls._fields, *(name for name in own if name not in cls._fields))
        slots = cls.__dict__.get("__slots__", ())
        cls._defaults = cls._defaults | {
            name: cls.__dict__[name]
            for name in own
            if name in cls.__dict__ and name not in slots and not isinstance(cls.__dict__[name], cached_property)
        }

    def __init__(self, *values: Any, **named: Any) -> None:
        fields = self._fields
        if named or len(values) != len(fields):
            values = self._filled(values, named)
        # Not through `__dict__`, which would give every instance a dictionary of its own: three times the memory.
        keep = object.__setattr__
        for name, value in zip(fields, values, strict=True):
            keep(self, name, value)
        self._validate()

    def _filled(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """The values of all fields, given by position, by name, or by default."""
        fields = self._fields
        if len(values) > len(fields):
            raise TypeError(f"{type(self).__name__} takes {len(fields)} fields, not {len(values)}")
        state = dict(zip(fields, values, strict=False))
        for name, value in named.items():
            if name in state or name not in fields:
                problem = "given twice" if name in fields else "unknown"
                raise TypeError(f"{type(self).__name__}: field {name!r} is {problem}")
            state[name] = value
        for name in fields:
            if name not in state:
                if name not in self._defaults:
                    raise TypeError(f"{type(self).__name__}: field {name!r} is missing")
                state[name] = self._defaults[name]
        return tuple([state[name] for name in fields])

    def _validate(self) -> None:
        """Raise ValueError if the fields do not fit together; nothing by default."""

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete {name!r}")

    def _key(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self._fields])

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self), self._key()))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({inside})"

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        return type(self)(**{**{name: getattr(self, name) for name in self._fields}, **changes})
