"""Scalar types of front matter: text in, one declared type out.

Every YAML scalar reaches these converters as the text that was written, so `9.40`, `no`, `0123` and `2026-02-30`
keep their meaning or are refused; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = [
    "Bool",
    "Date",
    "Duration",
    "DurationValue",
    "Identifier",
    "Int",
    "Kind",
    "Level",
    "Moment",
    "Number",
    "Plain",
    "Score",
    "Text",
    "Translatable",
]

_INT = re.compile(r"-?(?:0|[1-9]\d{0,14})\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?\Z")
_DURATION = re.compile(r"([1-9]\d{0,5})\s*(min|h|days?|weeks?|months?|years?)\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?\Z")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

#: Minutes; nothing in a handbook lasts longer than a hundred years, and calendars end.
_LONGEST = 100 * 525600
#: Minutes in one unit; a month counts 30 days and a year 365 (only for comparing, never for calendars).
_MINUTES = {"min": 1, "h": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}


@dataclass(frozen=True)
class Translatable:
    """Marks a field whose text a translation replaces; everything unmarked is structure and is inherited."""


@dataclass(frozen=True)
class Kind:
    """Names what a scalar holds, for the field reference: `date`, `int`, `1-5`, ..."""

    name: str


@dataclass(frozen=True, slots=True)
class DurationValue:
    """A span of time as people write it: `15 min`, `4 h`, `6 months`.

    Attributes:
        amount: How many units, a positive whole number.
        unit: One of min, h, day, week, month, year.
    """

    amount: int
    unit: str

    @property
    def minutes(self) -> int:
        """Length in minutes; months are 30 days and years 365, for comparing only."""
        return self.amount * _MINUTES[self.unit]

    def after(self, start: dt.date) -> dt.date:
        """The date this span after `start`, by the calendar (31 January + 1 month is 28 or 29 February)."""
        if self.unit in ("month", "year"):
            months = start.year * 12 + start.month - 1 + self.amount * (12 if self.unit == "year" else 1)
            year, month = divmod(months, 12)
            last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
            return dt.date(year, month + 1, min(start.day, last))
        return start + dt.timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        plural = "s" if self.amount > 1 and self.unit not in ("min", "h") else ""
        return f"{self.amount} {self.unit}{plural}"


def _scalar(value: Any, wanted: str) -> str:
    if isinstance(value, str):
        return value
    found = "a list" if isinstance(value, list) else "nested keys"
    raise PydanticCustomError("kb_shape", "found {found} where {wanted} belongs", {"found": found, "wanted": wanted})


def _refuse(kind: str, value: str) -> PydanticCustomError:
    return PydanticCustomError("kb_value", "{value} is not {kind}", {"value": value, "kind": kind})


def _text(value: Any) -> str:
    return _scalar(value, "text")


def _int(value: Any) -> int:
    text = _scalar(value, "int")
    if not _INT.match(text):
        raise _refuse("int", text)
    return int(text)


def _number(value: Any) -> float | int:
    text = _scalar(value, "number")
    if not _NUMBER.match(text):
        raise _refuse("number", text)
    return float(text) if "." in text else int(text)


def _bool(value: Any) -> bool:
    text = _scalar(value, "bool")
    if text not in ("true", "false"):
        raise _refuse("bool", text)
    return text == "true"


def _date(value: Any) -> dt.date:
    text = _scalar(value, "date")
    try:
        if _DATE.match(text):  # fromisoformat alone would take week dates, too
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise _refuse("date", text)


def _moment(value: Any) -> dt.datetime:
    text = _scalar(value, "moment")
    match = _MOMENT.match(text)
    try:
        if match:
            return dt.datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}")
    except ValueError:
        pass
    raise _refuse("moment", text)


def _duration(value: Any) -> DurationValue:
    if isinstance(value, DurationValue):
        return value
    text = _scalar(value, "duration")
    match = _DURATION.match(text)
    if not match or int(match[1]) * _MINUTES[match[2].removesuffix("s")] > _LONGEST:
        raise _refuse("duration", text)
    return DurationValue(int(match[1]), match[2].removesuffix("s"))


def _identifier(value: Any) -> str:
    text = _scalar(value, "id")
    if not _ID.match(text):
        raise _refuse("id", text)
    return text


def _between(low: int, high: int) -> Any:
    def convert(value: Any) -> int:
        number = _int(value)
        if not low <= number <= high:
            raise PydanticCustomError(
                "kb_range", "{value} is not between {low} and {high}", {"value": number, "low": low, "high": high}
            )
        return number

    return convert


#: Text as written, the same in every language (codes, system names, error messages).
Plain = Annotated[str, BeforeValidator(_text)]
#: Text that a translation replaces.
Text = Annotated[str, BeforeValidator(_text), Translatable()]
Identifier = Annotated[
    str,
    BeforeValidator(_identifier),
    Kind("id"),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
Int = Annotated[int, BeforeValidator(_int), Kind("int"), WithJsonSchema({"type": "integer"})]
Number = Annotated[float | int, BeforeValidator(_number), Kind("number"), WithJsonSchema({"type": "number"})]
Bool = Annotated[bool, BeforeValidator(_bool), Kind("bool"), WithJsonSchema({"type": "boolean"})]
Date = Annotated[dt.date, BeforeValidator(_date), Kind("date"), WithJsonSchema({"type": "string", "format": "date"})]
#: A date, or a date and a local time: `2026-11-16` or `2026-11-16 22:00`.
Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    Kind("moment"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?$"}),
]
Duration = Annotated[
    DurationValue,
    BeforeValidator(_duration),
    Kind("duration"),
    WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]* ?(min|h|days?|weeks?|months?|years?)$"}),
]
#: 1 (lowest) to 5 (highest): criticality, skill and maturity levels, likelihood, risk impact.
Level = Annotated[
    int,
    BeforeValidator(_between(1, 5)),
    Kind("1-5"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5}),
]
#: 1 (highest) to 4 (lowest): impact and urgency of incidents and known errors.
Score = Annotated[
    int,
    BeforeValidator(_between(1, 4)),
    Kind("1-4"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 4}),
]
