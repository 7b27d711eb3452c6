"""The benchmarks measure what they say. No test depends on time."""

import ast
import inspect
import json

import pytest

from benchmarks import __main__ as bench
from benchmarks import measure
from helpers.errors import CourseError


@pytest.fixture
def layers():
    keras = pytest.importorskip("keras")
    return keras, keras.layers


def test_operations_by_hand(layers):
    keras, layers = layers
    dense = keras.Sequential([keras.Input((3,)), layers.Dense(4), layers.Dense(2)])
    assert measure.operations(dense) == 2 * (3 * 4 + 4 * 2)
    picture = keras.Sequential([keras.Input((6, 6, 1)), layers.Conv2D(2, 3), layers.Flatten()])  # 4 × 4 places
    assert measure.operations(picture) == 2 * (4 * 4) * (3 * 3 * 1 * 2)
    words = keras.Sequential([keras.Input((3,)), layers.Embedding(10, 4), layers.LSTM(5)])  # 3 steps, 4 gates
    assert measure.operations(words) == 2 * 3 * 4 * (4 * 5 + 5 * 5)
    assert measure.operations(keras.Sequential([keras.Input((3,)), dense])) == measure.operations(dense)


def test_every_fit_is_judged_four_times_an_epoch_and_fit_is_given_back(layers):
    keras, layers = layers
    import numpy as np

    before, watch = keras.Model.fit, measure.Watch()
    seen = []
    watch.judge = lambda model: seen.append(model) or 0.5 / len(seen)
    with watch:
        model = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
        model.compile("sgd", "mse")
        model.fit(np.ones((8, 2)), np.ones(8), batch_size=1, epochs=2, verbose=0)
    assert keras.Model.fit is before
    assert [epochs for _, epochs, _ in watch.points] == [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
    assert [result for *_, result in watch.points] == [0.5 / n for n in range(1, 9)]
    assert seen == [model] * 8
    times = [seconds for seconds, *_ in watch.points]
    assert times == sorted(times) and watch.spent >= times[-1] > 0
    assert watch.result()["operations"] == 2 * 2


def run(*points, whole=10.0, memory=1.0):
    points = [(seconds, epoch, result) for epoch, (seconds, result) in enumerate(points, 1)]
    return {"points": points, "seconds": whole, "memory": memory, "operations": 10, "examples": 100}


def test_the_comparison_asks_for_the_documents_best_with_the_same_seed():
    runs = {
        "documented": [run((2, 0.5), (4, 0.4), (6, 0.45)), run((2, 0.30))],
        "taught": [run((1, 0.403), (2, 0.39)), run((1, 0.31))],
    }
    assert bench.reached([(1, 0.25, 0.5), (2, 0.5, 0.4)], 0.4) == (2, 0.5)
    first = bench.compare({side: found[:1] for side, found in runs.items()})
    assert (first["documented seconds"], first["taught seconds"], first["ratio"]) == (4, 1, 4)  # 0.403 is within 1 %
    assert first["taught work"] == bench.PASSES * 10 * 100 * 1
    never = bench.compare({side: found[1:] for side, found in runs.items()})
    assert never["ratio"] == 0 and bench.seconds(never["taught seconds"]) == "never"


def asked_for(function) -> set[str]:
    """The texts by which the "as taught" side names cells: what it gives to lesson() and cell_of(), also by a tuple."""
    tree, found = ast.parse(inspect.getsource(function)), set()
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"lesson", "cell_of"}
        if called or (isinstance(node, (ast.Assign, ast.AugAssign)) and isinstance(node.value, ast.Tuple)):
            given = ast.walk(ast.Tuple(node.args)) if called else ast.walk(node.value)
            found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {text for text in found if not text[:2].isdigit()}


@pytest.mark.parametrize("name", bench.SYSTEMS)
def test_the_cells_that_are_run_of_the_lessons_are_there(name):
    number, _, (_, taught) = bench.SYSTEMS[name]
    (path,) = measure.NOTEBOOKS.glob(f"{number}-*.ipynb")
    texts = asked_for(taught)
    assert texts, "no cell was found in the source"
    assert not [text for text in texts if not any(text in cell for cell in measure.cells_of(path.stem))]


def test_a_cell_that_is_gone_is_named():
    with pytest.raises(CourseError, match="no cell of 02-sentiment-embeddings contains 'no such text'"):
        measure.cell_of("02-sentiment-embeddings", "no such text")


def test_the_page_says_what_the_results_say():
    results = json.loads(bench.RESULTS.read_text("utf-8"))
    text = bench.PAGE.read_text("utf-8")
    assert bench.page(text, results) == text, "`make bench SYSTEMS=none` writes the page anew"
    assert set(results["networks"]) == set(bench.SYSTEMS)
    assert set(results["reading"]) == set(bench.reading.TABLES) and results["lessons"]


def test_the_reviews_are_asked_for(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_MIRROR", raising=False)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    with pytest.raises(CourseError, match="make data"):
        bench.reading.reviews()


def test_results_of_two_machines_are_not_mixed(monkeypatch):
    monkeypatch.setattr(bench, "machine", lambda: "another machine")
    monkeypatch.setattr("sys.argv", ["benchmarks", "wine"])
    with pytest.raises(SystemExit, match="measure all, or remove that file"):
        bench.main()
