"""How one training is measured: seconds of preparation and training (judging excluded), held-out results, memory.

A *system* is a pair of functions, `documented(watch)` and `taught(watch)`. Each runs in a process of its own. It loads
the data and, within `with watch:`, prepares them and trains; every `fit` within is judged four times an epoch by
`watch.judge(model)`, which looks at held-out data (lower is better). `lesson` gives what the cells of a lesson define,
so that "as taught" is the lesson itself.
"""

import contextlib
import io
import math
import os
import time
from collections.abc import Callable

import nbformat
import numpy as np

from helpers.errors import CourseError
from helpers.paths import NOTEBOOKS


def peak() -> float:
    """The most memory that this process has held so far, in GB."""
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


class Watch:
    """A stopwatch that runs within `with watch:`, stands still while a model is judged, and notes what came of it."""

    def __init__(self, seed: int = 0) -> None:
        import keras

        keras.ops.convert_to_numpy(keras.ops.ones((2, 2)) @ keras.ops.ones((2, 2)))  # TensorFlow is awake
        self.seed, self.spent, self.began = seed, 0.0, None
        self.judge: Callable = lambda model: float("nan")
        self.points: list[tuple[float, float, float]] = []  # seconds and epochs so far, held-out result
        self.base, self.operations, self.examples = peak(), 0, 0

    def __enter__(self) -> "Watch":
        import keras

        self.plain = keras.Model.fit
        keras.Model.fit = lambda model, *given, **named: self.fit(model, *given, **named)
        self.began = time.perf_counter()
        return self

    def __exit__(self, *_) -> None:
        import keras

        self.pause()
        keras.Model.fit = self.plain

    def pause(self) -> None:
        self.spent += time.perf_counter() - self.began

    def fit(self, model, *given, callbacks=(), **named):
        """`model.fit`, judged after every quarter of an epoch (where several steps run at once: about then)."""
        import keras

        watch = self

        class Judge(keras.callbacks.Callback):
            def on_epoch_begin(self, epoch, logs=None):
                self.epoch, self.quarter = epoch, 1

            def on_train_batch_end(self, batch, logs=None):
                done = (batch + 1) / (self.params["steps"] or math.inf)
                if self.quarter / 4 <= done < 1:
                    self.quarter = int(4 * done) + 1
                    self.note(self.epoch + done)

            def on_epoch_end(self, epoch, logs=None):
                self.note(epoch + 1)

            def note(self, epochs):
                watch.pause()
                watch.points.append((watch.spent, epochs, float(watch.judge(self.model))))
                watch.began = time.perf_counter()

        self.operations = operations(model)
        return self.plain(model, *given, callbacks=[*callbacks, Judge()], **named)

    def result(self) -> dict:
        """What the process found: points, seconds, memory above TensorFlow's (GB), operations per example."""
        return {
            "points": self.points,
            "seconds": self.spent,
            "memory": peak() - self.base,
            "operations": self.operations,
            "examples": self.examples,
        }


def operations(model) -> int:
    """Multiplications and additions of one example's way through a network: 2 for each use of a weight of a kernel.

    A Dot layer has no weights; 2 for each of its products.
    """
    import keras

    found = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found += operations(layer)
            continue
        if isinstance(layer, keras.layers.Dot):
            one, other = (tensor.shape for tensor in layer.input)
            summed = one[layer.axes if isinstance(layer.axes, int) else layer.axes[0]]
            found += 2 * int(np.prod(one[1:])) * int(np.prod(other[1:])) // summed
            continue
        inner = [layer.forward_layer, layer.backward_layer] if hasattr(layer, "forward_layer") else [layer]
        for each in inner:
            kernels = [w for w in (getattr(each, "cell", None) or each).weights if w.ndim > 1]
            if isinstance(each, keras.layers.Embedding) or not kernels:
                continue
            shape = layer.output.shape if not isinstance(layer.output, list) else layer.output[0].shape
            places = 1
            if isinstance(each, keras.layers.RNN):
                places = layer.input.shape[1] if not isinstance(layer.input, list) else layer.input[0].shape[1]
            elif "Conv" in type(each).__name__:
                seen = layer.input.shape if "Transpose" in type(each).__name__ else shape
                places = int(np.prod([n for n in seen[1:-1] if n]))
            elif len(shape) > 2:
                places = int(np.prod([n for n in shape[1:-1] if n]))
            found += 2 * places * sum(int(np.prod(w.shape)) for w in kernels)
    return found


def rate(size: int = 2_000, times: int = 10) -> float:
    """Operations a second of this machine in a product of two float32 matrices, the best of some."""
    a = np.ones((size, size), "float32")
    found = 0.0
    for _ in range(times):
        began = time.perf_counter()
        a @ a
        found = max(found, 2 * size**3 / (time.perf_counter() - began))
    return found


def cells_of(name: str) -> list:
    """The code cells of a lesson, without exercises and quizzes."""
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    tags = {"exercise", "quiz"}
    return [cell.source for cell in cells if cell.cell_type == "code" and not tags & set(cell.metadata.get("tags", []))]


def cell_of(name: str, text: str) -> str:
    """The first code cell of a lesson that contains a text. Raises CourseError where none does."""
    for cell in cells_of(name):
        if text in cell:
            return cell
    raise CourseError(f"benchmarks: no cell of {name} contains {text!r}.")


def run_cells(names: dict, *cells: str) -> None:
    """Run code of a lesson with these names, without its progress bars."""
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            exec(compile(cell, "lesson", "exec"), names)


def lesson(name: str, seed: int, until: str, *more: str) -> dict:
    """What a lesson in full mode defines before the cell with `until`, and in the cells that contain one of `more`.

    The cells between are left out: they train other networks, whose memory would be counted.
    """
    os.environ |= {"COURSE_MODE": "full", "COURSE_SEED": str(seed), "MPLBACKEND": "agg"}
    names: dict = {}
    last = cell_of(name, until)
    for cell in cells_of(name):
        if cell == last:
            break
        run_cells(names, cell)
    run_cells(names, *(cell_of(name, text) for text in more))
    return names
