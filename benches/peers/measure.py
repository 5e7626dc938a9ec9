"""One run of one program: how long, how much of the processors, how much memory."""

import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A program did not do what it was asked; the text says what it did."""


@dataclass
class Cost:
    """Of one run, children included: seconds, and mebibytes of the largest process."""

    wall: float
    user: float
    system: float
    memory: float


def timed(command, folder, surroundings, limit):
    """Runs a program to its end and returns its cost. More than `limit` seconds are a failure."""
    environment = os.environ | surroundings
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                 stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
        previous = signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
        except BaseException:
            # Somebody interrupts: the program is in a session of its own and would go on.
            os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)
        child.returncode = os.waitstatus_to_exitcode(status)
        if wall >= limit:
            raise Failed(f"it was ended after {limit} seconds")
        if child.returncode != 0:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines() or ["nothing"]
            raise Failed(f"it ended with {child.returncode} and said: {' / '.join(lines[:3])}")
    return Cost(wall, used.ru_utime, used.ru_stime, used.ru_maxrss / 1024)


def build(program, source, output, limit, keep=False):
    """A build into a folder that is not there, unless `keep`. Making room before it is not timed.

    What stood there is moved out of the way and not removed: for some seconds
    after thousands of files are removed, ext4 looks at each of them again for
    every new one, and whoever builds next would pay for it.
    """
    if not keep:
        aside = output.parent / "aside"
        aside.mkdir(exist_ok=True)
        for folder in [output, *(source / name for name in program.leaves)]:
            if folder.exists():
                folder.rename(tempfile.mkdtemp(dir=aside))
        # What the tool before it has left for the disk to do is not this one's.
        os.sync()
    return timed(program.command(source, output), source, program.surroundings, limit)


def files(folder):
    """The size and the path of every file below a folder, in order."""
    found = [path for path in sorted(Path(folder).rglob("*")) if path.is_file()]
    return [(path.stat().st_size, path.relative_to(folder).as_posix()) for path in found]
