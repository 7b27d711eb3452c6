"""Figures that the prose states, held against bands: `notebooks/claims.toml` and the table of a lesson.

An entry of claims.toml:

    [02-sentiment-embeddings.val_accuracy]
    what = "validation accuracy after 10 epochs"
    document = 0.7586               # what the document printed, if it did
    full = [0.742, 0.760]           # accepted on the real data; from several seeds
    sample = [0.70, 0.76]           # accepted on the embedded sample
    format = ".3f"                  # optional
    above = 0                       # optional: a figure of varying size whose point is that it is above this
    free = true                     # optional: a figure that is arbitrary by nature; shown, never judged
                                    # (free = "sample": arbitrary in that mode only)
    data = { glove = "first2717" }  # optional: `full` was found on this variant of a dataset
A band of one number, `exact = 80161`, holds in both modes. An entry without a band was never run here:
it is shown as "not verified" and never fails.
"""

import html
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .errors import ClaimError, unknown

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
OUTSIDE = "outside the band: did you change something?"


def read_claims(lesson: str, path: Path | None = None) -> dict[str, dict]:
    """The claims of one lesson, by name (empty when it makes none)."""
    path = path or NOTEBOOKS / "claims.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")).get(lesson, {})


def is_free(claim: dict, mode: str) -> bool:
    """Whether a figure is arbitrary in this mode, so that any band would admit everything."""
    return claim.get("free") in (True, mode)


def verdict(claim: dict, value: float, mode: str, variants: dict[str, str]) -> str:
    """What to say of one figure found in this mode on these data variants.

    "in the band", OUTSIDE, "not verified" (no band here), or "arbitrary: no band" (a free figure).
    """
    band = [claim["exact"]] * 2 if "exact" in claim else claim.get(mode)
    if mode == "full" and any(variants.get(k) != v for k, v in claim.get("data", {}).items()):
        band = None
    if band is None:
        return "arbitrary: no band" if is_free(claim, mode) else "not verified"
    return "in the band" if math.isfinite(value) and band[0] <= value <= band[1] else OUTSIDE


@dataclass
class Report:
    """The table that ends a lesson: what the document found, what was found here, and the accepted band."""

    rows: list[tuple[str, str, str, str, str]]
    head = ("what", "document", "here", "accepted", "")

    def __repr__(self) -> str:
        table = [self.head, *self.rows]
        widths = [max(len(row[i]) for row in table) for i in range(len(self.head))]
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in table)

    def _repr_html_(self) -> str:
        def line(cells, tag):
            styles = ["text-align:left", *["text-align:left;white-space:nowrap"] * (len(cells) - 1)]
            pairs = zip(cells, styles, strict=True)
            return "<tr>" + "".join(f'<{tag} style="{style}">{html.escape(c)}</{tag}>' for c, style in pairs)

        body = "".join(line(row, "td") for row in self.rows)
        return f"<table><thead>{line(self.head, 'th')}</thead><tbody>{body}</tbody></table>"


def make_report(lesson: str, mode: str, values: dict[str, float], variants: dict[str, str], strict: bool) -> Report:
    """Hold figures against their claims. Raises ClaimError on an unknown name, and if strict on a figure outside."""
    claims = read_claims(lesson)
    rows, outside = [], []
    for name, value in values.items():
        if name not in claims:
            raise ClaimError(unknown(f"claim of lesson {lesson}", name, claims))
        claim, form = claims[name], claims[name].get("format", ".3f")
        try:
            value = float(value)
        except (TypeError, ValueError):
            raise ClaimError(f"Claim {name!r} needs one number, not {value!r}.") from None

        def shown(number, form=form):
            return format(int(number), form) if form.endswith("d") else format(number, f"z{form}")

        if "exact" in claim:
            band = shown(claim["exact"])
        elif mode in claim:
            band = " to ".join(shown(x) for x in claim[mode])
        else:
            band = "–"
        if mode == "full" and "data" in claim and band != "–":
            band += "".join(f" ({data}: {variant})" for data, variant in claim["data"].items())
        result = verdict(claim, value, mode, variants)
        if result == OUTSIDE:
            outside.append(f"{name} = {value:g} is outside {band}")
        document = shown(claim["document"]) if "document" in claim else "–"
        here = shown(value) if math.isfinite(value) else str(value)
        rows.append((claim["what"], document, here, band, result))
    if strict and outside:
        raise ClaimError(f"Lesson {lesson}, {mode} mode: {'; '.join(outside)}.")
    return Report(rows)
