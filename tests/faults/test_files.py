"""Files that are damaged, or are not what their names say."""

import gzip
import io
import tarfile
import zipfile

import numpy as np
import pytest
from conftest import files, sentence
from tiny import (
    ALIGNED,
    GLOVE,
    KINDS,
    REVIEWS,
    TWEET_COLUMNS,
    TWEETS,
    WINE_COLUMNS,
    WINES,
    bad_line,
    grams,
    huge_png,
    mnist,
    pictures,
    png,
    reviews,
    sequences,
    sparse,
    table,
    vector,
    zipped,
)

from helpers import DatasetError, datasets
from helpers.datasets import cache as data_cache
from helpers.datasets import texts
from helpers.datasets.cache import fingerprint

# --- damage, at random and at the places that matter most -----------------------------------------

ENDS = 40  # bytes at both ends, where formats keep their headers and directories: each is tried


def places(content, count=40):
    inside = np.linspace(0, len(content) - 1, count).astype(int)
    return np.unique(np.clip([*range(ENDS), *inside, *range(len(content) - ENDS, len(content))], 0, len(content) - 1))


def flips(content):
    """One bit of a byte flipped, at each place another bit."""
    for place in places(content):
        yield content[:place] + bytes([content[place] ^ (1 << place % 8)]) + content[place + 1 :]


def cuts(content):
    return (content[:place] for place in places(content))


def scars(content):
    """What disks, sticks and programs do: sectors of zeros, parts that come twice or in another order, junk behind."""
    half, size = len(content) // 2, max(1, len(content) // 9)
    for place in range(0, len(content) - size, size):
        yield content[:place] + bytes(size) + content[place + size :]
        yield content[:place] + content[place + size :]
        yield content[: place + size] + content[place:]
    yield from (
        content[half:] + content[:half],
        content + content,
        content + b"\0" * 512,
        b"\0" + content,
        content[::-1],
    )
    yield from (bytes(len(content)), b"\xff" * len(content), b"PK\x05\x06" + bytes(18), content.replace(b"\n", b"\r\n"))
    yield from (content.decode("latin1").encode("utf-16"), content.decode("latin1").encode("utf-8"), b"PK" * 20)


def repacked(content, damage):
    """The members of an archive damaged one after the other, and packed again with checksums that are right."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return (gzip.compress(tar, 1) for tar in damage(gzip.decompress(content)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}

    def pack(changed):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, member in {**members, **changed}.items():
                archive.writestr(name, member)
        return buffer.getvalue()

    longest = sorted(members, key=lambda name: len(members[name]))[-2:]
    return (pack({name: damaged}) for name in longest for damaged in damage(members[name]))


ARCHIVES = [file for file, (_, content) in KINDS.items() if content[:2] in (b"PK", b"\x1f\x8b")]
MUST = "refused by one sentence that begins with the file's name, or the data are the same"


@pytest.mark.fault(MUST)
@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")  # none reaches a learner
@pytest.mark.parametrize("damage", [flips, cuts, scars])
@pytest.mark.parametrize(
    ("file", "inside"), [*((f, False) for f in KINDS), *((f, True) for f in ARCHIVES)],
    ids=[*KINDS, *(f"inside {file}" for file in ARCHIVES)],
)  # fmt: skip
def test_no_damage_is_accepted_or_escapes_as_another_error(file, inside, damage, tmp_path, cache, known):
    """Whatever the bytes are: a DatasetError, or the very same data (a date in an archive says nothing)."""
    name, content = KINDS[file]
    known(name, content)
    path = tmp_path / file
    path.write_bytes(content)
    right, tried, refused = fingerprint(data_cache.read(name, path)[0]), 0, 0
    for damaged in repacked(content, damage) if inside else damage(content):
        path.write_bytes(damaged)
        tried += 1
        try:
            arrays, variant, _ = data_cache.read(name, path)
        except DatasetError as error:
            refused += 1
            assert str(error).startswith(file) and "\n" not in str(error)
        else:  # nobody vouches for fastText
            assert fingerprint(arrays) == right or variant == "first20000"
    assert tried > 20 and refused > tried / 4 and not files(cache)


@pytest.mark.fault("noticed before the pickle inside is begun")
def test_a_damaged_archive_is_noticed_before_its_pickle_is_read(tmp_path, monkeypatch):
    whole = sequences()
    path = tmp_path / "imdb.npz"
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        middle = archive.getinfo("x_train.npy").header_offset + 80
    path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    monkeypatch.setattr(texts, "_Unpickler", lambda file: pytest.fail("the pickle was begun"))
    with pytest.raises(DatasetError):
        data_cache.read("imdb-sequences", path)


@pytest.mark.fault("nothing is written outside; only files of the right names are read")
def test_an_archive_that_wants_to_write_elsewhere(mirror, known, tmp_path):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in {**REVIEWS, "../../evil.txt": b"x", "/tmp/evil.txt": b"x"}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("aclImdb/train/neg/77_1.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
    known("imdb-reviews", reviews(REVIEWS))
    (mirror / "aclImdb_v1.tar.gz").write_bytes(buffer.getvalue())
    before = files(tmp_path)
    assert len(datasets.load_reviews("full").train) == 2
    assert set(files(tmp_path)) - set(before) == {"cache/imdb-reviews.npz"}


# --- what is refused ------------------------------------------------------------------------------


class Bomb:
    def __reduce__(self):
        return (exec, ("import os; os._exit(9)",))


LOGIN = b"<!DOCTYPE html><html><body>Log in</body></html>"
WINE, TWEET = table(WINE_COLUMNS, WINES), table(TWEET_COLUMNS, TWEETS)


@pytest.mark.fault("one sentence with the file's name; nothing is kept")
@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")
@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        *((file, LOGIN, "it is a web page") for file in KINDS),
        *((file, b"", "it is an empty file") for file in KINDS),
        ("mnist.npz", gzip.compress(b"x"), "does not begin as a .npz file"),
        ("mnist.npz", mnist(x_train=np.array([[1], None], object)), "allow_pickle"),
        ("mnist.npz", mnist(x_train=None, images=np.zeros(3)), "KeyError: 'x_train is not a file in the archive'"),
        ("mnist.npz", mnist(x_train=np.zeros((4, 784), np.uint8)), "not the data that this course knows"),
        ("mnist.npz", mnist(y_test=np.array([1, 10], np.uint8)), "not the data that this course knows"),
        ("mnist.npz", mnist(y_test=np.array([1, 2], np.uint8)), "not the data that this course knows as 'mnist'"),
        ("imdb.npz", sequences(rows=[Bomb(), Bomb()], inner=lambda row: row), "asks for builtins.exec"),
        ("imdb.npz", sequences(rows=["ab", "c"]), "imdb.npz"),
        ("imdb.npz", sequences(rows=[(1, 2), (3,)]), "not the data that this course knows"),
        ("imdb_word_index.json", b"[1, 2]", "damaged, or may not be read (TypeError"),
        (
            "imdb_word_index.json",
            b"[" * 100_000,
            "imdb_word_index.json cannot be used: it is damaged, or may not be read (RecursionError",
        ),
        ("aclImdb_v1.tar.gz", reviews({"readme.txt": b"hello"}), "not the data that this course knows"),
        ("aclImdb_v1.tar.gz", reviews({"aclImdb/train/neg/0_1.txt": b"\xff\xfe"}), "UnicodeDecodeError"),
        ("aclImdb_v1.tar.gz", reviews(dict(list(REVIEWS.items())[:2])), "not the data that this course knows"),
        (
            "winemag-data-130k-v2.csv",
            table(["country", "points", "price", "variety"], WINES),
            "columns expected but not found: ['taster_name']",
        ),
        ("winemag-data-130k-v2.csv", table(WINE_COLUMNS, []), "not the data that this course knows"),
        (
            "winemag-data-130k-v2.csv",
            b'country,points,price,taster_name,variety\nItaly,87,9,A,B\n"Italy,8',
            "ParserError",
        ),
        ("winemag-data-130k-v2.csv", WINE.replace(b"87", b"ripe"), "invalid literal for int() with base 10: 'ripe'"),
        ("winemag-data-130k-v2.csv", WINE.replace(b"87", b"87.5"), "invalid literal for int() with base 10: '87.5'"),
        ("winemag-data-130k-v2.csv", WINE.replace(b"3300", b"inf"), "not the data that this course knows"),
        ("winemag-data-130k-v2.csv", WINE.replace(b"Kerin", b"Karin"), "not the data that this course knows as 'wine'"),
        ("Tweets.csv", TWEET.replace(b"airline_sentiment", b"mood"), "not found: ['airline_sentiment']"),
        ("Tweets.csv", gzip.compress(b"text,airline_sentiment", mtime=0), "UnicodeDecodeError"),
        ("Tweets.csv", TWEET.replace(b"neutral", b"furious"), "it has the sentiment 'furious'"),
        ("twemoji-36x36.zip", pictures({}), "it holds no folder 36x36"),
        ("twemoji-36x36.zip", pictures({"1f601": png(size=(72, 72))}), "1f601.png is 72 x 72 pixels, not 36 x 36"),
        ("twemoji-36x36.zip", pictures({"1f601": huge_png()}), "1f601.png"),
        ("twemoji-36x36.zip", pictures({"1f601": b"no picture"}), "1f601.png cannot identify image file."),
        ("twemoji-36x36.zip", pictures({"1f601": b"x" * 100_001}), "too many for 36 x 36 pixels"),
        ("data.mat", grams(trainData=np.eye(2)), "its sha256 is not the official one"),
        (
            "glove.6B.100d.txt",
            bad_line(GLOVE, 1, vector("film", 2, 99)),
            "vector 2 is not a word in UTF-8 and 100 numbers",
        ),
        ("glove.6B.100d.txt", bad_line(GLOVE, 2, vector("two words", 2, 100)), "not the data that this course knows"),
        ("glove.6B.100d.txt", bad_line(GLOVE, 2, vector("x", "oops", 100)), "vector 3 is not"),
        ("glove.6B.100d.txt", GLOVE.replace("é".encode(), b"\xe9"), "vector 3 is not a word in UTF-8"),
        ("glove.6B.100d.txt", GLOVE + vector("more", 5, 100), "not the data that this course knows"),
        ("glove.6B.100d.zip", zipped(GLOVE, "other.txt"), "the archive holds no glove.6B.100d.txt"),
        ("wiki.fr.align.vec", b"9 100\n" + ALIGNED, "line 1 does not give a number of words and 300"),
        ("wiki.fr.align.vec", ALIGNED.replace(b"9 300", b"99 300"), "it ends after 9 of 99 words"),
        ("wiki.fr.align.vec", bad_line(ALIGNED, 4, vector("mot0", 1, 300)), "it repeats a word"),
        ("wiki.fr.align.vec", bad_line(ALIGNED, 4, vector("x", "nan", 300)), "or holds a number that is not finite"),
        ("wiki.fr.align.vec", bad_line(ALIGNED, 4, vector("x", 70_000, 300)), "not finite or beyond 65,504"),
        (
            "wiki.fr.align.vec",
            bad_line(ALIGNED, 4, vector("x", "oops", 300)),
            "vector 4 is not a word in UTF-8 and 300",
        ),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,  # archives hold the time
)
def test_a_wrong_file_gets_one_clear_sentence_with_its_name(mirror, known, cache, file, content, says):
    name, right = KINDS[file]
    known(name, right)
    (mirror / file).write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        datasets.fetch(name)
    sentence(caught.value)
    assert says in str(caught.value) and str(caught.value).startswith(file)
    assert files(cache) == []


NEGATIVE = "aclImdb/train/neg/{}_1.txt"
BOMBS = {
    "an array too many": ("mnist.npz", mnist(more=np.zeros(20_000, np.uint8))),
    "a list too long": ("imdb.npz", sequences(rows=[[1] * 20_000] * 2)),
    "a hole in a tar": ("aclImdb_v1.tar.gz", sparse(NEGATIVE.format(1), 2 * 10**9)),
    "many reviews": ("aclImdb_v1.tar.gz", reviews({NEGATIVE.format(i): b"0" * 3000 for i in range(9)})),
    "many empty files": ("aclImdb_v1.tar.gz", reviews({f"{i}": b"" for i in range(20)})),
    "a header too long": ("aclImdb_v1.tar.gz", reviews({"x" * 20_000: b""})),
    "a text too long": ("glove.6B.100d.zip", zipped(GLOVE * 10)),
}


@pytest.mark.fault("refused before it is unpacked")
@pytest.mark.parametrize("bomb", BOMBS)
def test_an_archive_that_would_fill_the_memory(mirror, known, bomb):
    """Of a size that is small enough for a test, as the registry's is."""
    file, content = BOMBS[bomb]
    name, right = KINDS[file]
    known(name, right, bytes=2000)
    (mirror / file).write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        datasets.fetch(name)
    sentence(caught.value, f"^{file} cannot be used: it unpacks to .* MB, far more than these data have")
