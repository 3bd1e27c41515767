"""Make the virtual environment: `setup_venv.py .venv site` for publishing, `... dev` for everything.

Installs exactly what the lock file says, checked by hash, then this project itself without asking any registry.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Set up; 2 with one line when this Python will not do."""
    folder, what = Path(sys.argv[1]), sys.argv[2]
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}; try `make PYTHON=python3.11`")
        return 2
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        print(f"making the virtual environment {folder} …", flush=True)
        venv.create(folder, with_pip=True)
    files = ["build", "site"] if what == "site" else ["dev"]
    print(f"installing the locked dependencies ({what}) …", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    for name in files:
        subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / f"{name}.txt")], check=True)
    subprocess.run([*pip, "--no-build-isolation", "--editable", str(ROOT)], check=True)
    for stamp in ["site"] if what == "site" else ["site", "dev"]:
        (folder / f".{stamp}").touch()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        print(f"could not install: {' '.join(map(str, error.cmd[:6]))} … ended with {error.returncode}")
        sys.exit(2)
