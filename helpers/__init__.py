"""What the lessons of the course share. A lesson begins with `lesson = helpers.start("02-sentiment-embeddings")`.

start       seeds, mode, quiet import of Keras, banner; returns the `lesson`
doctor      a check of this computer
datasets    load_<dataset>(mode): the documents' data, or the embedded sample
text        tokeniser with the documents' semantics
neighbours  nearest rows of a table of vectors, by name
plots       figures that read well on a projector, with alt text
"""

from . import datasets, neighbours, plots, text
from .errors import ClaimError, CourseError, DatasetError, UnknownWordError
from .session import Lesson, doctor, start

__all__ = [
    "ClaimError",
    "CourseError",
    "DatasetError",
    "Lesson",
    "UnknownWordError",
    "datasets",
    "doctor",
    "neighbours",
    "plots",
    "start",
    "text",
]
