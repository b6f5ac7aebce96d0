"""What the front end names is there, and what is there is named: nothing else checks styles."""

import json
import re

from tests.architecture.tree import ROOT, committed

ICONS = "frontend/icons.json"


def text(*suffixes: str) -> str:
    """All of our files of these kinds, as one."""
    ours = (path for path in committed() if path.parts[0] in {"frontend", "src"})
    return "\n".join((ROOT / path).read_text() for path in ours if path.suffix in suffixes)


def test_every_custom_property_is_defined_somewhere() -> None:
    styles, scripts = text(".css"), text(".ts", ".py", ".html")
    used = set(re.findall(r"var\((--[\w-]+)", styles + scripts))
    defined = set(re.findall(r"(--[\w-]+)\s*:", styles + scripts))
    set_by_scripts = set(re.findall(r"""setProperty\(["'](--[\w-]+)""", scripts))
    assert len(used) > 50
    assert used - defined - set_by_scripts == set()


def test_every_icon_of_ours_is_shown_somewhere() -> None:
    listed = json.loads((ROOT / ICONS).read_text())
    assert listed == sorted(set(listed))
    named = set(re.findall(r"""["'#]([a-z0-9-]+)["']""", text(".ts", ".py", ".html", ".toml")))
    assert set(listed) - named == set()


def test_every_icon_that_a_page_shows_is_in_the_sprite() -> None:
    shown = set(re.findall(r"""{% icon ["']([a-z0-9-]+)["']""", text(".html")))
    of_packs = set(re.findall(r'^\s*icon\s*=\s*"([a-z0-9-]+)"', text(".toml"), re.MULTILINE))
    assert len(shown) > 20
    assert shown - set(json.loads((ROOT / ICONS).read_text())) - of_packs == set()
