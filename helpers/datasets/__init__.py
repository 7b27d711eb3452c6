"""The documents' data and the embedded samples: `load_<dataset>(mode)` with mode "sample" or
"full".

download    from an address to a file: registry, settings, mirror
cache       from a file to arrays, recognised when built and when read
the others  one module a source: how its file is read, and what the loader makes of it

`python -m helpers.datasets FOLDER` fetches every dataset into a folder that can serve as
COURSE_MIRROR.
"""

from .cache import available, fetch
from .cache import loaded as loaded  # these four for the course itself, not for lessons
from .cache import megabytes as megabytes
from .cache import partial_note as partial_note
from .download import cache_folder as cache_folder
from .download import registry
from .emojis import load_emojis
from .fasttext import load_aligned
from .fourgrams import load_fourgrams
from .glove import load_glove, load_halves
from .imdb import load_imdb, load_phrases, load_reviews
from .mnist import load_mnist
from .tweets import load_tweets
from .wine import load_wine, wine_truth

__all__ = [
    "available",
    "fetch",
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
    "registry",
    "wine_truth",
]
