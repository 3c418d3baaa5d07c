import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, SOURCE

CONFIG = ROOT / "rules" / "sgconfig.yml"
RULES = sorted(path.stem for path in (ROOT / "rules" / "python").glob("*.yml"))
# How often code says why it needs to see everything. This number may only fall, but for a new room's own.
MOST_UNSCOPED = 148
UNSCOPED = re.compile(r"\.unscoped\(")


def ast_grep(*arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "ast-grep"), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_house_rules_are_kept():
    done = ast_grep("scan", "--config", CONFIG, SOURCE)
    assert done.returncode == 0, done.stdout


def test_each_rule_catches_its_samples_and_passes_the_others():
    done = ast_grep("test", "--config", CONFIG, "--skip-snapshot-tests")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_samples_of_both_kinds(rule: str):
    samples = (ROOT / "rules" / "samples" / f"{rule}.yml").read_text()
    assert re.search(rf"^id: {rule}$.*^valid:\n  - .*^invalid:\n  - ", samples, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("place", "text", "caught"),
    [
        ("lists/page.py", "Letter._base_manager", True),
        ("core/scoping.py", "Letter._base_manager", False),
        ("lists/page.py", "date.today()", True),
        ("core/folding.py", "date.today()", True),
        ("core/clock.py", "date.today()", False),
        ("threads/views.py", "from entregent.audit.models import Event", True),
        ("audit/chain.py", "from entregent.audit.models import Event", False),
        ("site/views.py", "from entregent.people.models import House, User", True),
        ("people/views.py", "from entregent.people.models import House, User", False),
    ],
)
def test_rules_know_their_rooms(tmp_path: Path, place: str, text: str, caught: bool):
    file = tmp_path / "entregent" / place
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert ast_grep("scan", "--config", CONFIG, "entregent", folder=tmp_path).returncode == int(caught)


def unscoped(source: Path) -> list[str]:
    files = (path for path in sorted(source.rglob("*.py")) if path.relative_to(source).as_posix() != "core/scoping.py")
    return [str(path.relative_to(source)) for path in files for _ in UNSCOPED.findall(path.read_text())]


def test_seeing_everything_stays_rare(capsys: pytest.CaptureFixture[str]):
    uses = unscoped(SOURCE)
    with capsys.disabled():
        print(f"\n.unscoped(: {len(uses)} of at most {MOST_UNSCOPED}")
    assert len(uses) <= MOST_UNSCOPED, "\n".join(uses)


def test_each_use_is_counted(tmp_path: Path):
    (tmp_path / "jobs.py").write_text('House.objects.unscoped("one")\nParty.objects.unscoped("two")\n')
    assert unscoped(tmp_path) == ["jobs.py", "jobs.py"]
