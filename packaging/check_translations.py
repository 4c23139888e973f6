"""Hold the translations to the texts in the code: `check_translations.py [--update]`.

Without `--update` it names every text that is not in the template, every text in the template
that the code no longer has, and every message of a language that is untranslated, fuzzy, obsolete
or whose placeholders differ. With `--update` it extracts the template anew and carries new texts
into each language, to be translated by hand.
"""

import argparse
import ast
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "i18n"
TEMPLATE = FOLDER / "mkbviewer.pot"
LANGUAGES = ("nl",)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
WIDTH = 99
SHOWN = 40
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extract() -> Catalog:
    """The texts that the code asks to be translated, with the places where it does."""
    catalogue = Catalog(project="mkbviewer", domain="mkbviewer", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        ROOT / "src" / "mkbviewer",
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("i18n:",),
    )
    for path, line, text, comments, context in sorted(found, key=lambda each: each[:2]):
        place = (f"src/mkbviewer/{Path(path).as_posix()}", line)
        catalogue.add(text, None, [place], auto_comments=comments, context=context)
    for module in sorted((ROOT / "src" / "mkbviewer").rglob("*.py")):
        place = (module.relative_to(ROOT).as_posix(), 0)
        for text in within_strings(module.read_text("utf-8")):
            catalogue.add(text, None, [place])
    return catalogue


def within_strings(source: str) -> Iterator[str]:
    """The texts asked for between the braces of an f-string, where Babel does not look."""
    for string_ in ast.walk(ast.parse(source)):
        if not isinstance(string_, ast.JoinedStr):
            continue
        for node in ast.walk(string_):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                    yield text


def read(path: Path) -> Catalog:
    """The catalogue in a file; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(domain="mkbviewer")
    with path.open("rb") as file:
        return read_po(file, locale=None if path == TEMPLATE else path.stem, domain="mkbviewer")


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue in the one form that this project keeps."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        if path != TEMPLATE:
            header = HEADER.format(language=path.stem, plural_forms=catalogue.plural_forms)
            file.write(header.encode())
        # Without line numbers, so that a change of code alone does not change the catalogues.
        write_po(
            file,
            catalogue,
            width=WIDTH,
            sort_output=True,
            omit_header=True,
            include_lineno=False,
        )


def texts_of(message: Message) -> tuple[str, ...]:
    """The source texts of a message: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations_of(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one per plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(text: str) -> set[str]:
    """The names between braces in a text."""
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def identities(catalogue: Catalog) -> dict[tuple[str, str | None], Message]:
    """Every message but the header, under its first text and its context."""
    return {(texts_of(message)[0], message.context): message for message in catalogue if message.id}


def problems_of_template(code: Catalog) -> Iterator[str]:
    """What differs between the code and the template."""
    wanted, kept = identities(code), identities(read(TEMPLATE))
    for text, _context in wanted.keys() - kept.keys():
        yield f"{TEMPLATE.name}: not in it yet: {text!r}"
    for text, _context in kept.keys() - wanted.keys():
        yield f"{TEMPLATE.name}: no longer in the code: {text!r}"


def problems_of_language(code: Catalog, language: str) -> Iterator[str]:
    """What keeps a language from being complete."""
    catalogue = read(FOLDER / f"{language}.po")
    wanted, kept = identities(code), identities(catalogue)
    for text, _context in wanted.keys() - kept.keys():
        yield f"{language}.po: missing: {text!r}"
    for message in kept.values():
        first = texts_of(message)[0]
        if not translations_of(message) or not all(translations_of(message)):
            yield f"{language}.po: untranslated: {first!r}"
        elif message.fuzzy:
            yield f"{language}.po: fuzzy: {first!r}"
        elif isinstance(message.id, str) != isinstance(message.string, str):
            yield f"{language}.po: plural forms differ: {first!r}"
        else:
            allowed = [placeholders(text) for text in texts_of(message)]
            for translation in translations_of(message):
                if placeholders(translation) not in allowed:
                    yield f"{language}.po: placeholders differ: {first!r}"
            # What `pybabel compile` holds against a message: `93% of` looks like a placeholder of
            # Python's old kind; the number and its sign go through one between braces.
            for error in message.check(catalogue):
                yield f"{language}.po: {error}: {first!r}"
    for message in catalogue.obsolete.values():
        yield f"{language}.po: obsolete: {texts_of(message)[0]!r}"


def update(code: Catalog) -> None:
    """Write the template anew and carry it into every language; what is gone is dropped."""
    write(TEMPLATE, code)
    for language in LANGUAGES:
        path = FOLDER / f"{language}.po"
        catalogue = read(path) if path.exists() else Catalog(locale=language, domain="mkbviewer")
        catalogue.fuzzy = False
        catalogue.update(code, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        write(path, catalogue)


def main() -> int:
    """Update or check; the exit status says whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--update", action="store_true", help="extract the template anew first")
    code = extract()
    if parser.parse_args().update:
        update(code)
    problems = sorted(
        {*problems_of_template(code)}.union(
            *(problems_of_language(code, language) for language in LANGUAGES)
        )
    )
    for problem in problems[:SHOWN]:
        print(problem)
    if len(problems) > SHOWN:
        print(f"... and {len(problems) - SHOWN} more")
    print(f"{len(identities(code))} texts, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
