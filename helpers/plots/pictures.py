"""Grids of pictures, as they are, and the two sums that pictures with opacity need."""

from collections.abc import Sequence

import numpy as np

from ..errors import CourseError
from .look import show


def premultiplied(images) -> np.ndarray:
    """RGBA pictures with each colour multiplied by its opacity, as floats from 0 to 1.

    Takes whole numbers 0 to 255 or floats 0 to 1, of shape (…, 4). What nobody sees counts for
    nothing then: the colour of a pixel weighs as much as the pixel is opaque.
    """
    images = np.asarray(images)
    pixels = images.astype(np.float32) / (255 if images.dtype.kind in "iu" else 1)
    return np.concatenate([pixels[..., :3] * pixels[..., 3:], pixels[..., 3:]], axis=-1)


def on_white(pictures) -> np.ndarray:
    """Premultiplied RGBA pictures laid on white paper: RGB, floats from 0 to 1, of shape (…, 3)."""
    pictures = np.asarray(pictures)
    return np.clip(pictures[..., :3] + 1 - pictures[..., 3:], 0, 1)


def image_grid(
    images,
    alt: str,
    titles: Sequence | None = None,
    title: str = "",
    rows: Sequence[str] | None = None,
    columns: int = 10,
    limits: tuple[float, float] | None = None,
    size: float = 1.0,
) -> None:
    """Any number of pictures in a grid, as they are: no value is cast, clipped or stretched.

    Parameters
    ----------
    images : array or list of pictures
        Shape (pictures, height, width) or (pictures, height, width, channels), channels: 1 gray,
        3 RGB, 4 RGBA. Values: whole numbers 0 to 255, floats 0 to 1, or bool. Pictures of a list
        may differ in size and channels.
    alt : str
        What one would tell somebody who cannot see the pictures.
    titles : sequence, optional
        One a picture, written above it.
    title : str
        For the whole grid.
    rows : sequence of str, optional
        One a row of the grid, written to its left.
    columns : int
        Pictures a row (default 10; fewer when there are fewer pictures). The last row may be short.
    limits : (low, high), optional
        For gray pictures of any other range: the value drawn black and the value drawn white.
    size : float
        Width of a picture in inches.

    Raises
    ------
    CourseError
        For no pictures, a wrong shape, NaN, values outside the range, or titles or rows that do
        not fit.

    Examples
    --------
    >>> image_grid(x[:10], titles=y[:10], alt="Ten handwritten digits.")  # doctest: +SKIP
    """
    import matplotlib.pyplot as plt

    if isinstance(images, np.ndarray) and images.ndim < 3:
        raise CourseError(
            f"image_grid takes several pictures, not an array of shape {images.shape}. For one "
            "picture, put it in square brackets; flat pictures need "
            "images.reshape(-1, height, width)."
        )
    pictures = [_picture(image, number, limits) for number, image in enumerate(images)]
    count = len(pictures)
    if not count:
        raise CourseError("There are no pictures to show.")
    if columns < 1:
        raise CourseError(f"columns is {columns}; a row needs 1 picture or more.")
    columns = min(columns, count)
    lines = -(-count // columns)
    if titles is not None and len(titles) != count:
        raise CourseError(f"{count} pictures need {count} titles, not {len(titles)}.")
    if rows is not None and len(rows) != lines:
        raise CourseError(f"{count} pictures at {columns} a row make {lines} rows, not {len(rows)}.")

    heading = max((str(t).count("\n") + 1 for t in titles), default=0) if titles is not None else 0
    tall = max(p.shape[0] / p.shape[1] for p in pictures)
    margin = 0.12 * max(map(len, rows)) if rows is not None else 0
    width = columns * size + margin + 0.1
    height = lines * (size * tall + 0.22 * heading) + (0.4 if title else 0.1)
    figure, panels = plt.subplots(lines, columns, squeeze=False, figsize=(width, height))
    low, high = limits or (0, 1)
    for number, panel in enumerate(panels.flat):
        panel.set(xticks=[], yticks=[])
        panel.spines[:].set_visible(False)
        panel.patch.set_visible(False)
        if number >= count:
            continue
        # The range is given, so that matplotlib cannot stretch a dark picture until it looks well.
        panel.imshow(pictures[number], cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        if titles is not None:
            panel.set_title(str(titles[number]), fontsize=11, loc="center", weight="normal", pad=3)
        if rows is not None and number % columns == 0:
            panel.set_ylabel(rows[number // columns], rotation=0, ha="right", va="center", fontsize=12)
    if title:
        figure.suptitle(title, x=0.01, ha="left", weight="bold", fontsize=13)
    show(figure, alt)


def _picture(image, number: int, limits: tuple[float, float] | None) -> np.ndarray:
    """One picture as floats (height, width) or (height, width, 3 or 4), 0 to 1 without `limits`."""
    if hasattr(image, "convert"):  # a Pillow picture; palettes would otherwise show their numbers as gray
        image = image.convert("RGBA" if image.mode in ("P", "PA", "LA") else image.mode)
    picture = np.asarray(image)
    where = f"Picture {number}"
    if picture.ndim == 3 and picture.shape[2] == 1:
        picture = picture[:, :, 0]
    if picture.size == 0 or not (picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (3, 4))):
        first = picture.ndim == 3 and picture.shape[0] in (1, 3, 4)
        hint = " Its channels seem to come first: np.moveaxis(image, 0, -1) puts them last." if first else ""
        raise CourseError(
            f"{where} has shape {picture.shape}; it must be (height, width), or (height, width, "
            f"channels) with 1, 3 or 4 channels.{hint}"
        )
    if picture.dtype.kind not in "biuf":
        raise CourseError(f"{where} holds {picture.dtype}, not numbers.")
    if limits is not None and picture.ndim == 3:
        raise CourseError(f"limits are for gray pictures; picture {number} has {picture.shape[2]} channels.")
    if not np.isfinite(picture).all():
        raise CourseError(f"{where} holds NaN or infinity: look at where it was computed.")
    if limits is not None:
        if not limits[0] < limits[1]:
            raise CourseError(f"limits are {limits}; they must be (low, high) with low below high.")
        return picture.astype(float)
    low, high, most = picture.min(), picture.max(), 255 if picture.dtype.kind in "iu" else 1
    if low < 0 or high > most:
        whole, kind = ("whole numbers", "0 to 255") if most == 255 else ("floats", "0 to 1")
        if most == 1 and low >= 0 and high <= 255 and high > 2:
            hint = "Divide it by 255, if that is what its white is"
        else:
            hint = f"np.clip(image, 0, {most}) cuts off what lies outside"
        raise CourseError(
            f"{where} holds {whole} from {low:.4g} to {high:.4g}, where {kind} is expected. "
            f"{hint}; for gray pictures, limits=(low, high) shows another range."
        )
    return picture.astype(float) / most
