"""Make all samples again: ``python data/make/all.py``; or some: ``… all.py wine emojis``."""

import sys
from importlib import import_module

from files import write

SCRIPTS = ["reviews", "vectors", "wine", "tweets", "fourgrams", "emojis"]  # vectors after reviews

if __name__ == "__main__":
    for name in sys.argv[1:] or SCRIPTS:
        write(import_module(name).make())
