"""Handwritten digits: MNIST as Keras packs it, and scikit-learn's small digits brought to the same
size.

Sources: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998; for the sample
Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI 1998, which scikit-learn
carries.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from .cache import cached_arrays, check_mode, reads

KEYS = ("x_train", "y_train", "x_test", "y_test")
SIDE = 28  # pixels
BOX = 20  # MNIST fits each digit into 20 x 20 pixels before it centres it
SAMPLE_TEST = 360  # of the sample's 1,797 digits, the last ones: other writers than the first


class Mnist(NamedTuple):
    """Pictures of digits: gray, white ink (255) on black (0), and the digit that each shows."""

    x_train: np.ndarray  # uint8 (pictures, 28, 28), 0 to 255
    y_train: np.ndarray  # int64 (pictures,), 0 to 9
    x_test: np.ndarray
    y_test: np.ndarray


def load_mnist(mode: str) -> Mnist:
    """Handwritten digits of 28 x 28 pixels.

    "full": the 60,000 + 10,000 pictures of MNIST, in the file's order. "sample": the 1,797 digits
    of 8 x 8 pixels that come with scikit-learn, enlarged and centred by mass as MNIST's are, 1,437
    + 360. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return _sample()
    arrays = cached_arrays("mnist")
    return Mnist(*(arrays[key].astype(np.int64) if key[0] == "y" else arrays[key] for key in KEYS))


@reads("mnist")
def _read(path: Path) -> dict[str, np.ndarray]:
    """The four plain arrays of Keras's file; a file that would need a pickle is refused by
    numpy.
    """
    with np.load(path, allow_pickle=False) as file:
        if missing := [key for key in KEYS if key not in file.files]:
            raise ValueError(f"it lacks {', '.join(missing)} and holds {', '.join(file.files[:6]) or 'nothing'}")
        arrays = {key: file[key] for key in KEYS}
    for part in ("train", "test"):
        pictures, digits = arrays[f"x_{part}"], arrays[f"y_{part}"]
        if pictures.shape[1:] != (SIDE, SIDE) or pictures.dtype != np.uint8:
            raise ValueError(f"x_{part} is {pictures.dtype} {pictures.shape}, not uint8 (n, 28, 28)")
        if digits.shape != pictures.shape[:1] or digits.dtype.kind not in "iu" or not set(digits) <= set(range(10)):
            raise ValueError(f"y_{part} is not one digit from 0 to 9 for each of {len(pictures):,} pictures")
    return {key: arrays[key].astype(np.uint8) for key in KEYS}


def _sample() -> Mnist:
    from sklearn.datasets import load_digits

    digits = load_digits()
    pictures = np.stack([_enlarge(image) for image in digits.images])
    y = digits.target.astype(np.int64)
    return Mnist(pictures[:-SAMPLE_TEST], y[:-SAMPLE_TEST], pictures[-SAMPLE_TEST:], y[-SAMPLE_TEST:])


def _enlarge(image: np.ndarray) -> np.ndarray:
    """A digit of 8 x 8 (0 to 16) as uint8 28 x 28: smooth curves in a box of 20, crisp ink, centred
    by mass.

    The ink's edge is sharpened because enlarging alone is linear: all pictures would lie in a space
    of 64 dimensions, and PCA with 128 numbers would be without error.
    """
    from scipy.ndimage import zoom

    large = zoom(image / 16, BOX / 8, order=3)
    ink = np.clip(2.2 * (large - 0.5) + 0.5, 0, 1)
    rows, columns = np.arange(BOX) @ ink.sum(axis=1), np.arange(BOX) @ ink.sum(axis=0)
    centre = np.array([rows, columns]) / ink.sum()
    top, left = np.clip(np.rint(SIDE / 2 - 0.5 - centre).astype(int), 0, SIDE - BOX)
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    canvas[top : top + BOX, left : left + BOX] = np.rint(255 * ink).astype(np.uint8)
    return canvas
