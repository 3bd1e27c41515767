"""Blocks about results: promised against delivered, KPIs, and each miss with what is known about why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kb_tools.insight.monthly.causes import Cause
from kb_tools.insight.monthly.measures import Measured, Promise, Unmeasured
from kb_tools.insight.monthly.summary import Monthly
from kb_tools.report.monthly.document import Ask, Block, Bullets, Heading, Line, Para, Run, State, Table, line
from kb_tools.report.monthly.teller import EACH, Teller

__all__ = ["ASKED", "cause_blocks", "kpi_blocks", "lead_blocks", "past_blocks", "promise_blocks"]

#: Misses that get a question of their own; the others stand in a table.
ASKED = 5
#: Rows that a table shows; the rest is counted.
LIMIT = 40
_KEPT: dict[str, State] = {"kept": "good", "missed": "bad", "unknown": "unknown"}


def lead_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """The span in a few sentences, and the one sentence that only the author can write."""
    now, earlier = facts.figures, facts.past[-2] if len(facts.past) > 1 else None
    states = [one.status for one in facts.measures]
    items = []
    if facts.promises or facts.unmeasured:
        items.append(_promises_kept(facts, says))
    if facts.measures:
        counts = {name: states.count(name) for name in ("good", "watch", "bad", "unknown")}
        told = says.say("lead_kpis", count=len(states), **counts)
        worst: State = next((name for name in ("bad", "watch", "unknown", "good") if counts[name]), "")
        items.append(line(told, "", worst))
    items.append(line(_faults(facts, says, earlier.seen if earlier else None)))
    counts = {"done": len(facts.actions.done), "late": len(facts.actions.overdue), "soon": len(facts.actions.coming)}
    told = says.say("lead_work", reviews=now.reviews, **counts)
    items.append(line(told, "", "bad" if counts["late"] else ""))
    yield Bullets(tuple(items))
    yield Ask(says.say("ask_lead"), (), says.place("place_lead"))


def _promises_kept(facts: Monthly, says: Teller) -> Line:
    """How many promises were kept, of how many: a few kept ones are no good news where most are not measured."""
    now, count = facts.figures, len(facts.promises) + len(facts.unmeasured)
    measured = now.kept + now.missed
    if not measured:
        return line(says.say("lead_no_figures", count=count), "", "unknown")
    key = "lead_promises" if measured == count else "lead_promises_part"
    counts = {"count": count, "measured": measured, "kept": now.kept, "missed": now.missed, "rest": count - measured}
    state: State = "bad" if now.missed else "good" if measured == count else "unknown"
    return line(says.say(key, **counts), "", state)


def _faults(facts: Monthly, says: Teller, before: int | None) -> str:
    """How often known errors occurred, against the span before."""
    again = sum(len(note.seen) - (1 if note.first_seen else 0) for note in facts.errors)
    after = sum(note.after_holiday for note in facts.errors)
    seen = facts.figures.seen
    told = says.say("lead_errors", count=seen, again=again) if seen else says.say("lead_errors_none")
    told += says.say("lead_errors_after", after=after) if after else ""
    told += says.say("lead_errors_before", before=before) if before is not None else ""
    return f"{told}{says.say('stop')}"


def past_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """The spans before beside this one."""
    if len(facts.past) < 2:
        return
    keys = ("kept", "missed", "red", "seen", "reviews", "done")
    rows = tuple(
        (line(says.telling.period(past.span.text)), *(line(str(getattr(past, key))) for key in keys))
        for past in reversed(facts.past)
    )
    columns = (says.say("column_period"), *(says.say(f"past_{key}") for key in keys))
    yield Heading(says.say("heading_past"))
    yield Table(says.say("heading_past"), columns, rows, frozenset(range(1, len(columns))))


def promise_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """Promised against delivered, and the promises whose figures lie elsewhere."""
    if facts.promises:
        rows = tuple(_promise(promise, says) for promise in facts.promises[:LIMIT])
        keys = ("service", "promise", "promised", "delivered", "change", "result")
        columns = tuple(says.say(f"column_{key}") for key in keys)
        yield Table(says.say("heading_promises"), columns, rows, frozenset({2, 3, 4}))
        yield from _more(len(facts.promises), says)
    elif not facts.unmeasured:
        yield Para(line(says.say("no_promises")), quiet=True)
    if facts.unmeasured:
        yield Para(line(says.say("unmeasured", count=len(facts.unmeasured))))
        items = tuple(_unmeasured(facts.unmeasured, says))
        yield Bullets(items[:LIMIT])
        yield from _more(len(items), says)


def _promise(promise: Promise, says: Teller) -> tuple[Line, ...]:
    one, name = promise.measured, _target_name(says, promise.agreement, promise.target)
    promised = says.words(f"kpi.target_{promise.direction}", value=says.amount(one.kpi, promise.promised))
    told = zip(one.values, says.each(one), strict=True)
    values = [line(part, "", "bad" if row in promise.missed else "") for row, part in told]
    if len(values) > EACH:
        values = [line(says.values(one), "", "bad" if promise.missed else "")]
    return (
        (says.title(promise.service),),
        line(name, f"{promise.agreement}#{promise.target}"),
        line(promised),
        says.listed(values),
        line(says.step(one)),
        (says.mark(f"promise_{promise.state}", _KEPT[promise.state]),),
    )


def _target_name(says: Teller, agreement: str, target: str) -> str:
    return next((str(item.name) for item in says.record(agreement).targets if item.id == target), target)


def _unmeasured(found: Sequence[Unmeasured], says: Teller) -> Iterator[Line]:
    by_agreement: dict[str, list[str]] = {}
    for entry in found:
        by_agreement.setdefault(entry.agreement, []).append(_target_name(says, entry.agreement, entry.target))
    for agreement, names in by_agreement.items():
        listed = says.words("page.list_join").join(names)
        yield (says.title(agreement), Run(says.say("unmeasured_names", names=listed)))


def kpi_blocks(facts: Monthly, says: Teller, wanted: Collection[str] = ()) -> Iterator[Block]:
    """KPIs with their values.

    Args:
        facts: The facts.
        says: The language.
        wanted: Only these, in this order; all when empty.
    """
    by_id = {one.kpi: one for one in facts.measures}
    found = [by_id[kpi] for kpi in wanted if kpi in by_id] if wanted else list(facts.measures)
    if not found:
        yield Para(line(says.say("no_kpis")), quiet=True)
        return
    keys = ("kpi", "value", "target", "change", "status")
    columns = tuple(says.say(f"column_{key}") for key in keys)
    rows = tuple(_kpi(one, says) for one in found[:LIMIT])
    yield Table(says.say("heading_kpis"), columns, rows, frozenset({1, 2, 3}))
    yield from _more(len(found), says)


def _more(count: int, says: Teller) -> Iterator[Block]:
    """How many a table does not show."""
    if count > LIMIT:
        yield Para(line(says.say("more", count=count - LIMIT)), quiet=True)


def _kpi(one: Measured, says: Teller) -> tuple[Line, ...]:
    kpi = says.kpi(one.kpi)
    target = says.words(f"kpi.target_{kpi.direction}", value=says.amount(one.kpi, kpi.target))
    value = says.values(one) if one.values else says.say("ask_collector", role=_collector(one, says))
    name = (Run(str(kpi.name), one.kpi), Run(says.say("of", owner=says.names.title(one.page))))
    return name, line(value), line(target), line(says.step(one)), (says.state(one),)


def _collector(one: Measured, says: Teller) -> str:
    role = says.kpi(one.kpi).collector
    return says.names.title(role) if role else says.words("insight.none")


def cause_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """The misses that weigh most, each with the facts and the question; the others in a table."""
    if not facts.causes:
        known = any(one.values for one in facts.measures)
        yield Para(line(says.say("no_causes"), "", "good") if known else line(says.say("no_kpis")), quiet=not known)
        return
    for cause in facts.causes[:ASKED]:
        yield _ask(cause, says)
    others = facts.causes[ASKED : ASKED + LIMIT]
    if others:
        columns = tuple(says.say(f"column_{key}") for key in ("kpi", "what", "at_it"))
        rows = tuple(
            (
                (Run(str(says.kpi(cause.measured.kpi).name), cause.measured.kpi),),
                _told(cause, says),
                _at_it(cause, says),
            )
            for cause in others
        )
        yield Heading(says.say("heading_other_causes"))
        yield Table(says.say("heading_other_causes"), columns, rows)
        yield from _more(len(facts.causes) - ASKED, says)


def _told(cause: Cause, says: Teller) -> Line:
    promise = cause.promises[0] if cause.promises else None
    return (Run(says.sentence(cause.measured, promise), "", cause.measured.status),)


def _ask(cause: Cause, says: Teller) -> Ask:
    name = str(says.kpi(cause.measured.kpi).name)
    facts: list[Line] = [_told(cause, says), *(line(says.sentence(cause.measured, p)) for p in cause.promises[1:])]
    if cause.trend.course != "none":
        facts.append(line(says.say(f"trend_{cause.trend.course}", count=cause.trend.count)))
    facts += says.remarks(cause.measured)
    for review, number in cause.findings:
        text = says.prose(says.record(review).findings[number].text)
        facts.append((Run(says.say("fact_finding")), says.title(review), Run(says.say("colon")), Run(text)))
    if cause.reviews:
        facts.append((Run(says.say("fact_reviews")), *says.titles(cause.reviews)))
    if cause.errors:
        listed = says.listed([says.coded(error) for error in cause.errors])
        facts.append((Run(says.say("fact_errors")), *listed))
    facts.append((Run(says.say("fact_at_it")), *_at_it(cause, says)))
    key = "ask_cause_promise" if cause.promises else "ask_cause"
    return Ask(says.say(key, name=name), tuple(facts), says.place("place_cause"))


def _at_it(cause: Cause, says: Teller) -> Line:
    """Who is at it: actions with their day, improvements, risks; and whether nothing is planned for this very KPI."""
    found: list[Line] = []
    if cause.unanswered:
        found.append((says.mark("nobody_at_it", "watch" if cause.actions else "bad"),))
    for review, number in cause.actions:
        action = says.record(review).actions[number]
        told = says.say(
            "action_due", text=says.prose(action.text).rstrip("。."), who=says.who(action.owner), day=action.due
        )
        found.append((Run(told, f"{review}#{action.id}"),))
    found += [says.coded(page) for page in (*cause.improvements, *cause.risks)]
    return says.listed(found)
