"""Figures that read well on a projector: large type, colours for all eyes, alt text always."""

from .look import COLOURS, GREY, MARKERS, colour, drawing, set_style, show
from .maps import map_points
from .networks import curves, network
from .pictures import image_grid, on_white, premultiplied
