"""Kiosks speak four languages: what they say by themselves is complete in each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType

import simin
from simin.web.kiosk import vocabulary
from simin.web.presentation import vocabulary as known

PACKAGE = Path(simin.__file__).parent
LANGUAGES = ("zh_Hans", "ja")
TEMPLATES = sorted((PACKAGE / "web/templates/kiosk").rglob("*.html"))
#: Pages of the office and of the desk, in the languages of the pages.
FOR_STAFF = {"set_up.html", "list.html", "new.html", "made.html", "of_board.html"}
#: Modules whose every sentence can stand on a kiosk.
MODULES = [
    *(PACKAGE / "web/kiosk").glob("*.py"),
    *(PACKAGE / f"web/presentation/{name}.py" for name in ("trust", "times", "withheld")),
    *(PACKAGE / f"web/presentation/{name}.py" for name in ("front", "incidents", "alerts")),
    PACKAGE / "web/presentation/warnings.py",
]
#: Of these, what only the staff's pages say.
STAFF_MODULES = {"set_up.py", "desk.py", "desk_vocabulary.py", "rows.py"}
type Said = tuple[str | None, str]

_TRANSLATE = re.compile(r'translate "((?:[^"\\]|\\.)*)"(?: context "([^"]*)")?')


def of_template(path: Path) -> Iterator[Said]:
    tokens = iter(Lexer(path.read_text()).tokenize())
    for token in tokens:
        if token.token_type is not TokenType.BLOCK:
            continue
        if found := _TRANSLATE.match(token.contents):
            yield found[2], found[1]
        if token.contents.startswith("blocktranslate"):
            yield None, _block(tokens)


def _block(tokens: Iterator[object]) -> str:
    parts = []
    for token in tokens:
        kind, contents = token.token_type, token.contents  # type: ignore[attr-defined]
        if kind is TokenType.BLOCK:
            return "".join(parts)
        parts.append(f"%({contents})s" if kind is TokenType.VAR else contents)
    raise AssertionError("a blocktranslate without an end")


def of_module(path: Path) -> Iterator[Said]:
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
        if call.func.id in ("_", "gettext", "gettext_lazy") and texts:
            yield None, str(texts[0])
        if call.func.id.startswith("pgettext") and len(texts) == 2:
            yield str(texts[0]), str(texts[1])


def said() -> set[Said]:
    templates = {
        one for path in TEMPLATES if path.name not in FOR_STAFF for one in of_template(path)
    }
    modules = {one for path in MODULES if path.name not in STAFF_MODULES for one in of_module(path)}
    return templates | modules | set(of_tables())


def of_tables() -> Iterator[Said]:
    """What goes to the browser: read from the module, table by table."""
    wanted = {
        *("BADGES", "LEVELS", "FRESHNESS", "ORIGINS", "REASONS", "KINDS", "GRADES", "PHRASES"),
    }
    tree = ast.parse(Path(known.__file__).read_text())
    for node in tree.body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.value, ast.Dict):
            continue
        name = ast.unparse(node.target)
        for key, value in zip(node.value.keys, node.value.values, strict=True):
            of_others = name == "PHRASES" and ast.literal_eval(key or value) not in (
                vocabulary.PHRASES
            )
            if name in wanted and not of_others:
                yield from _calls(value)


def _calls(node: ast.AST) -> Iterator[Said]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            texts = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
            yield (texts[0], texts[1]) if len(texts) == 2 else (None, texts[0])


def catalogue(language: str) -> dict[Said, str]:
    with (PACKAGE / f"web/locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        return {
            (entry.context, str(entry.id)): str(entry.string)
            for entry in read_po(file)
            if entry.id and not entry.fuzzy
        }


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))


def test_something_is_said() -> None:
    assert {(None, "You are here"), ("level", "Very bad"), (None, "just now")} <= said()
    assert set(vocabulary.MODULES) == set(vocabulary.ICONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_kiosk_is_there(language: str) -> None:
    words = catalogue(language)
    assert {one for one in said() if not words.get(one)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders(language: str) -> None:
    wrong = {
        text
        for (_, text), words in catalogue(language).items()
        if placeholders(text) != placeholders(words)
    }
    assert wrong == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_nothing_says(language: str) -> None:
    assert set(catalogue(language)) - said() == set()
