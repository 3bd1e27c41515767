"""KB911 promise-beyond-agreement."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.promises import public_promises
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["promise_beyond_agreement"]


@handbook_rule("KB911", "promise-beyond-agreement", Severity.WARNING, bodies=False)
def promise_beyond_agreement(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """What is promised in public is better than every target of the agreement.

    Shares, spans of time and times of day are compared with those of the targets, in their fields and in their
    sentences; a promise without such numbers is left to people. Looked at are SLAs in force.

    ## Why it matters
    Saying more than is agreed is the fourth gap of service quality: customers expect what they heard, and are let down
    although the agreement is kept (Parasuraman, Zeithaml, Berry 1985).

    ## Example
    ```yaml
    promised_publicly: Mail is available 99.99% of the time.
    targets:
      - {id: availability, name: Availability, metric: mail/availability, value: 99.9, unit: "%"}
    ```

    ## Fix
    Say no more than the agreement does; or agree on more first, with the means to keep it.
    """
    for promise in public_promises(handbook, context.as_of):
        if promise.verdict == "beyond":
            args = (("targets", ", ".join(promise.matched)),)
            yield Finding(promise.agreement.at("promised_publicly"), "KB911", "", args)
