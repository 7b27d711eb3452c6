"""The documents' data and the embedded samples: `load_<dataset>(mode)` with mode "sample" or "full"."""

from .glove import load_glove
from .imdb import load_imdb, load_reviews
from .store import available, cache_folder, loaded, megabytes, partial_note, registry

__all__ = [
    "available",
    "cache_folder",
    "load_glove",
    "load_imdb",
    "load_reviews",
    "loaded",
    "megabytes",
    "partial_note",
    "registry",
]
