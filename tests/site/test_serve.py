"""The live preview answers with the edition that was asked for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from support import ROOT

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("site")]


@pytest.mark.parametrize(("edition", "lang"), [("zh", "zh"), ("en", "en")])
def test_the_preview_shows_the_handbook(edition: str, lang: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    code = "from kb_tools.cli.main import main; main()"
    command = [sys.executable, "-c", code, "serve", "--edition", edition, "--address", address]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, process_group=0
    ) as preview:
        try:
            page = fetch(f"http://{address}/known-errors/ke-0002/", preview)
        finally:
            os.killpg(preview.pid, 15)
            preview.stdout and preview.stdout.close()
    assert f'<html lang="{lang}"' in page
    assert "452 4.3.1 Insufficient system storage" in page


def fetch(url: str, preview: subprocess.Popen[bytes]) -> str:
    for _ in range(240):
        assert preview.poll() is None, preview.stdout and preview.stdout.read().decode()
        try:
            with urllib.request.urlopen(url) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    raise AssertionError(f"{url} never answered")
