"""The pages to play with: what they need of the lessons, as scripts that a browser loads from a folder.

`write` makes the scripts when the site is built: from data/kept, and from site/play, which holds what only the real
data can give (`make play` computes it anew). Whole numbers keep them small.
"""

import base64
import io
import json
import sys
import zipfile
from pathlib import Path

import h5py
import nbformat
import numpy as np

from helpers import datasets
from helpers.errors import CourseError
from helpers.paths import KEPT, NOTEBOOKS, ROOT

PLAY = ROOT / "site" / "play"
DECODER = KEPT / "08-emoji-vae-full-decoder.keras"
ENCODER = KEPT / "08-emoji-vae-full-encoder.keras"
PHRASES = "07b-impressions-measured"
TRAINED = "encoder_b, decoder_b"  # the cell of lesson 07b after which both of its networks are trained
# What lesson 07b has by then: x_train, words as numbers (2: unknown), shape (phrases, 3); times, how often each occurs;
# liked_train, the share of its reviews that liked the film. Endings that only one review has are left to their author.
DUMP = """
import json
shared = (times > 1) & (x_train != 2).all(axis=1)
clouds = {}
for name, encoder in {"told nothing": encoder_a, "told the verdicts": encoder_b}.items():
    codes = in_parts(encoder, x_train[shared])
    scale = float(1000 / np.abs(codes).max())
    clouds[name] = {"scale": round(scale, 2), "codes": np.rint(scale * codes).astype(int).tolist()}
rows = {"phrases": [" ".join(phrases.words[i] for i in row) for row in x_train[shared]]}
rows |= {"times": times[shared].tolist(), "liked": liked_train[shared].round(2).tolist(), "clouds": clouds}
with open("phrases.json", "w", encoding="utf-8") as file:
    json.dump(rows, file)
"""


def script(folder: Path, name: str, data: dict) -> None:
    """Write data as a script that sets window.NAME: a page without a server may load scripts, not data."""
    folder.mkdir(exist_ok=True)
    text = f"window.{name.upper()} = {json.dumps(data, separators=(',', ':'), ensure_ascii=False)};\n"
    (folder / f"{name.lower()}-data.js").write_text(text, encoding="utf-8")


def words(folder: Path) -> int:
    """The word vectors that the course keeps; returns how many words."""
    with np.load(KEPT / "03b-how-word-vectors-are-made-full.npz") as kept:
        names, vectors = kept["words"].tolist(), kept["vectors"].astype(np.float32)
    small = np.round(127 * vectors / np.abs(vectors).max(axis=1, keepdims=True)).astype(np.int8)  # cosines stay
    script(folder, "words", {"words": names, "vectors": base64.b64encode(small.tobytes()).decode()})
    return len(names)


def weights() -> list[dict]:
    """The emoji decoder's weights in the order of its layers, each as 16-bit whole numbers times a scale.

    Dense (16, 2592), two transposed convolutions (4, 4, out, in), a convolution (3, 3, in, 4), each with its biases.
    """
    with zipfile.ZipFile(DECODER) as archive:
        file = h5py.File(io.BytesIO(archive.read("model.weights.h5")))
    found = []
    for layer in ("dense", "conv2d_transpose", "conv2d_transpose_1", "conv2d"):
        for part in ("0", "1"):
            values = np.asarray(file[f"layers/{layer}/vars/{part}"])
            scale = float(np.abs(values).max()) / 32767 or 1.0
            packed = base64.b64encode(np.rint(values / scale).astype("<i2").tobytes()).decode()
            found.append({"shape": values.shape, "scale": scale, "values": packed})
    return found


def write(folder: Path) -> dict[str, str]:
    """Write the scripts of all pages to play with into a folder; returns the numbers that the pages' text needs."""
    found, rows = words(folder), {name: json.loads((PLAY / f"{name}.json").read_text("utf-8")) for name in ROWS}
    script(folder, "emojis", {**rows["emojis"], "weights": weights()})
    script(folder, "phrases", rows["phrases"])
    count = {name: f"{len(rows[name][key]):,}" for name, key in {"emojis": "names", "phrases": "phrases"}.items()}
    return {"words": f"{found:,}", **count}


# -- what only the real data can give: `make play`


def emojis() -> dict:
    """Codes of the real emojis by the encoder that lesson 08 keeps, in hundredths, and their principal directions."""
    import keras
    from sklearn.decomposition import PCA

    from helpers import plots

    found = datasets.load_emojis("full")
    encoder = keras.models.load_model(ENCODER, compile=False)
    codes = encoder.predict(plots.premultiplied(found.images), verbose=0)  # shape (emojis, 16)
    order = np.random.default_rng(0).permutation(len(codes))  # as in lesson 08: the first four fifths were trained on
    return {
        "characters": found.characters,
        "names": found.names,
        "trained": sorted(order[: int(0.8 * len(codes))].tolist()),
        "codes": np.rint(100 * codes).astype(int).tolist(),
        "directions": PCA().fit(codes).components_.round(4).tolist(),
    }


def phrases() -> dict:
    """Codes of phrases by both networks of lesson 07b, which is run up to where they are trained."""
    from tools import run

    run.prepare([PHRASES])

    notebook = nbformat.read(NOTEBOOKS / f"{PHRASES}.ipynb", as_version=4)
    last = next(i for i, cell in enumerate(notebook.cells) if TRAINED in cell.source)
    needed = [
        cell for cell in notebook.cells[: last + 1] if not {"exercise", "quiz"} & set(cell.metadata.get("tags", []))
    ]
    notebook.cells = [*needed, nbformat.v4.new_code_cell(DUMP)]
    folder = ROOT / "build" / "play"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{PHRASES}.ipynb")
    run.run(PHRASES, folder, COURSE_MODE="full", COURSE_STRICT="0")
    return json.loads((folder / "phrases.json").read_text(encoding="utf-8"))


ROWS = {"emojis": emojis, "phrases": phrases}


def main() -> None:
    try:
        for name in sys.argv[1:] or ROWS:
            lists = json.dumps(ROWS[name](), ensure_ascii=False, separators=(",", ":"))
            (PLAY / f"{name}.json").write_text(lists.replace(',"', ',\n"') + "\n", encoding="utf-8")
            print(f"site/play/{name}.json is new.")
    except CourseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
