"""`dataclass` of the standard library, made in a fraction of the time.

That one writes and compiles six methods for each class (0.6 ms; a command loads some sixty classes, and makes rows of
half of them). Five of them are the same for every class: they are functions here, and answer what the standard ones
answer. `__init__` is compiled when the first row of its class is made.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass  # type checkers know that one
else:
    import dataclasses

    def dataclass(cls: type | None = None, /, *, frozen: bool = False, slots: bool = False) -> object:
        """Make a data class; takes `frozen` and `slots`, and fields that are all parameters of `__init__`."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots)
        made = dataclasses.dataclass(cls, init=False, eq=False, repr=False, slots=slots)
        if "__init__" not in made.__dict__:
            made.__init__ = _init_on_demand(made, frozen=frozen)
        own = {"__eq__": _equal, "__repr__": _shown, "__hash__": _hashed if frozen else None}
        if frozen:
            own |= {"__setattr__": _keep, "__delattr__": _keep}
        if frozen and slots:  # else copies would be made by assigning
            own |= {"__getstate__": _state, "__setstate__": _restore}
        for name, method in own.items():
            if made.__dict__.get(name) is None:  # a method of its own stays
                setattr(made, name, method)
        return made

    def _init_on_demand(made: type, *, frozen: bool) -> object:
        def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807 - it is the method
            if made.__dict__["__init__"] is __init__:
                made.__init__ = _init(made, frozen=frozen)
            made.__init__(self, *given, **named)

        return __init__

    def _init(made: type, *, frozen: bool) -> object:
        """Compile `__init__`, whose parameters are the fields in order; the standard one is made the same way."""
        known = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
        taken, lines = [], []
        for at, field in enumerate(made.__dataclass_fields__.values()):
            name = value = field.name
            if field.default is not dataclasses.MISSING:
                known[f"_default{at}"] = field.default
                taken.append(f"{name}=_default{at}")
            elif field.default_factory is not dataclasses.MISSING:
                known[f"_make{at}"] = field.default_factory
                taken.append(f"{name}=_missing")
                value = f"_make{at}() if {name} is _missing else {name}"
            else:
                taken.append(name)
            lines.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
        text = f"def __init__({', '.join(('self', *taken))}):\n" + ("\n".join(lines) or " pass")
        exec(text, known)  # noqa: S102 - the names of fields, which the class itself has written
        method = known["__init__"]
        method.__qualname__ = f"{made.__qualname__}.__init__"
        return method

    def _keep(self: object, name: str, *value: object) -> None:
        """Refuse to change a field, and an attribute of anything but a plain subclass."""
        if name in self.__dataclass_fields__ or "__dataclass_fields__" in type(self).__dict__:
            verb = "assign to" if value else "delete"
            raise dataclasses.FrozenInstanceError(f"cannot {verb} field {name!r}")
        if value:
            object.__setattr__(self, name, *value)
        else:
            object.__delattr__(self, name)

    def _state(self: object) -> list[object]:
        return [getattr(self, name) for name in self.__dataclass_fields__]

    def _restore(self: object, state: list[object]) -> None:
        for name, value in zip(self.__dataclass_fields__, state, strict=True):
            object.__setattr__(self, name, value)

    def _values(self: object) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name, field in self.__dataclass_fields__.items() if field.compare)

    def _equal(self: object, other: object) -> bool:
        return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented

    def _hashed(self: object) -> int:
        return hash(_values(self))

    def _shown(self: object) -> str:
        fields = (field.name for field in dataclasses.fields(self) if field.repr)
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in fields)})"


__all__ = ("dataclass",)
