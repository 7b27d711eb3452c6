"""Make the sample of tweets: ``data/sample/tweets.csv.gz``, for lesson 09.

The lesson uses tweets that passengers wrote to airlines. Where these cannot be had (no network, a
test run), it uses this small set instead: 4,500 tweets to four invented airlines, written by the
grammar in ``tweets.txt``, none of them copied from anybody but the three that the document prints.
It is made to have what the real ones have:

* most tweets complain, some ask or tell, few praise, in about the shares of the real ones;
* single words give many tweets away, but not all: complaints begin with thanks, praise tells of a
  delay that was well handled, irony praises, some sentences fit every mood, and readers disagree;
* some tweets are there twice, word for word or with another airline in front;
* some tweets hold emojis, and an emoji is used in one mood more than in others;
* many words are rare (cities, numbers, names), and a third of the tweets is longer than 20 words.

Run it as ``python data/make/tweets.py``.
"""

from files import packed, table, write
from grammar import Grammar


class Writer(Grammar):
    def __init__(self):
        super().__init__("tweets")
        self.moods = list(self.knobs["mood"])

    def weight(self, rank):
        """The first k weights sum to k ** (1 / steepness)."""
        power = 1 / self.knobs["steepness"]
        return (rank + 1) ** power - rank**power

    def some(self, name, mood):
        """A text from a list of this mood."""
        return self.expand(self.pick(self.sections[mood][name]))

    def sentences(self, mood):
        """The sentences of one tweet."""
        share, chance = self.knobs, self.random()
        if mood == "negative" and chance < share["irony"]:
            return [self.some("ironical", mood)]
        first = self.expand("{plain}") if self.chance(share["plain"][mood]) else self.some("sentence", mood)
        if mood == "negative" and chance < share["irony"] + share["polite"]:
            first = f"{self.some('polite', mood)} {first}"
        elif mood == "positive" and chance < share["trouble"]:
            first = f"{self.some('trouble', mood)} {first}"
        elif self.chance("lead"):
            first = f"{self.draw('lead')}, {first}"
        found = [first]
        if self.chance(share["second"][mood]):
            other = mood if self.chance("same") else self.pick(self.moods)
            found.append(self.some("sentence", other))
        if self.chance("closing"):
            found.append(self.some("closing", mood))
        return found

    def tweet(self):
        """One tweet and the mood that it is labelled with."""
        mood = self.kind(self.knobs["mood"])
        text = f"{self.draw('airline')} " + self.pick([". ", "! ", ", "]).join(self.sentences(mood))
        if self.chance("person"):
            text += " " + self.draw("person")
        if self.chance("emoji"):
            other = mood if self.chance("emoji_of_mood") else self.pick(self.moods)
            text += " " + self.some("emoji", other)
        return text, self.verdict(mood)

    def verdict(self, mood):
        """What the readers say of a tweet of this mood, or of this verdict by others."""
        return self.pick(self.moods) if self.chance("disagree") else mood


def make():
    writer, rows, seen = Writer(), [], set()
    while len(rows) < writer.knobs["tweets"]:
        if rows and writer.chance("twin"):
            mood, text = writer.even(rows)
            text = f"{writer.draw('airline')} {text.partition(' ')[2]}"
            rows.append((writer.verdict(mood), text))
            continue
        text, mood = writer.tweet()
        if text not in seen:
            rows.append((mood, text))
        seen.add(text)
    for mood, texts in writer.sections["quoted"].items():
        for text in texts:
            rows[int(writer.random() * len(rows))] = (mood, text)
    return {"tweets.csv.gz": packed(table(["airline_sentiment", "text"], rows), system=3)}


if __name__ == "__main__":
    write(make())
