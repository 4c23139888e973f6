"""Fuzz one target with atheris: run_atheris.py TARGET CORPUS_FOLDER [libFuzzer options].

Coverage guides it. It stops at the first input that breaks a reader and writes it to a file.
"""

import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["mkbviewer.dialects", "mkbviewer.store"]):
    from tests.fuzz.targets import read_input, seeds


def main() -> None:
    """Write the seeds into the corpus and go on for as long as the options say."""
    target, corpus, *options = sys.argv[1:]
    folder = Path(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [sys.argv[0], str(folder), *options],
        lambda data: read_input(target, data) and None,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
