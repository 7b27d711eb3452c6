"""What the scripts share: each has ``make() -> {file name: bytes}`` and writes that when run."""

import csv
import gzip
import io
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "sample"


def packed(content, system=255):
    """Compressed without a time and a name, so that equal content gives equal bytes.

    `system` is the header's byte for the operating system: 255 says unknown, 3 says Unix.
    """
    data = bytearray(gzip.compress(content, 9, mtime=0))
    data[9] = system
    return bytes(data)


def table(head, rows):
    """A CSV file, uncompressed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([head, *rows])
    return text.getvalue().encode("utf-8")


def write(files):
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
        print(f"data/sample/{name}: {len(content):,} bytes")
