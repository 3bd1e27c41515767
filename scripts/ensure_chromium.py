"""Make sure that a Chromium is on this machine for the browser tests; install Debian's when there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

#: Names under which a Chromium may be found; KB_CHROMIUM comes first.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def find() -> str | None:
    """Path of a Chromium, or None."""
    named = os.environ.get("KB_CHROMIUM")
    if named and os.path.exists(named):
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    """Find or install; 2 with a sentence when neither works."""
    if find() and _has_chinese_font():
        return 0
    if not shutil.which("apt-get"):
        print("The browser tests need Chromium. Install it, or set KB_CHROMIUM to its path, then run again.")
        return 0 if find() else 2
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print("installing Chromium and a Chinese font for the browser tests …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
    ):
        done = subprocess.run([*sudo, "apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode and "install" in command and not find():
            print("Chromium could not be installed. Install it, or set KB_CHROMIUM to its path, then run again.")
            return 2
    return 0


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
