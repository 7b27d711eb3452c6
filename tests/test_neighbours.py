import numpy as np
import pytest

from helpers import CourseError, UnknownWordError
from helpers.neighbours import Neighbours

TABLE = Neighbours([[1, 0], [0.9, 0.1], [0, 1], [-1, 0]], ["good", "great", "plain", "bad"])


def test_a_name_is_not_its_own_neighbour_and_order_is_by_cosine():
    found = TABLE.nearest("good", k=3)
    assert found["name"].tolist() == ["great", "plain", "bad"]
    assert found["similarity"].to_numpy() == pytest.approx([0.9 / np.hypot(0.9, 0.1), 0, -1], abs=1e-6)


def test_twins_do_not_push_the_query_into_its_own_answer():
    twins = Neighbours([[1, 0], [1, 0], [1, 0], [0, 1]], ["a", "b", "c", "d"])
    assert sorted(twins.nearest("b", k=2)["name"]) == ["a", "c"]


def test_a_vector_may_be_asked_for_and_finds_its_row():
    assert TABLE.nearest(np.array([0, 2.0]), k=1)["name"].tolist() == ["plain"]


def test_euclidean_distance_is_called_a_distance():
    table = Neighbours([[0, 0], [3, 4]], ["a", "b"], metric="euclidean")
    assert table.nearest("a", k=1)["distance"].tolist() == pytest.approx([5])


def test_more_than_there_are_gives_all():
    assert len(TABLE.nearest("good", k=50)) == 3


def test_an_unknown_word_gets_near_spellings():
    with pytest.raises(UnknownWordError, match="Near in spelling: great") as caught:
        TABLE.nearest("graet")
    assert not str(caught.value).startswith('"')


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@pytest.mark.parametrize("dimensions", [1, 3, 100])
@pytest.mark.parametrize("far", [0, 1000])  # close together, far from zero: what rounding in float32 mixes up
def test_neighbours_are_those_of_exact_arithmetic(metric, dimensions, far):
    vectors = (np.random.default_rng(0).normal(size=(5000, dimensions)) + far).astype(np.float32)
    vectors[100:105] = vectors[7]  # twins keep the order of their rows
    table = Neighbours(vectors, range(5000), metric)
    exact = vectors.astype(np.float64)
    for query in exact[[7, 8, 9]]:
        away = np.linalg.norm(exact - query, axis=1)
        if metric == "cosine":
            away = -(exact * query).sum(axis=1) / np.linalg.norm(exact, axis=1) / np.linalg.norm(query)
        found = table.nearest(query, k=20)
        values = found.iloc[:, 1] * (-1 if metric == "cosine" else 1)
        assert values.to_numpy() == pytest.approx(np.sort(away)[:20], rel=1e-12, abs=1e-12)
        assert dimensions == 1 or found["name"].astype(int).tolist() == np.argsort(away, kind="stable")[:20].tolist()


HUGE = [[3e38, 3e38], [1, 1], [1, 0], [0, 1]]
TINY = [[0, 1e-45], [3e-45, 0], [1e-44, 1e-45], [0, 0]]


@pytest.mark.fault("the order and the numbers of exact arithmetic, without a warning")
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@pytest.mark.parametrize("vectors", [HUGE, TINY, [[0, 0]] * 4], ids=["huge", "tiny", "collapsed"])
@pytest.mark.parametrize("query", [[10, 0], [3e38, 3e38], [1e-45, 0], [0, 0]], ids=str)
def test_neighbours_of_any_length(metric, vectors, query):
    found = Neighbours(vectors, "abcd", metric).nearest(query, k=4)
    exact, asked = (np.array(each, np.float32).astype(np.float64) for each in (vectors, query))
    away = np.linalg.norm(exact - asked, axis=1)
    if metric == "cosine":
        lengths = np.linalg.norm(exact, axis=1) * np.linalg.norm(asked)
        away = -(exact @ asked) / np.where(lengths > 0, lengths, 1)
    values = found.iloc[:, 1] * (-1 if metric == "cosine" else 1)
    assert values.to_numpy() == pytest.approx(np.sort(away), rel=1e-12, abs=1e-60)
    assert pytest.approx(np.sort(away), rel=1e-12, abs=1e-60) == [away["abcd".index(name)] for name in found["name"]]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Neighbours([[1, 2]], ["a", "b"]), "one name a row"),
        (lambda: Neighbours([[1, np.nan]], ["a"]), "NaN"),
        (lambda: Neighbours(np.array([[1e39]]), ["a"]), "beyond 10.38: look at the training"),
        (lambda: TABLE.nearest(np.array([1e39, 1])), "The query holds .* beyond 10.38"),
        (lambda: Neighbours([[1, 0], [1, 1], [0, 1]], ["a", "a", "b"]), "'a' occurs twice"),
        (lambda: Neighbours([[1, 0]], ["a"], metric="cosin"), "Did you mean 'cosine'"),
        (lambda: Neighbours(np.empty((0, 2)), []), "one name a row"),
        (lambda: TABLE.nearest([1, 2, 3]), "shape"),
        (lambda: TABLE.nearest([1, np.nan]), "query holds NaN"),
        (lambda: TABLE.nearest("good", k=0), "1 neighbour or more"),
    ],
)
def test_mistakes_get_a_sentence(call, says):
    with pytest.raises(CourseError, match=says):
        call()
