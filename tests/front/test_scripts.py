"""What scripts decide by themselves, without a browser."""

import subprocess
from pathlib import Path

import pytest

from tools.node import node

HERE = Path(__file__).parent


@pytest.mark.parametrize("script", sorted(HERE.glob("*.mjs")), ids=lambda path: path.stem)
def test_script(script):
    done = subprocess.run([node(), "--test", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
