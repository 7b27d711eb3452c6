"""The last notebook: what it says of a learner's file, and what it writes for the Embedding Projector."""

import nbformat
import numpy as np
import pandas as pd
import pytest

from helpers.errors import CourseError
from helpers.paths import NOTEBOOKS


@pytest.fixture(scope="module")
def cells():
    """The functions of the notebook, by name."""
    notebook = nbformat.read(NOTEBOOKS / "12-your-own-texts.ipynb", as_version=4)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    wanted = ("from pathlib import Path\n\nimport nbformat", "def read_table", "def take_columns", "def write_for")
    space: dict = {}
    for source in code:
        if source.startswith(wanted):
            exec(source, space)
    return space


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, r"'mine.csv' cannot be opened \(No such file .*CSV files in this folder: none."),
        ("folder", "'mine.csv' cannot be opened"),
        ("text\nGrüße\n".encode("latin-1"), "not UTF-8"),
        (b"", "no table that can be read as CSV"),
        (b"text,mark\na,b\nGreat food, but,b\n", "Expected 2 fields in line 3, saw 3. Are texts with commas in"),
    ],
    ids=["missing", "folder", "latin-1", "empty", "a comma"],
)
def test_a_file_that_cannot_be_read_is_explained(cells, tmp_path, monkeypatch, content, says):
    monkeypatch.chdir(tmp_path)
    if content == "folder":
        (tmp_path / "mine.csv").mkdir()
    elif content is not None:
        (tmp_path / "mine.csv").write_bytes(content)
    with pytest.raises(CourseError, match=says):
        cells["read_table"]("mine.csv")


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (("words", ""), "no column 'words'. Columns: text, mark"),
        (("text", "label"), "no column 'label'"),
        (("text", "text"), "has 60 values; labels need 2 to 20"),
    ],
)
def test_columns_that_do_not_fit_are_explained(cells, columns, says):
    table = pd.DataFrame({"text": [f"text {i}" for i in range(60)], "mark": ["a", "b"] * 30})
    with pytest.raises(CourseError, match=says):
        cells["take_columns"](table, *columns)


def test_empty_rows_are_left_out_and_too_few_texts_refused(cells):
    table = pd.DataFrame({"text": ["a text", " ", None] * 60, "mark": ["x", "y", "x"] * 60})
    texts, labels = cells["take_columns"](table, "text", "")
    assert len(texts) == 60 and labels is None
    with pytest.raises(CourseError, match="Only 20 rows hold a text"):
        cells["take_columns"](table.iloc[:60], "text", "")


@pytest.mark.fault("each line is a text")
def test_texts_with_commas_stay_whole_in_a_file_of_one_column(cells, tmp_path):
    """pandas took what stands before the comma for names of rows, and the texts began after it."""
    lines = [f"Great food{',' * (i % 3)} but I hated; the service {i}" for i in range(1, 61)]
    (tmp_path / "a.csv").write_text("text\n" + "\n".join(lines), encoding="utf-8")
    assert cells["take_columns"](cells["read_table"](tmp_path / "a.csv"), "text", "")[0] == lines


@pytest.mark.fault("refused: quotation marks are missing")
@pytest.mark.parametrize("row", ["Great food, but I hated the service,bad", "Great food, but,,bad"])
def test_rows_with_more_fields_than_the_first_line(cells, tmp_path, row):
    (tmp_path / "a.csv").write_text("text,mark\n" + f"{row}\n" * 60, encoding="utf-8")
    with pytest.raises(CourseError, match="more fields than line 1: put texts with commas in quotes"):
        cells["take_columns"](cells["read_table"](tmp_path / "a.csv"), "text", "mark")


def test_a_table_saved_by_a_spreadsheet_is_read(cells, tmp_path):
    rows = "\n".join(f'"text; {i}";{i % 2}' for i in range(60))
    (tmp_path / "a.csv").write_text("\ufefftext;mark\n" + rows, encoding="utf-8")
    table = cells["read_table"](tmp_path / "a.csv")
    texts, labels = cells["take_columns"](table, "text", "mark")
    assert texts[0] == "text; 0" and sorted(set(labels)) == ["0", "1"]


def test_the_projector_gets_a_row_for_each_text(cells, tmp_path):
    vectors = np.arange(6.0).reshape(3, 2)
    cells["write_for_projector"](vectors, ["a", "b\tc", "d"], ["x", "y", "x"], tmp_path)
    assert np.allclose(np.loadtxt(tmp_path / "vectors.tsv"), vectors)
    lines = (tmp_path / "metadata.tsv").read_text().splitlines()
    assert lines == ["text\tlabel", "a\tx", "b c\ty", "d\tx"]
