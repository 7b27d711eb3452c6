"""Make the sample sentences of lesson 01: ``data/sample/sentences.txt.gz``.

A grammar of our own over about 250 common words. Words of one kind (people, times, numbers, verbs …) stand in the same
places, so that a model can find the kinds out; early words of a list are chosen more often than late ones, so that some
4-grams come again and again and others once. The loader cuts the sentences into 4-grams.

Run it as ``python data/make/fourgrams.py``.
"""

import gzip
import random
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "sample" / "sentences.txt.gz"
SENTENCES = 14_000
STEEPNESS = 0.6  # the k-th choice of a list has the weight k ** -0.6

# A name in capitals is replaced by one of its choices, until only words are left. Choices are separated by "|".
GRAMMAR = """
SENTENCE: CLAUSE . | SAYS CLAUSE . | CLAUSE CONJUNCTION CLAUSE . | WHEN , CLAUSE . | QUESTION ? | CLAUSE , SAYS2 .
CLAUSE: SUBJECT MODAL VERBPHRASE | PLURAL do nt VERBPHRASE | SINGULAR SINGULARBE STATE | SUBJECT PAST OBJECT |
    PLURAL PLURALBE STATE | SUBJECT MODAL not VERBPHRASE | SUBJECT would never VERBPHRASE | SINGULAR does nt
    VERBPHRASE | SUBJECT did nt VERBPHRASE | SUBJECT PAST OBJECT PLACE | there SINGULARBE a THING PLACE | there
    PLURALBE QUANTITY THINGS PLACE | it SINGULARBE all over | SUBJECT PAST OBJECT WHEN | PLURAL want to VERBPHRASE |
    SINGULAR wants to VERBPHRASE
QUESTION: what do PLURALPRONOUN ASKVERB | what did SUBJECTPRONOUN ASKVERB | where SINGULARBE SINGULAR | where
    PLURALBE PLURAL | who MODAL VERBPHRASE | how many THINGS PLURALBE there | how long MODAL it ASKVERB | why did
    SUBJECTPRONOUN VERBPHRASE | what MODAL SUBJECTPRONOUN ASKVERB
SAYS: SUBJECT said | SINGULAR says | PLURAL say | i think | SINGULAR thought | SUBJECT know
SAYS2: SUBJECTPRONOUN said | SINGULAR said | OFFICE said | he says | she says
CONJUNCTION: and | but | because | if | when | , and | , but | before | after | until | as | while
SUBJECT: SUBJECTPRONOUN | SUBJECTPRONOUN | PERSONPHRASE | the PEOPLE | OFFICE
SUBJECTPRONOUN: i | he | we | they | you | she | it
PLURALPRONOUN: you | they | we | i
SINGULAR: he | it | she | that | PERSONPHRASE | this | OFFICE | the THING
PLURAL: they | we | you | i | the PEOPLE | these THINGS | those PEOPLE
PERSONPHRASE: the PERSON | POSSESSIVE FAMILY | the ADJECTIVE PERSON | another PERSON
OFFICE: the INSTITUTION | POSSESSIVE INSTITUTION | the federal government | this INSTITUTION
SINGULARBE: is | was | has been | will be | would be | may be
PLURALBE: are | were | have been | will be | would be
STATE: ADJECTIVE | not ADJECTIVE | going to VERBPHRASE | here | at home | very ADJECTIVE | PLACE | too ADJECTIVE |
    so ADJECTIVE | right | not right | still here | QUANTITY years old | the best THING | part of it | just
    ADJECTIVE
VERBPHRASE: VERB OBJECT | GO PLACE | VERB OBJECT PLACE | be STATE | VERB OBJECT WHEN | GO back | VERB OBJECT DURING
    | GO with OBJECTPRONOUN | play well | WORKVERB LENGTH | do it again | have to VERB OBJECT
OBJECT: it | that | OBJECTPRONOUN | the THING | a THING | a ADJECTIVE THING | POSSESSIVE THING | QUANTITY THINGS |
    the INSTITUTION | the PEOPLE | this THING | some of the THINGS | all of it | no THING | much of the THING
PLACE: in the LOCATION | in CITY | at the LOCATION | from the LOCATION | to the LOCATION | on the STREETS | for the
    INSTITUTION | with the PERSON | around the LOCATION | near the LOCATION | against the INSTITUTION | by the
    LOCATION
WHEN: QUANTITY UNITS ago | last UNIT | today | yesterday | this UNIT | now | next UNIT | every UNIT | these days |
    then
LENGTH: for QUANTITY UNITS | all UNIT | QUANTITY UNITS | for a long time | through the PERIOD | until yesterday
DURING: during the PERIOD | after the PERIOD | before the PERIOD | since the PERIOD | in the first UNIT of the
    PERIOD
MODAL: will | would | can | could | should | may | might
VERB: see | know | do | get | have | want | take | make | use | find | like | help | give | need | keep | leave |
    think of | show | put | call
ASKVERB: do | want | think | know | see | say | get | make | need | take
GO: go | come | get | run | move
WORKVERB: work | live | play
PAST: was | had | made | used | found | called | took | saw | left | got | knew | wanted | gave | put | had not
OBJECTPRONOUN: him | them | me | us | her | you
POSSESSIVE: his | their | my | our | her | your | its
PERSON: man | president | woman | director | officer | doctor | general | child
PEOPLE: people | children | members | women | men | officials | police | families
FAMILY: family | mother | father
INSTITUTION: company | government | court | team | school | university | department | group | house | state | police
THING: game | war | business | season | program | case | music | office | country | law | market | play | life |
    money | place
PERIOD: war | season | game | day | night | week | show
THINGS: things | games | companies | cases | schools | people | states | houses | laws | women
LOCATION: city | country | house | school | office | center | world | street | market | west | state
CITY: new york | london | boston | america | the united states
STREETS: street | left | right | first day
QUANTITY: two | three | several | five | many | a few | four | most | some | more than two | about three | one
    million | less than five
UNITS: years | days | weeks | months | times
UNIT: year | week | night | day | season | month | time
ADJECTIVE: good | new | old | big | little | long | political | public | small | own | general | national | high |
    other
"""


def make_sentences() -> list[str]:
    """All sentences, the words of each separated by single spaces."""
    rng = random.Random(20)
    rules = [rule.split(": ", 1) for rule in GRAMMAR.replace("\n    ", " ").strip().split("\n")]
    choices = {name: [choice.split() for choice in text.split(" | ")] for name, text in rules}
    weights = {name: [(k + 1) ** -STEEPNESS for k in range(len(found))] for name, found in choices.items()}

    def expand(symbol: str) -> list[str]:
        if symbol not in choices:
            return [symbol]
        (choice,) = rng.choices(choices[symbol], weights[symbol])
        return [word for part in choice for word in expand(part)]

    return [" ".join(expand("SENTENCE")) for _ in range(SENTENCES)]


def make_text() -> bytes:
    """The file's content before packing: one sentence a line."""
    return "".join(sentence + "\n" for sentence in make_sentences()).encode("ascii")


if __name__ == "__main__":
    TARGET.write_bytes(gzip.compress(make_text(), 9, mtime=0))
