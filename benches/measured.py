#!/usr/bin/env python3
"""Runs a command and measures it: what the other scripts here share.

A process inherits the peak memory of the one that started it until it needs more itself (Linux keeps the mark over `exec`), so that a
command is not started from a script that holds files in memory but from a small process in between: this file, run by itself.
"""
import json, os, subprocess, sys, tempfile, time
from dataclasses import dataclass


@dataclass
class Run:
    """What came of a command: `code` is negative for a signal, `processor` and `wall` are seconds, `megabytes` the peak of its memory."""
    code: int
    processor: float
    wall: float
    megabytes: float
    out: bytes
    err: str


def run(command, cores=None):
    """Runs a command to its end, on the given cores where they are named."""
    with tempfile.NamedTemporaryFile() as told, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        cores = ",".join(map(str, cores or sorted(os.sched_getaffinity(0))))
        subprocess.run([sys.executable, "-S", __file__, told.name, cores, *map(str, command)], check=True, stdout=out, stderr=err)
        out.seek(0)
        err.seek(0)
        return Run(*json.load(told), out.read(), err.read().decode("utf-8", "replace"))


def between(told, cores, *command):
    os.sched_setaffinity(0, map(int, cores.split(",")))
    start = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    with open(told, "w") as file:
        json.dump([child.returncode, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024], file)


if __name__ == "__main__":
    between(*sys.argv[1:])
