import re

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers import CourseError, drawings, plots

ALT = "A figure that is tested."


@pytest.fixture
def shown(monkeypatch):
    """What was handed to the notebook: a list of (bundle, metadata)."""
    found = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata: found.append((data, metadata)))
    return found


def test_show_gives_a_png_with_alt_text_and_closes_the_figure(shown):
    figure, _ = plt.subplots()
    plots.show(figure, ALT)
    (data, metadata), *rest = shown
    assert rest == [] and data["image/png"].startswith("iVBOR")
    assert metadata == {"image/png": {"alt": ALT}}
    assert figure.number not in plt.get_fignums()


def test_show_wants_real_alt_text(shown):
    with pytest.raises(CourseError, match="says too little"):
        plots.show(plt.figure(), "a plot")
    assert shown == []


def test_map2d_is_one_output_with_png_and_plotly(shown):
    plots.map2d(np.eye(2), ["a", "b"], "title", ALT, groups=pd.Categorical(["x", "other"], categories=["x", "other"]))
    data = shown[0][0]
    assert {"image/png", "application/vnd.plotly.v1+json"} <= set(data)
    traces = data["application/vnd.plotly.v1+json"]["data"]
    assert [trace["name"] for trace in traces] == ["other", "x"]
    assert traces[0]["marker"]["color"] == plots.GREY and traces[1]["text"] == ["a"]


def test_map3d_is_a_cloud_to_turn_and_a_page_that_needs_no_network(shown, tmp_path, monkeypatch):
    monkeypatch.setattr(plots, "CLOUDS", tmp_path / "clouds")
    names = ["a <UNK> b", "c", "d"]
    plots.map3d(np.eye(3), names, "title", ALT, groups=["x", "other", "y"], save="mine")
    data = shown[0][0]
    assert {"image/png", "application/vnd.plotly.v1+json"} <= set(data)
    traces = data["application/vnd.plotly.v1+json"]["data"]
    assert [trace["name"] for trace in traces] == ["other", "x", "y"]
    assert [trace["marker"]["color"] for trace in traces] == [plots.GREY, *plots.COLOURS[:2]]
    assert traces[1]["text"] == ["a &lt;UNK&gt; b"], "plotly would take it for a tag and show nothing"
    page = (tmp_path / "clouds" / "mine.html").read_text(encoding="utf-8")
    assert len(page) > 1_000_000 and "Plotly.newPlot" in page and not re.search(r"<(script|link)[^>]+https?:", page)


def test_map3d_without_groups_has_no_legend_and_writes_no_page(shown, tmp_path, monkeypatch):
    monkeypatch.setattr(plots, "CLOUDS", tmp_path / "clouds")
    plots.map3d(np.eye(3), list("abc"), "title", ALT)
    assert not shown[0][0]["application/vnd.plotly.v1+json"]["layout"]["showlegend"]
    assert not (tmp_path / "clouds").exists()


def test_the_lstm_cell_names_what_the_lesson_names(shown, monkeypatch):
    drawn = {}
    monkeypatch.setattr(plots, "show", lambda figure, alt: drawn.update(figure=figure, alt=alt))
    drawings.lstm_cell()
    texts = {text.get_text() for text in drawn["figure"].axes[0].texts}
    assert {"forget\nσ", "input\nσ", "candidate\ntanh", "output\nσ", "old $c$", "new $c$", "new $h$"} <= texts
    assert "forget gate" in drawn["alt"]


def test_names_that_would_cover_each_other_are_left_out(monkeypatch):
    figure, panel = plt.subplots()
    panel.scatter([0, 0, 1], [0, 0, 1])
    plots._write_names(panel, [("first", (0, 0)), ("second", (0, 0)), ("third", (1, 1))])
    assert [text.get_text() for text in panel.texts] == ["first", "third"]
    plt.close(figure)


def test_curves_draws_training_and_validation(shown, monkeypatch):
    drawn = {}
    monkeypatch.setattr(plots, "show", lambda figure, alt: drawn.update(figure=figure))
    plots.curves({"loss": [3, 2, 1], "val_loss": [3, 2, 2], "accuracy": [0, 0.5, 1]}, ["loss", "accuracy"], "t", ALT)
    loss, accuracy = drawn["figure"].axes
    assert [line.get_ydata().tolist() for line in loss.lines] == [[3, 2, 1], [3, 2, 2]]
    assert len(accuracy.lines) == 1 and loss.get_xlabel() == "epoch"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plots.map2d(np.eye(3), ["a", "b", "c"], "t", ALT), "two numbers a name"),
        (lambda: plots.map2d(np.zeros((9, 2)), list("abcdefghi"), "t", ALT, groups=list("abcdefghi")), "7 groups"),
        (lambda: plots.map3d(np.eye(2), ["a", "b"], "t", ALT), "three numbers a name"),
        (lambda: plots.map3d(np.zeros((5001, 3)), ["a"] * 5001, "t", ALT), "5,000 points at most"),
        (lambda: plots.map3d(np.zeros((9, 3)), list("abcdefghi"), "t", ALT, list("abcdefghi")), "7 groups"),
        (lambda: plots.curves({"loss": [1]}, ["accuracy"], "t", ALT), "no 'accuracy'; it has loss"),
    ],
)
def test_mistakes_get_a_sentence(call, says):
    with pytest.raises(CourseError, match=says):
        call()
