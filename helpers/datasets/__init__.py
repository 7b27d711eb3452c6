"""The documents' data and the embedded samples: `load_<dataset>(mode)` with mode "sample" or "full".

download: from an address to a file. cache: from a file to recognised arrays. The others: how the files of each kind are
read, and what the loaders make of them. `python -m helpers.datasets FOLDER` fetches everything into a folder.
"""

from .cache import available, fetch
from .cache import loaded as loaded  # these four for the course itself, not for lessons
from .cache import megabytes as megabytes
from .cache import partial_note as partial_note
from .download import cache_folder as cache_folder
from .download import registry
from .pictures import load_emojis, load_mnist
from .tables import load_tweets, load_wine, wine_truth
from .texts import load_fourgrams, load_imdb, load_phrases, load_reviews
from .vectors import load_aligned, load_families, load_glove, load_halves, load_word_vectors

__all__ = [
    "available", "fetch", "load_aligned", "load_emojis", "load_families", "load_fourgrams", "load_glove", "load_halves",
    "load_imdb", "load_mnist", "load_phrases", "load_reviews", "load_tweets", "load_wine", "load_word_vectors",
    "registry", "wine_truth",
]  # fmt: skip
