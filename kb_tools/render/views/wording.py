"""Dates as pages show them: told in words, marked up for programs. Numbers, spans and ages are told as everywhere."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from kb_tools.report.telling import Telling

__all__ = ["Wording"]


class Wording(Telling):
    """Says things in one language, dates as HTML."""

    def day(self, day: dt.date) -> Markup:
        """A date in full: 2026年10月8日, 8 October 2026."""
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), self.day_text(day))

    def moment(self, moment: dt.datetime) -> Markup:
        """A date, with the time when one was given."""
        shown = self.day_text(moment.date())
        if moment.time() != dt.time():
            shown = f"{shown} {moment:%H:%M}"
        return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), shown)
