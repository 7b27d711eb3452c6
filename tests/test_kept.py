"""What lessons keep for later lessons: there, well formed, and described."""

from helpers import datasets
from helpers.neighbours import Neighbours
from helpers.session import KEPT, Lesson


def test_every_kept_file_is_described():
    sheet = (KEPT.parent / "README.md").read_text(encoding="utf-8")
    for path in KEPT.iterdir():
        assert f"`{path.name}`" in sheet, f"{path.name} is not described in data/README.md"


def test_the_vectors_of_lesson_03b_serve_lesson_04():
    kept = Lesson("04-aligned-spaces", "full", 0).kept("03b-how-word-vectors-are-made")
    assert kept["vectors"].shape == kept["other"].shape == (3999, 100) and len(set(kept["words"])) == 3999
    blame = {"horrible", "awful", "bad", "worst", "lame", "dreadful", "poor", "horrendous", "pathetic", "atrocious"}
    for name in ("vectors", "other"):
        space = Neighbours(kept[name], kept["words"])
        assert len(blame & set(space.nearest("terrible", 5)["name"])) >= 3
    assert len(datasets.load_glove("sample", space.names).words) > 500
