"""Grids of pictures, as they are, and the two sums that pictures with opacity need."""

import matplotlib.pyplot as plt
import numpy as np

from ..errors import need
from .look import show


def premultiplied(images) -> np.ndarray:
    """RGBA pictures (…, 4), 0 to 255 or floats 0 to 1, as floats 0 to 1: each colour multiplied by its opacity."""
    images = np.asarray(images)
    pixels = images.astype(np.float32) / (255 if images.dtype.kind in "iu" else 1)
    return np.concatenate([pixels[..., :3] * pixels[..., 3:], pixels[..., 3:]], axis=-1)


def on_white(pictures) -> np.ndarray:
    """Premultiplied RGBA pictures laid on white paper: RGB, floats from 0 to 1, of shape (…, 3)."""
    pictures = np.asarray(pictures)
    return np.clip(pictures[..., :3] + 1 - pictures[..., 3:], 0, 1)


def image_grid(
    images, alt: str, titles=None, title: str = "", rows=None, columns: int = 10, limits=None, size: float = 1.0
) -> None:
    """Any number of pictures in a grid, as they are: no value is cast, clipped or stretched.

    images: array (or list, of any sizes) of shape (pictures, height, width) or (pictures, height, width,
        channels), channels: 1 gray, 3 RGB, 4 RGBA. Values: whole numbers 0 to 255, floats 0 to 1, or bool.
    alt: what one would tell somebody who cannot see the pictures.
    titles, rows: one a picture, written above it; one a row of the grid, written to its left.
    title: the heading of the whole grid.
    columns: pictures a row, or fewer when there are fewer pictures. The last row may be short.
    limits: (low, high), for gray pictures of any other range: the values drawn black and white.
    size: the width of a picture in inches.

    Raises a CourseError for no pictures, a wrong shape, NaN, values out of range, titles or rows that do not fit.
    """
    shape = getattr(images, "shape", (0, 0, 0))
    hint = "For one picture, put it in square brackets; flat pictures need images.reshape(-1, height, width)."
    need(len(shape) > 2, f"image_grid takes several pictures, not an array of shape {shape}. {hint}")
    pictures = [_picture(image, f"Picture {number}", limits) for number, image in enumerate(images)]
    need(pictures, "There are no pictures to show.")
    need(columns >= 1, f"columns is {columns}; a row needs 1 picture or more.")
    count, columns = len(pictures), min(columns, len(pictures))
    lines = -(-count // columns)
    titles = [""] * count if titles is None else list(map(str, titles))
    rows = [""] * lines if rows is None else rows
    need(len(titles) == count, f"{count} pictures need {count} titles, not {len(titles)}.")
    need(len(rows) == lines, f"{count} pictures at {columns} a row make {lines} rows, not {len(rows)}.")
    heading = max(text.count("\n") + 1 if text else 0 for text in titles)
    tall = max(len(picture) / len(picture[0]) for picture in pictures)
    width = columns * size + 0.12 * max(map(len, rows)) + 0.1
    height = lines * (size * tall + 0.22 * heading) + (0.4 if title else 0.1)
    figure, panels = plt.subplots(lines, columns, squeeze=False, figsize=(width, height))
    plt.setp(panels, xticks=[], yticks=[], frame_on=False)
    # The range is given, so that matplotlib cannot stretch a dark picture until it looks well.
    low, high = limits or (0, 1)
    for panel, picture, text in zip(panels.flat, pictures, titles, strict=False):
        panel.imshow(picture, cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        panel.set_title(text, fontsize=11, loc="center", weight="normal", pad=3)
    for panel, text in zip(panels[:, 0], rows, strict=True):
        panel.set_ylabel(text, rotation=0, ha="right", va="center", fontsize=12)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    show(figure, alt)


def _picture(image, where: str, limits) -> np.ndarray:
    """One picture as floats (height, width) or (height, width, 3 or 4), 0 to 1 without `limits`."""
    if hasattr(image, "convert"):  # a Pillow picture; palettes would otherwise show their numbers as gray
        image = image.convert("RGBA" if image.mode in ("P", "PA", "LA") else image.mode)
    picture = np.asarray(image)
    if picture.ndim == 3 and picture.shape[2] == 1:
        picture = picture[:, :, 0]
    gray, first = picture.ndim == 2, picture.ndim == 3 and picture.shape[0] in (1, 3, 4)
    hint = " Its channels seem to come first: np.moveaxis(image, 0, -1) puts them last." if first else ""
    fits = picture.size and (gray or (picture.ndim == 3 and picture.shape[2] in (3, 4)))
    form = "(height, width), or (height, width, channels) with 1, 3 or 4 channels"
    need(fits, f"{where} has shape {picture.shape}; it must be {form}.{hint}")
    need(picture.dtype.kind in "biuf", f"{where} holds {picture.dtype}, not numbers.")
    need(np.isfinite(picture).all(), f"{where} holds NaN or infinity: look at where it was computed.")
    if limits is not None:
        fits = gray and limits[0] < limits[1]
        need(fits, f"limits are {limits}; they must be (low, high) with low below high, for gray pictures.")
        return picture.astype(float)
    low, high, most = picture.min(), picture.max(), 255 if picture.dtype.kind in "iu" else 1
    kind = "whole numbers from 0 to 255" if most == 255 else "floats from 0 to 1"
    hint = f"np.clip(image, 0, {most}) cuts off what lies outside"
    if most == 1 and low >= 0 and 2 < high <= 255:
        hint = "Divide it by 255, if that is what its white is"
    fits, other = low >= 0 and high <= most, "for gray pictures, limits=(low, high) shows another range"
    need(fits, f"{where} holds values from {low:.4g} to {high:.4g}, where {kind} are expected. {hint}; {other}.")
    return picture.astype(float) / most
