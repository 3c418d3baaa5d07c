from bench import __main__ as command
from bench import drills, report
from bench.tally import SHOWN, Tally


def test_attempts_are_counted_and_the_first_faults_told():
    tally = Tally("essai")
    for number in range(10):
        tally.judge("" if number < 2 else f"faute {number}")
    told = tally.told()
    assert (told.attempts, told.held, told.broken, told.is_kept) == (10, 2, 8, False)
    assert told.faults == [f"faute {number}" for number in range(2, 2 + SHOWN)]


def test_a_drill_that_tried_nothing_has_kept_nothing():
    assert not Tally("essai").told().is_kept


def test_an_attempt_that_cannot_be_finished_is_broken():
    tally = Tally("essai")
    tally.attempt(lambda: str(1 // 0))
    assert tally.told().faults == ["ZeroDivisionError: integer division or modulo by zero"]


def test_a_figure_beyond_what_the_criterion_names_is_missed():
    for worst, is_kept in ((0.9, True), (1.1, False)):
        tally = Tally("essai", most_seconds=1, most_mib=32)
        tally.judge("")
        tally.measure(seconds=worst, mib=5)
        tally.measure(seconds=0.1)
        told = tally.told()
        assert told.is_kept is is_kept
        assert told.worst == f"{worst:.2f} s cpu, +5 MB"
        assert told.wanted == "0 broken, ≤ 1.00 s cpu, ≤ +32 MB"


def test_the_table_says_what_was_missed_and_why():
    held, broken = Tally("tenu"), Tally("rompu")
    held.judge("")
    broken.judge("une faute")
    rows = report.drills_told([held.told(), broken.told()]).splitlines()
    assert "kept" in rows[-3]
    assert "MISSED" in rows[-2]
    assert rows[-1] == "rompu: une faute"


def test_families_are_asked_for_by_how_they_begin():
    assert command.arguments(["--drills", "--only", "F5", "W2"]).only == ["F5", "W2"]
    assert set(drills.chosen(drills.PLAIN, ["F5"])) == {"F5b", "F5c"}
    assert drills.chosen(drills.SECURE, ["F5"]) == {}
    assert drills.chosen(drills.PLAIN, []) == drills.PLAIN


def test_a_family_that_is_stopped_is_told_as_broken():
    def family(scene):
        tally = Tally("avant")
        tally.judge("")
        yield tally
        raise RuntimeError("plus rien")

    class There:
        def keep_alive(self):
            pass

    before, stopped = drills.counted("X1", family, There())
    assert before.is_kept
    assert (stopped.name, stopped.is_kept, stopped.faults) == ("X1 was stopped", False, ["RuntimeError: plus rien"])
