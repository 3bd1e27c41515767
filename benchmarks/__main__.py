"""`python -m benchmarks [NAME ...] [--json]`: run all of them, or those that are named.

`search` needs data from outside the project, so it has options of its own (`python -m benchmarks search --help`) and
runs only when it is named.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys

from benchmarks.measure import table

#: A module here with a `TITLE` and a function `measure`.
NAMES = ("check", "insight", "site", "hostile")


def main() -> None:
    if sys.argv[1:2] == ["search"]:
        importlib.import_module("benchmarks.search.compare").main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all when absent")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; known: {', '.join(NAMES)}")
    results = {}
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors"
    for name in options.names or NAMES:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else -1
        print(f"{name} ({machine}, load {load:.1f} at the start) ...", file=sys.stderr)
        module = importlib.import_module(f"benchmarks.{name}")
        rows = module.measure()
        results[name] = {"title": module.TITLE, "load": load, "rows": [row._asdict() for row in rows]}
        if not options.json:
            print(table(module.TITLE, rows), flush=True)
    if options.json:
        print(json.dumps({"machine": machine, "results": results}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
