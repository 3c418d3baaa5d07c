"""Downloads through nginx: what is compared with what, and that nothing is told of what did not come."""

import pytest

from bench import proxy, report
from bench.proxy import STATIC, THROUGH, WITHOUT
from bench.wire import Client

MADE = {STATIC: [1.0, 2.0, 10.0], THROUGH: [2.5, 2.5, 12.5], WITHOUT: [2.0, 10.0, 50.0]}


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"x" * 2**20)
    return path


def test_each_round_is_compared_with_the_same_round_of_nginx_alone(source):
    alone, through, without = proxy.compared(source, MADE)
    assert (alone.value, alone.wanted) == ("0 MiB/s", "")
    assert (through.wanted, through.note, through.is_kept) == ("≥ 0.5 of it", "0.80", True)  # 0.4, 0.8 and 0.8
    assert (without.wanted, without.note, without.is_kept) == ("≥ 0.25 of it", "0.20", False)  # 0.5, 0.2 and 0.2


def test_what_is_too_slow_is_told_as_missed(source):
    slow = list(proxy.compared(source, MADE | {THROUGH: [2.1, 4.1, 20.1]}))
    told = report.table(("files", *report.FIGURE_HEADS), list(map(report.cells_of_figure, slow)))
    assert [line.split()[-2] for line in told.splitlines()[2:]] == ["MISSED", "MISSED"]


def test_without_nginx_it_is_told_as_not_run(monkeypatch, source):
    monkeypatch.setattr(proxy.nginx, "find", lambda: None)
    (only,) = proxy.drills(None, Client(1, "s"), source, "/fichier/x/", 3)  # type: ignore[arg-type]
    assert (only.name, only.value, only.note) == (THROUGH, "not run", "nginx not found")


class Reader:
    def __init__(self, size: int) -> None:
        self.size, self.asked = size, []

    def take(self, path: str) -> int:
        self.asked.append(path)
        return self.size


def test_the_file_of_nginx_s_own_is_the_object_that_the_portal_gives(source):
    direct, through = Reader(2**20), Reader(2**20)
    took = proxy.taken(direct, through, source, "/fichier/x/", 3)  # type: ignore[arg-type]
    digest = proxy.digest_of(source)
    assert through.asked == [f"{proxy.OWN}{digest[:2]}/{digest[2:4]}/{digest}", "/fichier/x/"] * 4
    assert direct.asked == ["/fichier/x/"] * 4
    assert {name: len(rounds) for name, rounds in took.items()} == {STATIC: 3, THROUGH: 3, WITHOUT: 3}


def test_a_page_of_error_is_no_fast_download(source):
    with pytest.raises(RuntimeError, match="150 bytes"):
        proxy.taken(Reader(2**20), Reader(150), source, "/fichier/x/", 3)  # type: ignore[arg-type]
