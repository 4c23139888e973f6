"""Settings survive damage, newer versions and a program that dies."""

import json
import logging
import os
from pathlib import Path

import pytest

from mkbviewer.settings import MOST_VIEWS, Settings, load_settings

VIEW = {"subject": "faillissementen", "transformation": "yoy"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


def test_without_a_file_the_defaults_are_used(path):
    assert load_settings(path) == Settings(path)
    assert not path.parent.exists()


def test_what_is_saved_comes_back(path):
    saved = Settings(
        path,
        language="nl",
        theme="dark",
        geometry=b"\x00\x01\xff",
        sidebar_width=264,
        splitters={"page": b"\xfe\x00"},
        last_view=VIEW,
        views={"indicator:faillissementen": VIEW},
    )
    saved.save()
    assert load_settings(path) == saved


def test_bytes_are_written_as_base64(path):
    Settings(path, geometry=b"\x00\x01\xff").save()
    assert json.loads(path.read_text())["geometry"] == "AAH/"


def test_keys_of_a_newer_version_are_kept(path):
    path.parent.mkdir()
    path.write_text('{"favourites": ["startups"], "language": "en"}')
    settings = load_settings(path)
    assert settings.language == "en"
    settings.theme = "light"
    settings.save()
    assert json.loads(path.read_text())["favourites"] == ["startups"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"null", b"[" * 100_000]
)
def test_a_damaged_file_is_kept_aside_and_the_log_says_so(path, content, caplog):
    path.parent.mkdir()
    path.write_bytes(content)
    aside = path.with_name("settings.json.damaged")
    with caplog.at_level(logging.WARNING):
        assert load_settings(path) == Settings(path, damaged=aside)
    assert aside.read_bytes() == content
    assert not path.exists()
    assert "settings.json.damaged" in caplog.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", 5),
        ("theme", "purple"),
        ("geometry", "no base64!"),
        ("geometry", 7),
        ("sidebar_width", -3),
        ("sidebar_width", True),
        ("splitters", {"page": 3}),
        ("splitters", []),
        ("text_size", 101),
        ("text_size", True),
        ("hides_sidebar", 1),
        ("last_place", 3),
        ("marks", []),
        ("last_view", "startups"),
        ("views", {"indicator:startups": 1}),
    ],
)
def test_a_value_that_cannot_be_right_falls_back_alone(path, name, value, caplog):
    path.parent.mkdir()
    path.write_text(json.dumps({"language": "en", "sidebar_width": 300, name: value}))
    settings = load_settings(path)
    assert getattr(settings, name) == getattr(Settings(), name)
    assert settings.language == ("" if name == "language" else "en")
    assert name in caplog.text


def test_a_damaged_file_is_told_with_the_name_under_which_it_is_kept(path):
    path.parent.mkdir()
    path.write_bytes(b"{half a fi")
    assert load_settings(path).damaged == path.with_name("settings.json.damaged")
    assert load_settings(path).damaged is None


def test_what_a_program_that_died_left_half_written_is_swept_later(path):
    path.parent.mkdir()
    old, young = (path.with_name(f"settings.json.{name}.new") for name in ("old", "young"))
    for one in (old, young):
        one.write_text("{hal")
    os.utime(old, (0, 0))
    Settings(path).save()
    assert (old.exists(), young.exists()) == (False, True)


def test_a_folder_in_place_of_the_file_gives_the_defaults(path):
    path.mkdir(parents=True)
    assert load_settings(path) == Settings(path)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(path, monkeypatch):
    Settings(path, language="nl").save()

    def refuse(self, target):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        Settings(path, language="en").save()
    assert json.loads(path.read_text())["language"] == "nl"
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


def test_without_a_path_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Settings(language="nl").save()
    assert list(tmp_path.iterdir()) == []


def test_the_views_longest_unused_are_forgotten_first():
    settings = Settings()
    for number in range(MOST_VIEWS):
        settings.remember_view(f"indicator:{number}", VIEW)
    settings.remember_view("indicator:0", VIEW)
    settings.remember_view("indicator:new", VIEW)
    assert len(settings.views) == MOST_VIEWS
    assert "indicator:0" in settings.views
    assert "indicator:1" not in settings.views
