"""Ctrl+Z in a field: the field's own typing first, then the window's last step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from mkbviewer.ui.window.undo_keys import UndoKeys


def test_an_empty_field_leaves_undo_to_the_window_and_one_with_typing_keeps_it(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    undone = []
    action = QAction("Undo", window)
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: undone.append("window"))
    window.addAction(action)
    field = QLineEdit()
    window.setCentralWidget(field)
    keys = UndoKeys(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()

    QTest.keyClicks(field, "mkb")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), undone) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert undone == ["window"]
    keys.deleteLater()


def test_a_field_in_which_nothing_is_selected_leaves_copying_to_the_window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    copied = []
    action = QAction("Copy", window)
    action.setShortcut(QKeySequence.StandardKey.Copy)
    action.triggered.connect(lambda: copied.append("window"))
    window.addAction(action)
    field = QLineEdit("mkb")
    window.setCentralWidget(field)
    keys = UndoKeys(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    field.selectAll()

    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (QApplication.clipboard().text(), copied) == ("mkb", [])
    field.deselect()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert copied == ["window"]
    keys.deleteLater()
