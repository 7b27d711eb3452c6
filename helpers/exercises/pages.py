"""How replies, folds and quiz questions look: in a notebook, in a stored page, in plain text."""

import dataclasses
import html
import re

# Only borders have colours, so that the text keeps the theme's own, light or dark; and what a
# colour says, a mark and a word say, too.
COLOURS = {"right": "#2e9e5b", "wrong": "#cf7a1f", "quiet": "#8a8f98", "quiz": "#4c8bd6"}
MARKS = {"right": "✓ ", "wrong": "✗ "}
EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])")


@dataclasses.dataclass
class Reply:
    """What a learner sees: a line of text and, on a page, folds below it: (summary, HTML)."""

    state: str  # right, wrong or quiet
    text: str
    folds: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    error: Exception | None = None  # inside the check itself; tests look at it
    folded: bool = False  # on a page, the folds stand alone

    def __repr__(self):
        return MARKS.get(self.state, "") + plain(self.text)

    def _repr_html_(self):
        line = f"<div>{MARKS.get(self.state, '')}{inline(self.text)}</div>" * (not self.folded)
        return _box(self.state, line + "".join(_fold(*one) for one in self.folds))


@dataclasses.dataclass
class Quiz:
    """A question; `options` maps each option to its explanation, the right one begins with "✓ "."""

    name: str
    question: str
    options: dict[str, str]

    def lettered(self) -> list[tuple[str, str, bool, str]]:
        """Letter, option, whether it is right, explanation."""
        return [
            (letter, option.removeprefix("✓ "), option.startswith("✓ "), says)
            for letter, (option, says) in zip("ABCDEF", self.options.items(), strict=False)
        ]

    def __repr__(self):
        lines = [f"({letter}) {plain(option)}" for letter, option, _, _ in self.lettered()]
        return "\n".join([plain(self.question), *lines])

    def _repr_html_(self):
        folds = [
            _fold(
                f"<b>{letter}</b>&ensp;{inline(option)}",
                ("✓ <b>Right.</b> " if right else "✗ <b>Not this one.</b> ") + inline(says),
            )
            for letter, option, right, says in self.lettered()
        ]
        head = f"<div><b>{inline(self.question)}</b><br>Choose, then open your choice.</div>"
        return _box("quiz", head + "".join(folds))


def plain(text: str) -> str:
    """A text without its marks for code and emphasis."""
    return EMPHASIS.sub(r"\1", text.replace("`", ""))


def inline(text: str) -> str:
    """A text with `code` and *emphasis* as HTML."""
    parts = html.escape(text, quote=False).split("`")
    parts[::2] = [EMPHASIS.sub(r"<em>\1</em>", part) for part in parts[::2]]
    parts[1::2] = [f"<code>{part}</code>" for part in parts[1::2]]
    return "".join(parts).replace("\n", "<br>")


def program(code: str) -> str:
    """Code as HTML."""
    return f"<pre><code>{html.escape(code.strip(), quote=False)}</code></pre>"


def _box(state: str, inside: str) -> str:
    return (
        f'<div style="border-left: 4px solid {COLOURS[state]}; padding: 2px 12px; '
        f'margin: 4px 0; max-width: 48em; line-height: 1.5">{inside}</div>'
    )


def _fold(summary: str, inside: str) -> str:
    return (
        f'<details style="margin: 3px 0"><summary style="cursor: pointer">{summary}</summary>'
        f'<div style="padding: 2px 0 4px 18px">{inside}</div></details>'
    )
