"""The documents' data and the embedded samples: `load_<dataset>(mode)` with mode "sample" or "full"."""

from .emojis import load_emojis, on_white, premultiplied
from .fasttext import load_aligned
from .fourgrams import load_fourgrams
from .glove import load_glove
from .halves import load_halves
from .imdb import load_imdb, load_reviews
from .mnist import load_mnist
from .phrases import load_phrases
from .store import available, cache_folder, loaded, megabytes, partial_note, registry
from .tweets import load_tweets, mask_people
from .wine import load_wine, wine_truth

__all__ = [
    "available",
    "cache_folder",
    "load_aligned",
    "load_emojis",
    "load_fourgrams",
    "load_glove",
    "load_halves",
    "load_imdb",
    "load_mnist",
    "load_phrases",
    "load_reviews",
    "load_tweets",
    "load_wine",
    "loaded",
    "mask_people",
    "megabytes",
    "on_white",
    "partial_note",
    "premultiplied",
    "registry",
    "wine_truth",
]
