"""The documents' data and the embedded samples: `load_<dataset>(mode)` with mode "sample" or "full".

download: from an address to a file. cache: from a file to recognised arrays. The others: how the files of each kind are
read, and what the loaders make of them. `python -m helpers.datasets FOLDER` fetches everything into a folder.
"""

from .cache import available, fetch, loaded, megabytes, partial_note
from .download import cache_folder, first_line, may_download, registry
from .pictures import load_emojis, load_mnist
from .tables import load_tweets, load_wine, wine_truth
from .texts import load_fourgrams, load_imdb, load_phrases, load_reviews
from .vectors import load_aligned, load_families, load_glove, load_lists, load_spaces, load_word_vectors
