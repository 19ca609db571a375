"""Workers: answers, deadlines that really end a solve, and jobs that a newer one replaces."""

import os
import sys
import threading
import time

import pytest

from gametheory_dprk import library
from gametheory_dprk.page.desk import Desk, Lane, Refused, Worker

# A worker that is slow on request: it sleeps where a solver would work.
SLOW = """
import json, os, sys, time
sys.stdin.readline()
for line in sys.stdin:
    job = json.loads(line)
    if job.get("die"):
        os._exit(9)
    time.sleep(job.get("sleep", 0))
    print(json.dumps({"found": {"pid": os.getpid(), "job": job["do"]}}), flush=True)
"""


@pytest.fixture
def lane():
    found = Lane(lambda: Worker([], (sys.executable, "-c", SLOW)), 30)
    yield found
    found.close()


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_stays_from_job_to_job(lane):
    assert lane.ask({"do": "one"}, "a")["pid"] == lane.ask({"do": "two"}, "a")["pid"]


def test_the_deadline_ends_the_process_and_the_next_job_has_another(lane):
    before = lane.ask({"do": "one"}, "a")["pid"]
    lane.deadline = 0.3
    with pytest.raises(Refused) as caught:
        lane.ask({"do": "long", "sleep": 600}, "a")
    assert caught.value.status == 504
    assert "no answer within 0.3 seconds" in caught.value.message
    assert not alive(before)
    lane.deadline = 30
    assert lane.ask({"do": "two"}, "a")["pid"] != before


def test_a_newer_job_of_the_same_asker_ends_the_one_before(lane):
    before = lane.ask({"do": "one"}, "a")["pid"]
    ended = []

    def long():
        with pytest.raises(Refused) as caught:
            lane.ask({"do": "long", "sleep": 600}, "a")
        ended.append(caught.value.status)

    thread = threading.Thread(target=long)
    thread.start()
    while not lane._busy:
        time.sleep(0.01)
    assert lane.ask({"do": "newer"}, "a")["job"] == "newer"
    thread.join()
    assert ended == [409]
    assert not alive(before)


def test_another_asker_waits_for_its_turn(lane):
    found = []
    first = threading.Thread(target=lambda: found.append(lane.ask({"do": "first", "sleep": 0.3}, "a")["job"]))
    first.start()
    while not lane._busy:
        time.sleep(0.01)
    found.append(lane.ask({"do": "second"}, "b")["job"])
    first.join()
    assert found == ["first", "second"]


def test_a_worker_that_dies_is_replaced(lane):
    with pytest.raises(Refused) as caught:
        lane.ask({"do": "die", "die": True}, "a")
    assert caught.value.status == 500
    assert lane.ask({"do": "one"}, "a")["job"] == "one"


def test_closing_ends_the_processes(lane):
    pid = lane.ask({"do": "one"}, "a")["pid"]
    lane.close()
    assert not alive(pid)
    with pytest.raises(Refused):
        lane.ask({"do": "two"}, "a")


def test_real_workers_answer_and_forget_no_file_that_changes(tmp_path):
    file = tmp_path / "game.yaml"
    text = "game: 1\ntitle: T{}\nplayers: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 1 | 0, 0\n  b | 0, 0 | 2, 2\n"
    file.write_text(text.format(1), encoding="utf-8")
    desk = Desk([{"id": "game", "path": str(file)}, {"id": "chicken", "path": library.find("chicken")}], 30)
    try:
        assert desk.ask({"do": "game", "game": "game"}, "a")["title"] == "T1"
        file.write_text(text.format(2), encoding="utf-8")
        os.utime(file, (1, 1))
        assert desk.ask({"do": "game", "game": "game"}, "a")["title"] == "T2"
        file.write_text("game: 1\n", encoding="utf-8")
        os.utime(file, (2, 2))
        with pytest.raises(Refused) as caught:
            desk.ask({"do": "answer", "game": "game", "values": {}}, "a")
        assert caught.value.status == 400
        found = desk.ask({"do": "answer", "game": "chicken", "values": {"win": "9"}}, "a")
        assert "Nash equilibria" in found["summary"]
        assert "9" in found["picture"]
    finally:
        desk.close()
