"""The reviews: the embedded sample, files that are not what they should be, and the real data where they are."""

import io
import pickle
import tarfile

import numpy as np
import pytest

from helpers import DatasetError
from helpers.datasets import imdb, load_imdb, load_reviews
from helpers.text import Tokenizer, words


def test_the_sample_has_the_size_and_the_words_it_promises():
    train, test = load_reviews("sample")
    assert (len(train), len(test)) == (4000, 2000)
    assert train["label"].mean() == test["label"].mean() == 0.5
    lengths = [len(words(text)) for text in train["text"]]
    assert min(lengths) >= 15 and max(lengths) <= 150
    assert len(Tokenizer().fit(train["text"]).word_index) > 1000
    assert not set(train["text"]) & set(test["text"])


def test_sample_sequences_are_numbered_as_keras_does():
    data = load_imdb("sample", num_words=500)
    text = load_reviews("sample").train["text"][0]
    expected = [1] + [min(data.word_index[w] + 3, 500) for w in words(text)]
    assert data.x_train[0].tolist() == [2 if n == 500 else n for n in expected]
    assert max(row.max() for row in data.x_train) < 500
    assert len(data.x_train) == len(data.y_train) == 4000


def archive(path, members):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def test_the_archive_is_read_in_order_of_names_and_only_by_name(tmp_path):
    archive(
        tmp_path / "a.tar.gz",
        {
            "aclImdb/test/pos/0_9.txt": b"d",
            "aclImdb/train/pos/0_9.txt": b"c",
            "aclImdb/train/unsup/0_0.txt": b"not labelled",
            "../aclImdb/train/neg/9_9.txt": b"out of the folder",
            "aclImdb/train/neg/10_1.txt": "b\u00a0é".encode(),
            "aclImdb/train/neg/0_3.txt": b"a",
        },
    )
    arrays = imdb._read_archive(tmp_path / "a.tar.gz")
    assert arrays["texts"].tobytes().decode().split("\0") == ["a", "b\u00a0é", "c", "d"]
    assert arrays["labels"].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("kind", ["cut", "flipped", "not gzip", "no reviews", "not UTF-8"])
def test_a_corrupt_archive_is_one_clear_sentence_and_no_cache(kind, tmp_path, cache, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", str(tmp_path))
    path = tmp_path / "aclImdb_v1.tar.gz"
    noise = np.random.default_rng(0).integers(32, 127, 20_000, np.uint8).tobytes()
    content = {f"aclImdb/train/neg/{i}_1.txt": noise[i * 100 :] for i in range(20)}
    if kind == "no reviews":
        content = {"readme.txt": b"hello"}
    if kind == "not UTF-8":
        content = {"aclImdb/train/neg/0_1.txt": b"\xff\xfe"}
    archive(path, content)
    data = bytearray(path.read_bytes())
    if kind == "cut":
        data = data[: len(data) // 2]
    if kind == "flipped":
        data[len(data) // 2] ^= 0xFF
    if kind == "not gzip":
        data = b"<html>Not found</html>"
    path.write_bytes(data)
    says = r"aclImdb_v1.tar.gz is damaged \(.+\)\. Delete it"
    if kind == "flipped":  # tarfile may take a broken header for the end; then the fingerprint is wrong
        says += "|aclImdb_v1.tar.gz was read, but it is not the data"
    with pytest.raises(DatasetError, match=says):
        load_reviews("full")
    assert not (cache / "imdb-reviews.npz").exists()


def test_half_an_archive_is_not_taken_for_the_dataset(tmp_path, cache, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", str(tmp_path))
    archive(tmp_path / "aclImdb_v1.tar.gz", {"aclImdb/train/neg/0_1.txt": b"a", "aclImdb/test/pos/0_1.txt": b"b"})
    with pytest.raises(DatasetError, match="not the data that this course knows"):
        load_reviews("full")


class Bomb:
    def __reduce__(self):
        return (exec, ("raise SystemExit('the pickle ran')",))


def test_a_pickle_that_nobody_vouches_for_is_never_opened(tmp_path, cache, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", str(tmp_path))
    np.savez(tmp_path / "imdb.npz", x_train=np.array([Bomb()], dtype=object), y_train=[0], x_test=[0], y_test=[0])
    assert b"exec" in pickle.dumps(Bomb())
    with pytest.raises(DatasetError, match="holds a pickle, and neither"):
        load_imdb("full")


def test_too_few_words_and_wrong_modes_are_told():
    with pytest.raises(DatasetError, match="must be above 3"):
        load_imdb("sample", num_words=3)
    with pytest.raises(DatasetError, match="Accepted: sample, full"):
        load_reviews("auto")


@pytest.mark.real_data
def test_real_reviews_by_the_documents_count():
    train, test = load_reviews("full")
    assert len(train) == len(test) == 25_000
    assert train["label"].sum() == test["label"].sum() == 12_500
    assert len(Tokenizer().fit(train["text"]).word_index) == 88_582


@pytest.mark.real_data
def test_real_sequences_as_keras_gives_them():
    data = load_imdb("full", num_words=10_000)
    assert data.x_train[0][:5].tolist() == [1, 14, 22, 16, 43]
    assert [len(row) for row in data.x_train[:5]] == [218, 189, 141, 550, 147]
    assert data.y_train[:5].tolist() == [1, 0, 0, 1, 0]
    assert data.x_train[0][-3:].tolist() == [19, 178, 32]
    assert len(data.word_index) == 88_584


@pytest.mark.real_data
def test_a_second_load_does_not_read_the_archive_again(monkeypatch):
    first = load_reviews("full").test["text"].iloc[-1]
    monkeypatch.setattr(imdb, "_read_archive", lambda path: 1 / 0)
    assert load_reviews("full").test["text"].iloc[-1] == first
