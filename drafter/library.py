"""Finds structures, wording and examples: near the plan, in the user's folder, built in; the nearest wins."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BUILTIN = "builtin"
_PACKAGE = Path(__file__).parent


def builtin_folder() -> Path:
    """The folder of what comes with the program: inside the wheel, or the checkout it runs from."""
    inside = _PACKAGE / BUILTIN
    return inside if inside.is_dir() else _PACKAGE.parent


def user_folder() -> Path:
    """`$DRAFTER_HOME`, else the user's configuration folder for drafter."""
    home = os.environ.get("DRAFTER_HOME")
    if home:
        return Path(home)
    from platformdirs import user_config_path

    return user_config_path("drafter", appauthor=False, roaming=True)


class Library(NamedTuple):
    """书架: the folders searched, nearest first. Each may hold `structures/`, `templates/` and `examples/`."""

    folders: tuple[Path, ...]

    def structure(self, id_: str, *, beyond: Path | None = None) -> Path | None:
        """The YAML file of structure `id_`; the next one after the file `beyond`, which hides it."""
        if not _is_name(id_):
            return None
        found = self._all(Path("structures") / f"{id_}.yaml")
        if beyond is None:
            return next(found, None)
        files = [path.resolve() for path in found]
        own = beyond.resolve()
        further = files[files.index(own) + 1 :] if own in files else files
        return next(iter(further), None)

    def template(self, id_: str, name: str) -> Path | None:
        """The wording `name` of structure `id_`."""
        return self._find(Path("templates") / id_ / f"{name}.j2") if _is_name(id_) and _is_name(name) else None

    def files(self, id_: str) -> dict[str, Path]:
        """What a structure consists of, by the paths that its files have in any folder: its YAML, then its wording."""
        own = self.structure(id_)
        found = {f"structures/{id_}.yaml": own} if own else {}
        names = {path.stem for folder in self.folders for path in (folder / "templates" / id_).glob("*.j2")}
        for name in sorted(names):
            template = self.template(id_, name)
            if template:
                found[f"templates/{id_}/{name}.j2"] = template
        return found

    def example(self, id_: str) -> Path | None:
        """The folder with the worked example of structure `id_`."""
        facts = self._find(Path("examples") / id_ / "facts.yaml") if _is_name(id_) else None
        return facts.parent if facts else None

    def layout(self) -> Path | None:
        """The nearest layout file."""
        return self._find(Path("layout.yaml"))

    def file(self, name: str) -> Path | None:
        """The nearest file of that name, such as `proof.yaml` or `words/organs.yaml`."""
        return self._find(Path(name))

    def structures(self) -> dict[str, Path]:
        """Every structure found, by id, in alphabetical order; of two with the same id the nearer one."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted((folder / "structures").glob("*.yaml")):
                found.setdefault(path.stem, path)
        return dict(sorted(found.items()))

    def _find(self, relative: Path) -> Path | None:
        return next(self._all(relative), None)

    def _all(self, relative: Path) -> Iterator[Path]:
        return (folder / relative for folder in self.folders if _is_file(folder / relative))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for any file
        return False


def _is_name(name: str) -> bool:
    """A single file name: no folder, no drive, not hidden."""
    return bool(name) and not name.startswith(".") and not any(char in name for char in '/\\:*?"<>|')


def library_for(folder: Path | None = None) -> Library:
    """What is found from `folder` (default: the current folder): it and every folder above, the user's, built in."""
    start = (folder or Path()).resolve()
    folders = (*_upwards(start), user_folder(), builtin_folder())
    return Library(tuple(dict.fromkeys(folders)))


def _upwards(start: Path) -> Iterator[Path]:
    yield start
    yield from start.parents


def origin(path: Path) -> str:
    """Where a structure comes from, for people and scripts: `builtin` or the file's path."""
    return BUILTIN if path.parent == builtin_folder() / "structures" else str(path)
