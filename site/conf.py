"""How Sphinx turns the pages that tools/pages.py lays down into the course's site.

Why Sphinx with MyST-NB and the theme Furo. Jupyter Book 2 is another builder (MyST's, on Node): it wants Node.js beside
Python, fetches its theme when it builds, and its search does not answer from a folder. Jupyter Book 1 is Sphinx with
MyST-NB and a theme, all three held at old versions. Sphinx itself checks links and references, turns warnings into
errors and writes a search index that a browser reads from a folder. Of the maintained themes, sphinx-book-theme and
pydata-sphinx-theme bring Bootstrap and icon fonts, and the first holds the second at one version; Furo is small, has
no fonts, reads well on a phone and prints. Formulas become MathML by docutils, which Sphinx needs anyway: browsers draw
it themselves, screen readers read it, and no script or address is needed; a font for systems without one comes from
matplotlib.
"""

import re

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml
from sphinx.util import logging

project = "Embeddings and latent spaces"
author = "the authors of the course"
copyright = "text and figures CC BY 4.0, code MIT"
extensions = ["myst_nb", "sphinx_copybutton"]
nb_execution_mode = "off"  # what is shown is what was committed
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
nb_merge_streams = True
myst_enable_extensions = ["colon_fence", "dollarmath"]
myst_heading_anchors = 3
copybutton_selector = "div.cell_input div.highlight pre, section > div[class*=highlight-] pre"

html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["course.css"]
html_js_files = [("course.js", {"defer": "defer"})]
html_math_renderer = "mathml"
html_copy_source = html_show_sourcelink = html_show_sphinx = html_use_index = False
html_show_search_summary = False  # it is fetched page by page, which browsers refuse in a folder without a server
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#005a8c", "color-brand-content": "#005a8c"},
    "dark_css_variables": {"color-brand-primary": "#7cc4f0", "color-brand-content": "#7cc4f0"},
}
templates_path = []
# What docutils does not know, or reads otherwise: \Big without l or r, a length |a|, \tfrac12 (as 12), log of a word.
READABLE = {
    r"\\tfrac\s*(\d)(\d)": r"\\tfrac{\1}{\2}",
    r"\\log\s+(?=[a-zA-Z]|\\text)": r"\\log\\,",
    r"\\([Bb]igg?)(?![a-zA-Z])": r"\\\1l",
    r"(?<!\\)\|([^|()\\]+)\|": r"\\lvert \1\\rvert ",
}


def formula_of(text: str, block: bool) -> str:
    """A formula as MathML. Raises MathError for what docutils does not understand."""
    for form, known in READABLE.items():
        text = re.sub(form, known, text)
    return latex2mathml.tex2mathml(text, as_block=block)


def mathml(writer, node: nodes.Element, block: bool) -> None:
    """Write a formula as MathML; one that docutils does not understand is a warning, so an error."""
    try:
        formula = formula_of(node.astext(), block)
    except MathError as error:
        logging.getLogger(__name__).warning("formula %r: %s", node.astext(), error, location=node)
        formula = ""
    writer.body.append(f'<div class="formula">{formula}</div>' if block else formula)
    raise nodes.SkipNode


def levels(app, page: str, template: str, context: dict, doctree) -> None:
    """Tell screen readers of which level the headings of the side bar are, which Sphinx leaves open."""
    key, open_ = "furo_navigation_tree", 'role="heading"'
    context[key] = context.get(key, "").replace(open_, f'{open_} aria-level="2"')


def setup(app) -> None:
    def inline(writer, node):
        mathml(writer, node, block=False)

    def display(writer, node):
        mathml(writer, node, block=True)

    app.connect("html-page-context", levels, priority=900)  # after the theme
    app.add_html_math_renderer("mathml", (inline, None), (display, None))
