"""The documents' data and the embedded samples: `load_<dataset>(mode)` with mode "sample" or "full"."""

from .imdb import load_imdb, load_reviews
from .store import available, cache_folder, loaded, megabytes, registry
from .wine import load_wine, wine_truth

__all__ = [
    "available",
    "cache_folder",
    "load_imdb",
    "load_reviews",
    "load_wine",
    "loaded",
    "megabytes",
    "registry",
    "wine_truth",
]
