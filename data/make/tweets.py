"""Make the sample of tweets: ``data/sample/tweets.csv.gz``, for lesson 09.

The lesson uses tweets that passengers wrote to airlines.  Where these cannot be had (no network, a test run), it uses
this small set instead: 3,000 different tweets to four invented airlines, written by a grammar of our own, none of them
copied from anybody.  It is made so that the lesson shows on it what it shows on the real ones:

* most tweets complain, some ask or tell, few praise, in about the shares of the real ones;
* single words give many tweets away, so that counting words does well, but not all: complaints begin with thanks,
  praise tells of a delay that was well handled, irony praises, and readers disagree about a few;
* some tweets hold emojis, and an emoji is used in one mood more than in others;
* many words are rare (cities, numbers, names), and a third of the tweets is longer than 20 words.

Run it as ``python data/make/tweets.py``.  The output is the same, byte for byte, on every run: all chance comes from
``random.Random(SEED).random()``, whose sequence Python guarantees.
"""

import csv
import gzip
import io
import re
from pathlib import Path
from random import Random

SEED = 902
COUNT = 3000
SHARES = {"negative": 0.63, "neutral": 0.21, "positive": 0.16}
P_EMOJI = 0.3  # a tweet ends with an emoji
P_MOOD = 0.8  # the emoji is one of the tweet's own mood
P_SECOND = {"negative": 0.75, "neutral": 0.35, "positive": 0.5}  # a second sentence
P_SAME = 0.6  # it is of the same mood for certain
P_LEAD = 0.35  # words before the first sentence that say little
P_POLITE = 0.16  # a complaint that begins like praise
P_IRONY = 0.04  # a complaint without one word of blame
P_DELAY = 0.25  # praise that tells of trouble first
P_DISAGREE = 0.13  # the readers' verdict is another one
TARGET = Path(__file__).resolve().parent.parent / "sample" / "tweets.csv.gz"


def words(text):
    return text.split()


def lines(text):
    return [line.strip() for line in text.strip().splitlines()]


AIRLINES = words("@BlueWingAir @NorthLine @SunHopper @TransPolar")
SLOTS = {
    "city": words("""
        Lisbon Oslo Denver Boston Austin Turin Leeds Porto Ghent Malmo Tampa Reno Dallas Newark Prague Vienna Quito
        Lima Cork Bristol Geneva Zagreb Tulsa Omaha Bergen Nice Seville Krakow Riga Malaga
        """),
    "hours": words("two three four five six seven nine ten eleven"),
    "minutes": words("20 25 30 35 40 45 50 55 70 80 90 110 120"),
    "flight": [str(100 + 37 * i) for i in range(90)],
    "gate": [f"{letter}{number}" for letter in "ABCDE" for number in range(1, 30, 4)],
    "day": words("monday tuesday wednesday thursday friday saturday sunday"),
    "when": lines("""
        today
        yesterday
        tonight
        this morning
        last night
        on {day}
        this afternoon
        """),
    "who": lines("""
        the gate agent
        your agent
        the crew
        your staff
        the desk
        a supervisor
        the pilot
        customer service
        """),
    "thing": lines("""
        my bag
        our bags
        the stroller
        my suitcase
        a guitar
        my laptop
        our luggage
        a jacket
        """),
    "kin": lines("""
        my mother
        my wife
        my husband
        our baby
        my father
        two kids
        my team
        a friend
        """),
    "place": lines("""
        at the gate
        on the plane
        on the runway
        in {city}
        at check in
        on hold
        at the airport
        in the terminal
        """),
    "event": lines("""
        a wedding
        my connection
        a funeral
        the meeting
        a job interview
        our cruise
        the concert
        a birthday
        """),
    "bad": words("terrible horrible awful rude unacceptable ridiculous pathetic useless disgusting poor"),
    "good": words("great amazing awesome wonderful fantastic excellent lovely brilliant friendly helpful"),
}
SENTENCES = {
    "negative": lines("""
        flight {flight} delayed again and nobody {place} tells us why
        {hours} hours {place} and still no answer
        you lost {thing} and {who} was {bad} about it
        been on hold for {minutes} minutes {when}
        {bad} service {when}, {who} would not even look at us
        cancelled my flight to {city} and no one can rebook me
        we sat {place} for {minutes} minutes without water
        missed {event} because of your delay
        why is {thing} still in {city} when i am in {city}
        {who} was {bad} to {kin} {when}
        your app does not work and {who} hung up on me
        i have never seen such a {bad} airline
        paid extra for a seat and {who} gave it away
        now {hours} hours late, {kin} will miss {event}
        {thing} came back broken and you refuse to pay
        this is the worst flight i have taken to {city}
        flight cancelled with no reason and no hotel for {kin}
        stuck {place} with {kin} since {day}
        nobody answers the phone and the website is down
        how can you lose {thing} on a direct flight
        no food, no water, no information {place}
        the plane is dirty and the seat is broken
        i will never fly with you again after {city}
        charged me twice for {thing} and no refund
        """),
    "neutral": lines("""
        does flight {flight} still leave from gate {gate} {when}
        can i bring {thing} on board to {city}
        what is the weight limit for {thing}
        do you fly from {city} to {city} on {day}
        how do i change the name on a ticket to {city}
        is there wifi on the flight to {city}
        i sent you a message about flight {flight}
        when do you start flights to {city}
        flying to {city} {when} with {kin}
        please follow me so i can send you my number
        just landed in {city}, gate {gate}
        which terminal is flight {flight} in {city}
        can {kin} travel alone from {city} to {city}
        looking for a flight to {city} on {day}
        is the delay in {city} because of the weather
        need to add {kin} to my booking for {day}
        where do i claim {thing} in {city}
        what time does {who} open in {city} {when}
        are there seats left on flight {flight} {when}
        my account says {minutes} points, is that right
        """),
    "positive": lines("""
        thank you for a {good} flight to {city} {when}
        {who} in {city} was {good} {when}
        {good} service from {who} on flight {flight}
        you found {thing} in {minutes} minutes, thank you
        best airline to {city}, {kin} and i love you
        thanks to {who} who helped {kin} {place}
        so happy with the new seats on flight {flight}
        landed early in {city} and {thing} came first
        {who} made {kin} smile {place}
        quick answer and a {good} crew, will fly again
        love the snacks and the {good} crew to {city}
        thank you, {who} got us to {event} on time
        what a {good} view over {city} {when}, thanks
        {good} job getting {kin} home {when}
        """),
}
LEADS = lines("""
    hey
    so
    well
    hi there
    ok
    honestly
    just saying
    quick one
    update
    listen
    guys
    once more
    """)
POLITE = lines("""
    thanks for nothing
    great job again
    love your planes but
    thank you for the apology but
    i usually love you but
    you were the best airline once
    would love some help here
    """)
IRONY = lines("""
    oh great, another {minutes} minutes {place}, just wonderful
    thanks for the lovely night {place} with {kin}
    nice, {thing} gets to see {city} before i do
    best way to spend {day}, {place} with {kin}, thank you
    fantastic, {kin} can now sleep {place}
    amazing how {who} can vanish for {hours} hours
    """)
TROUBLE = lines("""
    flight {flight} was delayed but
    we lost {thing} but
    after a cancelled flight
    {hours} hours late and still
    bad weather in {city} but
    """)
CLOSINGS = {
    "negative": ["#fail", "do better", "not ok", "please help", "never again", "any answer", "seriously", "wow"],
    "neutral": ["thanks", "please", "just asking", "let me know", "thx", "any news"],
    "positive": ["thank you", "you rock", "well done", "thanks again", "see you soon", "keep it up", "#happy"],
}
EMOJIS = {
    "negative": words("😡 😡 😠 😒 😒 😞 😢 😢 😭 😭 😩 😤 💔 😔 😕 ⛔ 🙄 😑"),
    "neutral": words("🤔 😐 ❓ 📱 🔍 😂 🌍 🙂 😏 😈 🚌 🕒"),
    "positive": words("🎉 🎉 😀 😃 😄 😄 😍 😎 ❤ ❤ 💙 💙 😘 ☀ 🌟 ✨ 😁 🌈 👑"),
}


class Writer:
    """Draws from the grammar."""

    def __init__(self, seed):
        self.random = Random(seed).random

    def pick(self, options):
        """One of several; earlier ones are drawn more often, as in life."""
        return options[int(len(options) * self.random() ** 1.3)]

    def fill(self, pattern):
        while slot := re.search(r"\{(\w+)\}", pattern):
            pattern = pattern[: slot.start()] + self.pick(SLOTS[slot[1]]) + pattern[slot.end() :]
        return pattern

    def sentences(self, mood):
        """The sentences of one tweet."""
        chance = self.random()
        if mood == "negative" and chance < P_IRONY:
            return [self.fill(self.pick(IRONY))]
        first = self.fill(self.pick(SENTENCES[mood]))
        if mood == "negative" and chance < P_IRONY + P_POLITE:
            first = f"{self.fill(self.pick(POLITE))} {first}"
        elif mood == "positive" and chance < P_DELAY:
            first = f"{self.fill(self.pick(TROUBLE))} {first}"
        elif self.random() < P_LEAD:
            first = f"{self.pick(LEADS)}, {first}"
        found = [first]
        if self.random() < P_SECOND[mood]:
            found.append(self.fill(self.pick(SENTENCES[mood if self.random() < P_SAME else self.pick(list(SHARES))])))
        if self.random() < 0.3:
            found.append(self.pick(CLOSINGS[mood]))
        return found

    def tweet(self):
        """One tweet and the mood that it is labelled with."""
        moods = list(SHARES)
        chance, mood = self.random(), moods[-1]
        for name in moods:
            chance -= SHARES[name]
            if chance < 0:
                mood = name
                break
        text = f"{self.pick(AIRLINES)} " + self.pick([". ", "! ", ", "]).join(self.sentences(mood))
        if self.random() < 0.05:
            text += " " + self.pick(["@travel_tom", "ana.flies@example.com", "@kim_on_the_road"])
        if self.random() < P_EMOJI:
            text += " " + self.pick(EMOJIS[mood if self.random() < P_MOOD else self.pick(moods)])
        if self.random() < P_DISAGREE:
            mood = self.pick(moods)
        return text, mood


def make_file(seed=SEED, count=COUNT):
    """The bytes of the CSV file, before it is compressed."""
    writer, made = Writer(seed), {}
    while len(made) < count:
        text, mood = writer.tweet()
        made.setdefault(text, mood)
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\n")
    table.writerow(["airline_sentiment", "text"])
    table.writerows((mood, text) for text, mood in made.items())
    return buffer.getvalue().encode("utf-8")


if __name__ == "__main__":
    with open(TARGET, "wb") as file:
        file.write(gzip.compress(make_file(), 9, mtime=0))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
