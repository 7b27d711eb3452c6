"""Where the parts of the course lie in its checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
CLAIMS = ROOT / "claims"
SEEDS = CLAIMS / "seeds"
KEPT = ROOT / "data" / "kept"
