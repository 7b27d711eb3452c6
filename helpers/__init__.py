"""What the lessons of the course share. A lesson begins with `lesson = helpers.start("02-sentiment-embeddings")`.

start       settles mode and seeds, imports Keras quietly, prints a banner; returns the `lesson`
lesson      the object that `start` returns: pick, progress, check, hint, quiz, finding, report, table, keep
doctor      a check of this computer
download    the real data of some lessons, now
datasets    load_<dataset>(mode): the documents' data, or the embedded sample
text        tokeniser with the documents' semantics
Neighbours  nearest rows of a table of vectors, by name
in_parts    what a model makes of many rows, some at a time
plots       figures that read well on a projector, with alt text
exercises   tasks that answer back: one file a lesson
claims      what the lessons state, and what follows from the recorded runs

Settings (environment variables)

COURSE_MODE     "sample" or "full"; default: full when the lesson's data are here, else sample
COURSE_SEED     the seed of a lesson, a whole number; default 0
COURSE_CACHE    folder for downloaded data; default data/cache in the course
COURSE_MIRROR   folder or web address that holds the data, used instead of the official addresses
COURSE_OFFLINE  "1": never download
COURSE_ANSWERS  folder for your answers to exercises (default my/), or "off"
COURSE_STRICT, COURSE_TABLES, COURSE_KEEP   set by the course's own tools: see tools/run.py
"""

from . import datasets, plots, text
from .errors import ClaimError, CourseError, DatasetError, UnknownWordError
from .lesson import Lesson
from .models import in_parts
from .neighbours import Neighbours
from .start import doctor, download, start
