"""Make the sample corpus of movie reviews: ``data/sample/reviews.csv.gz``.

The lessons use the IMDB reviews.  Where these cannot be had (no network, a test run), they use this small
corpus instead: 6,000 reviews written by a grammar of our own, none of them copied from anywhere.  It is made
so that the lessons show on it what they show on IMDB:

* a review has a genre, and the words of a genre keep company (ghost, cellar, scream): word vectors that are
  learned from co-occurrence find topical neighbours;
* numbers, months, cities, names, professions, relatives and gendered pairs (king/queen) stand in the same
  places of the same sentences: they become neighbours, too;
* opinions are graded and have many synonyms, frequent and rare ones; a review praises some things and
  criticises others, tells the plot in words that sound like opinions ("a terrible storm") and keeps its
  verdict for the end more often than not;
* word order counts: negation, contrast, disappointed expectations and irony turn the words round.

Run it as ``python data/make/reviews.py``.  The output is the same, byte for byte, on every run: all chance
comes from ``random.Random(SEED).random()``, whose sequence Python guarantees.
"""

import csv
import gzip
import io
import re
from bisect import bisect
from itertools import accumulate
from pathlib import Path
from random import Random

SEED = 20260
N_TRAIN, N_TEST = 4000, 2000
MIN_WORDS, MAX_WORDS = 15, 150
TARGET = Path(__file__).resolve().parent.parent / "sample" / "reviews.csv.gz"

# How often things happen; these figures decide how hard the reviews are to classify.
P_VERDICT_FIRST = 0.14  # the review opens with its verdict
P_HINT_FIRST = 0.38  # the opening sentence lets the opinion show through
P_AGREE = 0.83  # an opinion in the body of the review agrees with its label
P_TURNED = 0.16  # an opinion in the body is negated or contrasted
P_SAME = 0.5  # the plot speaks again of the people and the place that it spoke of before
P_IRONY = 0.03  # the verdict is ironical
P_BREAK = 0.10  # a paragraph break between two sentences
CLOSINGS = {"plain": 0.36, "turned": 0.15, "rating": 0.11, "advice": 0.18, "open": 0.20}
AFTERTHOUGHTS = {"none": 0.36, "neutral": 0.38, "minority": 0.26}


def lines(text):
    """Split a list of sentence patterns, one to a line, all equally likely."""
    return [line.strip() for line in text.strip().splitlines()]


def words(text):
    """Split a comma-separated list; the earlier an entry stands, the more often it is drawn."""
    return [" ".join(entry.split()) for entry in text.split(",")]


# ---------------------------------------------------------------------------------------------------------
# Opinion words: 1 is praise, 0 is blame.
# ---------------------------------------------------------------------------------------------------------
POLAR = {
    "adj": {
        1: words("""great, good, wonderful, excellent, superb, brilliant, fantastic, beautiful, amazing,
            fine, marvellous, terrific, impressive, touching, enjoyable, funny, clever, charming,
            delightful, moving, gripping, memorable, fascinating, outstanding, exciting, perfect,
            magnificent, splendid, lovely, convincing, thrilling, captivating, remarkable, fabulous,
            engaging, entertaining, original, witty, inspired, powerful, stunning, absorbing, admirable,
            masterful, flawless, exquisite, breathtaking, satisfying, haunting, elegant, sublime,
            glorious, first-rate, compelling, subtle, intelligent, refreshing, heartwarming, riveting,
            poignant, imaginative, hilarious, dazzling, tender, irresistible, exceptional, sparkling,
            priceless, spellbinding, sensational, unforgettable, exhilarating, graceful, uplifting,
            thoughtful, top-notch, radiant, faultless, enchanting, phenomenal, astonishing, luminous,
            beguiling, ingenious, extraordinary, likeable, rewarding, wholesome, fresh, lively"""),
        0: words("""bad, terrible, awful, boring, poor, dull, horrible, stupid, dreadful, weak, lame,
            silly, pathetic, ridiculous, predictable, annoying, disappointing, pointless, mediocre,
            tedious, ugly, cheap, clumsy, wooden, forgettable, unwatchable, atrocious, abysmal, lousy,
            miserable, appalling, shallow, unconvincing, embarrassing, unfunny, flat, laughable,
            tiresome, lifeless, bland, hideous, hopeless, painful, dire, rotten, messy, confusing,
            irritating, sloppy, amateurish, feeble, contrived, trite, horrid, worthless, insulting,
            stale, incoherent, third-rate, dismal, ghastly, wretched, unbearable, inept, idiotic,
            senseless, dreary, vapid, half-baked, uninspired, insipid, mindless, crude, preposterous,
            cringeworthy, monotonous, soulless, tasteless, deplorable, rubbishy, vile, tacky,
            unoriginal, lacklustre, cliched, plodding, overlong, charmless, witless, pretentious, tired"""),
    },
    "noun": {
        1: words("""masterpiece, gem, joy, treat, delight, triumph, pleasure, classic, success,
            treasure, surprise, feast, jewel, winner, marvel, revelation, stroke of genius, little
            wonder, achievement, landmark, tour de force, knockout, blessing, work of art"""),
        0: words("""waste of time, disaster, mess, disappointment, failure, bore, joke, insult, flop,
            letdown, shame, turkey, catastrophe, nightmare, ordeal, embarrassment, mistake, wreck,
            fiasco, travesty, dud, muddle, misfire, piece of rubbish"""),
    },
    "sup": {
        1: words("""best, finest, funniest, greatest, cleverest, loveliest, strongest, most enjoyable,
            most moving"""),
        0: words("worst, dullest, weakest, silliest, poorest, ugliest, laziest, most boring, most annoying"),
    },
    "comp": {
        1: words("""better, funnier, finer, stronger, cleverer, warmer, richer, more exciting, more
            convincing"""),
        0: words("worse, duller, weaker, sillier, poorer, slower, clumsier, more boring, more predictable"),
    },
    "liked": {
        1: words("loved, enjoyed, liked, adored, admired, treasured, relished, cherished"),
        0: words("hated, disliked, endured, regretted, detested, loathed, despised, resented"),
    },
    "works": {
        1: words("""works, shines, convinces, delights, impresses, sparkles, dazzles, succeeds, soars,
            glows, charms, excels, enchants, satisfies, hits the mark"""),
        0: words("""fails, drags, disappoints, annoys, bores, irritates, stumbles, suffers, sinks,
            grates, collapses, plods, falls flat, falls apart, misses the mark"""),
    },
    "how_much": {
        1: words("really, truly, absolutely, thoroughly, simply, genuinely"),
        0: words("really, utterly, thoroughly, simply, truly, deeply, intensely"),
    },
    "how": {
        1: words("""really, truly, absolutely, wonderfully, simply, incredibly, delightfully,
            thoroughly, refreshingly, surprisingly, remarkably, genuinely, consistently, amazingly"""),
        0: words("""really, painfully, utterly, simply, incredibly, hopelessly, terribly, unbelievably,
            thoroughly, awfully, horribly, embarrassingly, unbearably, insultingly, dreadfully,
            desperately"""),
    },
    "manner": {
        1: words("""well, beautifully, brilliantly, superbly, perfectly, wonderfully, skilfully,
            masterfully, cleverly, finely, expertly, gracefully, lovingly, carefully, elegantly,
            flawlessly, stylishly"""),
        0: words("""badly, poorly, terribly, horribly, clumsily, sloppily, carelessly, lazily,
            awkwardly, dreadfully, atrociously, ineptly, amateurishly, miserably, stupidly, crudely,
            woodenly"""),
    },
    "quality": {
        1: words("""charm, wit, heart, warmth, imagination, style, depth, beauty, humour, energy,
            passion, intelligence, grace, talent, soul, elegance, invention, tenderness, sparkle, verve,
            subtlety"""),
        0: words("""cliches, holes, stupidity, boredom, nonsense, mistakes, bad taste, silliness,
            laziness, rubbish, stereotypes, monotony, vulgarity, platitudes, self-importance, drivel,
            padding, tedium"""),
    },
    "react": {
        1: words("""I laughed, I cried, I smiled, I was moved, I was hooked, I was enchanted, I was
            glued to the screen, I was on the edge of my seat, I forgot the time, I was spellbound, I
            applauded, I was thrilled"""),
        0: words("""I yawned, I fell asleep, I was bored, I looked at my watch, I groaned, I cringed, I
            nearly walked out, I was annoyed, I gave up, I reached for the remote, I rolled my eyes, I
            dozed off"""),
    },
    "hardly": {
        1: words("anything but, never once, not in the least"),
        0: words("hardly, not exactly, anything but, hardly ever"),
    },
    "was_never": {
        1: words("was never bored, never dozed off, never yawned"),
        0: words("was never moved, was never thrilled, never smiled"),
    },
    "did_not": {
        1: words("did not look at my watch, didn't groan, didn't want it to end"),
        0: words("did not laugh once, didn't cry, didn't applaud"),
    },
    "grade": {1: words("8, 9, 10, 7, 8, 9, 7, 6, 10"), 0: words("2, 1, 3, 4, 2, 3, 1, 5, 4")},
}

# ---------------------------------------------------------------------------------------------------------
# Words that carry no opinion.
# ---------------------------------------------------------------------------------------------------------
NAMES = {
    "m": words("""John, Peter, David, Michael, Robert, James, Paul, Frank, George, Henry, Walter,
        Arthur, Edward, Oliver, Simon, Victor, Martin, Leonard, Stanley, Hugo, Felix, Oscar, Conrad,
        Julian, Gregory, Malcolm, Rupert, Cedric, Roland, Duncan, Edgar, Lionel, Nigel, Ralph, Otto,
        Angus, Desmond, Ivan, Marco, Pablo"""),
    "f": words("""Mary, Anna, Helen, Sarah, Laura, Julia, Emma, Alice, Margaret, Susan, Clara, Vera,
        Irene, Rose, Martha, Judith, Sylvia, Diana, Nora, Edith, Marion, Agnes, Beatrice, Harriet,
        Louise, Olivia, Ingrid, Matilda, Cecily, Bridget, Rosalind, Ursula, Phoebe, Greta, Adela,
        Winifred, Daphne, Carmen, Lucia, Selma"""),
}
WORDS = {
    "surname": words("""Harrow, Bellamy, Quint, Marlow, Fenwick, Larsson, Castell, Brandt, Holloway,
        Varga, Pemberton, Okafor, Delacroix, Winslow, Tarrant, Moreau, Kessler, Ashby, Novak, Hartigan,
        Lindqvist, Ferraro, Crane, Whitlock, Sandoval, Byrne, Thorne, Kovacs, Merriman, Langley, Duval,
        Osborne, Petrov, Gallagher, Yamada, Rosetti, Blackwood, Farrow, Hennessy, Ivers, Jansen,
        Karlsen, Lockhart, Mercer, Nakata, Oakes, Prescott, Quigley, Rourke, Stavros, Tennant,
        Underhill, Vance, Wexler, Yardley, Zeller, Abbott, Barlow, Corrigan, Dempsey, Ellison,
        Fairchild, Goodwin, Haines, Ibsen, Juarez, Kendrick, Lombard, Montague, Norwood"""),
    "number": words("""two, three, four, five, six, ten, seven, twelve, eight, nine, twenty, eleven,
        thirty, fifty"""),
    "month": words("""July, October, May, December, March, April, June, August, September, November,
        January, February"""),
    "season": words("summer, winter, autumn, spring"),
    "weekday": words("Saturday, Friday, Sunday, Monday, Thursday, Tuesday, Wednesday"),
    "decade": words("eighties, seventies, sixties, fifties, nineties, forties, thirties, twenties"),
    "year": words("""1974, 1986, 1992, 1968, 1999, 1953, 2001, 1981, 1947, 1995, 1962, 1939, 2003, 1977,
        1989, 1958, 1931, 2004, 1965, 1971"""),
    "city": words("""London, Paris, Berlin, Chicago, Rome, Vienna, Boston, Madrid, Dublin, Tokyo,
        Prague, Moscow, Lisbon, Budapest, Istanbul, Toronto, Glasgow, Venice, Munich, Brussels, Athens,
        Cairo, Naples, Oslo, Warsaw, Marseille, Helsinki, Sydney, Liverpool, Geneva, Bombay, Havana,
        Shanghai, Copenhagen"""),
    "country": words("""England, France, Italy, Germany, Spain, Russia, Japan, Mexico, Ireland, Poland,
        Sweden, Canada, Greece, Hungary, Norway, Brazil, India, Portugal, Austria, Turkey"""),
    "nation": words("""French, British, American, Italian, German, Spanish, Japanese, Russian, Swedish,
        Irish, Polish, Mexican, Danish, Hungarian, Canadian, Korean, Austrian, Norwegian"""),
    "job": words("""doctor, teacher, lawyer, nurse, writer, farmer, painter, journalist, baker,
        carpenter, engineer, librarian, plumber, butcher, clerk, driver, tailor, accountant, chemist,
        gardener, barber, banker, fisherman, dentist, architect, photographer, cook, mechanic, judge,
        postman, shoemaker, translator, surgeon, bookseller, electrician, miner, secretary, watchmaker,
        undertaker, gambler"""),
    "family": words("""wife, husband, sister, brother, mother, father, daughter, son, girlfriend,
        boyfriend, cousin, aunt, uncle, grandmother, grandfather, niece, nephew, flatmate, neighbour,
        roommate"""),
    "where": words("""on television, at the cinema, on DVD, on video, at a festival, on a plane, on
        cable, at home, in a tiny theatre, in an almost empty cinema, on my laptop, at a film club, in a
        hotel room, on a train, at a midnight show, at school, in an open-air cinema, on an old cassette"""),
    "film": words("film, movie, picture, film, movie, feature, production, flick"),
    "asp": words("""plot, acting, story, script, ending, music, dialogue, camera work, score, direction,
        photography, editing, pacing, humour, cast, soundtrack, main character, atmosphere, lighting,
        opening, finale, title song, set design, love scene, premise, romance, make-up, second half,
        first half, voice-over, suspense, message, screenplay, narration, sound, casting, twist, climax,
        framing, colour scheme"""),
    "asps": words("""characters, effects, actors, jokes, scenes, costumes, dialogues, performances,
        sets, songs, supporting actors, stunts, locations, images, action scenes, twists, colours, fight
        scenes, landscapes, close-ups, flashbacks, subtitles, one-liners, make-up effects, camera
        angles, side plots"""),
    "made": words("""acted, written, shot, directed, edited, filmed, told, staged, lit, paced, cast,
        photographed"""),
    "maker": words("""director, writer, producer, cameraman, composer, author, screenwriter, editor,
        studio, designer, choreographer, cinematographer"""),
    "very": words("very, so, quite, rather, pretty, extremely, just, fairly, somewhat"),
    "age": words("ten, twelve, fifteen, twenty, eleven, sixteen, thirty, forty, eight, nine, seven, six"),
    "compared": words("""I had expected, in the first part, in the book, in the trailer, in other films
        of its kind, in the old version, in the second part, you may have heard, in the remake"""),
    "are": words("are really, were, are all, were mostly, are"),
    "artist": words("{actor}, {actor}, singer, dancer, comedian, {star_word}, pianist"),
    "time": words("""two hours, ninety minutes, an hour and a half, half an hour, a hundred minutes,
        three hours"""),
    "ordinal": words("first, second, third, fourth, fifth, sixth, last"),
    "thing": words("""letter, key, photograph, diary, map, ring, painting, suitcase, telegram, necklace,
        violin, notebook, newspaper, coat, lamp, clock, bicycle, piano, mirror, umbrella, basket,
        envelope, parcel, wallet, candle, chessboard, teapot, typewriter, telephone, bracelet"""),
    "house": words("""house, flat, farm, shop, cottage, hotel, garage, kitchen, office, church, library,
        station, bakery, garden, barn, museum, school, hospital, warehouse, cafe"""),
    "does": words("""finds, loses, hides, steals, buys, sells, inherits, discovers, burns, breaks,
        follows, opens, collects, receives, forgets, returns"""),
    "meets": words("""meets, follows, helps, remembers, trusts, visits, finds, misses, calls, leaves,
        questions, deceives, marries, recognises, forgives"""),
    "soon": words("""soon, one night, at last, years later, one morning, later, slowly, by chance, one
        day, suddenly"""),
    "title": words("""The Silent {Gthing}, The Last {Gthing}, Return to {city}, The Seventh {Gthing}, A
        {Gthing} in {month}, The {surname} Affair, Beyond the {Gplace}, The {job}'s {Gthing}, {country}
        by Night, Under the {Gplace}, One {season} in {city}, The {Gthing} of {city}, Letters from
        {country}, The {Gvillain} Returns"""),
    # opinion-like words that carry no opinion: things of the plot
    "neutral_event": words("""a terrible storm, a terrible secret, a horrible accident, an awful
        mistake, a bad winter, a great flood, a dreadful illness, a wonderful summer, a beautiful
        stranger, a terrible fire, a poor harvest, a great fortune, an ugly quarrel, a good friend, a
        funny old {job}, a perfect alibi, a miserable childhood, a stupid bet, a brilliant {job}, a bad
        dream, a painful memory, a rotten bridge, a charming thief, a lovely garden, a weak heart, a
        perfect crime, a great famine, a magnificent castle"""),
    "neutral_adj": words("""poor, beautiful, old, young, good, bad, lonely, brilliant, stupid, clever,
        ugly, lovely, charming, miserable, great, terrible, silly, powerful, weak, tender, cheap,
        elegant, pathetic, tired"""),
}

# Words for a man and a woman that stand in the same places (the pronouns follow the person of the review).
PAIRS = words("man/woman, boy/girl, father/mother, gentleman/lady, widower/widow, orphan boy/orphan girl")
RELATIVES = words("""brother/sister, father/mother, son/daughter, wife/husband, uncle/aunt,
    grandfather/grandmother, nephew/niece""")
ROYALS = words("king/queen, prince/princess, king/queen, duke/duchess, emperor/empress, baron/baroness")
PRONOUNS = {
    "m": {
        "he": "he",
        "him": "him",
        "his": "his",
        "actor": "actor",
        "mr": "Mr",
        "man": "man",
        "hero": "hero",
        "star_word": "leading man",
        "himself": "himself",
    },
    "f": {
        "he": "she",
        "him": "her",
        "his": "her",
        "actor": "actress",
        "mr": "Mrs",
        "man": "woman",
        "hero": "heroine",
        "star_word": "leading lady",
        "himself": "herself",
    },
}

# Places that one is "on" and not "in".
ON_PLACES = words("""planet, moon, asteroid, space station, launch pad, beach, island, bridge, balcony,
    terrace, battlefield, minefield, airfield, front, border, ranch, prairie, campus, reef, coral reef,
    river, volcano, glacier, savannah, stage, estate, docks, archipelago, golf course""")

# ---------------------------------------------------------------------------------------------------------
# Genres: their names, people, places, things, events, verbs and adjectives.
# ---------------------------------------------------------------------------------------------------------
GENRES = {
    "horror": {
        "gname": words("""horror film, ghost story, horror movie, slasher, vampire film, zombie movie,
            chiller"""),
        "gvillain": words("""ghost, vampire, zombie, monster, demon, witch, werewolf, ghoul, phantom,
            killer, corpse, spirit, mummy, beast, poltergeist, cannibal"""),
        "gplace": words("""cellar, haunted house, graveyard, attic, crypt, forest, castle, asylum,
            swamp, tomb, morgue, mansion, chapel, coffin, tunnel, dungeon"""),
        "gthing": words("""knife, curse, coffin, skull, mask, candle, axe, rope, dagger, grave, bat,
            chainsaw, spell, fang, skeleton"""),
        "gevent": words("""seance, murder, exorcism, full moon, haunting, massacre, ritual, possession,
            burial, Halloween party"""),
        "gverb": words("""haunts, bites, kills, stalks, frightens, curses, buries, strangles, possesses,
            slaughters, drags away, devours, terrifies, summons"""),
        "gmood": words("""screams, shadows, blood, nightmares, darkness, fog, terror, moonlight,
            creaking doors, footsteps"""),
        "gadj": words("""haunted, dark, bloody, cursed, gloomy, undead, sinister, foggy, gory, creepy,
            deserted, spooky"""),
        "ghero": words("""priest/nun, medium, babysitter, gravedigger, student, undertaker, caretaker,
            exorcist, camper"""),
    },
    "science fiction": {
        "gname": words("""science fiction film, space opera, sci-fi movie, alien movie, robot film,
            space adventure, science fiction story"""),
        "gvillain": words("""alien, robot, android, cyborg, mutant, clone, computer, invader, creature,
            machine, martian, overlord, drone, hologram"""),
        "gplace": words("""planet, spaceship, galaxy, space station, moon, laboratory, colony, orbit,
            asteroid, crater, airlock, bunker, dome, solar system, launch pad"""),
        "gthing": words("""laser, rocket, signal, reactor, capsule, satellite, telescope, spacesuit,
            time machine, meteor, comet, engine, beam, antenna, virus, microchip, shuttle"""),
        "gevent": words("""invasion, countdown, launch, landing, explosion, eclipse, experiment, mutiny,
            first contact, space battle"""),
        "gverb": words("""invades, scans, clones, reprograms, colonises, launches, decodes, destroys,
            vaporises, teleports, contacts, repairs"""),
        "gmood": words("""rockets, lasers, gravity, stars, robots, technology, radiation, silver suits,
            blinking lights, evolution"""),
        "gadj": words("""alien, distant, robotic, futuristic, frozen, galactic, unknown, radioactive,
            lunar, artificial"""),
        "ghero": words("""astronaut, captain, scientist, pilot, commander, navigator, inventor,
            physicist, cadet, hacker"""),
    },
    "romance": {
        "gname": words("romance, love story, romantic film, romantic drama, melodrama, tearjerker, weepie"),
        "gvillain": words("""rival, fiance, lover, matchmaker, seducer, stepmother, flirt, suitor,
            ex-husband, jealous cousin, bridesmaid"""),
        "gplace": words("""ballroom, beach, balcony, rose garden, bridge, vineyard, honeymoon hotel,
            lighthouse, harbour, island, park, terrace, flower shop"""),
        "gthing": words("""letter, wedding ring, rose, poem, bouquet, glove, perfume bottle, wedding
            dress, love letter, locket, handkerchief"""),
        "gevent": words("""wedding, honeymoon, engagement party, first date, divorce, reunion, farewell,
            picnic, love affair, proposal"""),
        "gverb": words("""kisses, loves, marries, courts, embraces, adores, betrays, seduces, jilts,
            woos, misses"""),
        "gmood": words("""kisses, promises, tears, love, moonlight, jealousy, roses, longing, broken
            hearts, desire"""),
        "gadj": words("""romantic, lovesick, lonely, tender, secret, moonlit, passionate, faithful,
            jealous, shy"""),
        "ghero": words("""groom/bride, florist, poet, sweetheart, pianist, waiter/waitress, lighthouse
            keeper, widower/widow"""),
    },
    "war": {
        "gname": words("war film, war movie, battle epic, submarine film, war drama, prison camp drama"),
        "gvillain": words("""enemy, general, sniper, traitor, officer, spy, colonel, guard, deserter,
            commandant, invader, major, dictator"""),
        "gplace": words("""trench, battlefield, bunker, front, barracks, camp, beach, minefield,
            submarine, field hospital, airfield, fortress, border, ruined village"""),
        "gthing": words("""rifle, tank, bomb, grenade, helmet, uniform, medal, cannon, bullet, flag,
            torpedo, parachute, machine gun, landmine, order, bayonet"""),
        "gevent": words("""battle, siege, retreat, attack, ambush, air raid, surrender, invasion,
            armistice, court martial, bombardment"""),
        "gverb": words("""attacks, shoots, bombs, captures, defends, commands, surrounds, liberates,
            wounds, besieges, rescues, interrogates"""),
        "gmood": words("""mud, bullets, orders, smoke, courage, hunger, gunfire, barbed wire,
            comradeship, medals"""),
        "gadj": words("muddy, occupied, wounded, besieged, military, ruined, bombed, allied, brave, heroic"),
        "ghero": words("""soldier, sergeant, lieutenant, medic, recruit, corporal, gunner, private,
            bomber pilot, sailor"""),
    },
    "western": {
        "gname": words("western, cowboy film, spaghetti western, western movie, cowboy picture"),
        "gvillain": words("""outlaw, bandit, gunslinger, cattle thief, bounty hunter, railroad boss,
            horse thief, gambler, desperado, rustler, hangman, stagecoach robber"""),
        "gplace": words("""saloon, ranch, desert, canyon, prairie, gold mine, frontier town, corral,
            stable, jail, dusty street, railway camp, fort, trading post"""),
        "gthing": words("""horse, revolver, saddle, stagecoach, gold nugget, badge, whiskey bottle,
            wagon, lasso, holster, poker game, rope, spur, hat, campfire"""),
        "gevent": words("""duel, shootout, cattle drive, train robbery, hanging, bar fight, gold rush,
            stampede, showdown, rodeo"""),
        "gverb": words("""robs, shoots, rides after, hangs, chases, tracks down, outdraws, ambushes,
            lassos, saddles"""),
        "gmood": words("""dust, horses, whiskey, revenge, gunsmoke, gold, spurs, tumbleweed, cattle, law
            and order"""),
        "gadj": words("dusty, lawless, wild, drunken, sunburnt, dry, lonesome, unshaven, fast, rugged"),
        "ghero": words("""sheriff, cowboy/cowgirl, marshal, rancher, settler, blacksmith, preacher,
            barman/saloon girl, stranger, scout"""),
    },
    "comedy": {
        "gname": words("""comedy, farce, slapstick comedy, screwball comedy, parody, buddy comedy, teen
            comedy"""),
        "gvillain": words("""boss, landlord, mother-in-law, headmaster, bully, policeman, snob, crook,
            bureaucrat, mayor, coach, neighbour from hell"""),
        "gplace": words("""office, supermarket, campus, holiday camp, restaurant, golf course, caravan,
            zoo, wedding chapel, gym, department store, suburb"""),
        "gthing": words("""pie, banana skin, wig, moustache, costume, parrot, toupee, ladder, cake,
            goldfish, moped"""),
        "gevent": words("""mix-up, food fight, bachelor party, school reunion, misunderstanding, bet,
            birthday party, car chase, beauty contest, job interview"""),
        "gverb": words("""mocks, fools, impersonates, tickles, trips over, insults, imitates, teases,
            spills, confuses"""),
        "gmood": words("""gags, pranks, banana skins, punchlines, silly hats, puns, disguises, mix-ups,
            custard pies, slapstick"""),
        "gadj": words("""clumsy, drunk, zany, absent-minded, naked, slapstick, goofy, wacky, nervous,
            unemployed"""),
        "ghero": words("""clown, salesman, comedian, nerd, janitor, quarterback/cheerleader,
            waiter/waitress, tourist, intern, con artist"""),
    },
    "thriller": {
        "gname": words("""thriller, detective film, crime film, film noir, spy thriller, whodunit, heist
            movie, mystery"""),
        "gvillain": words("""murderer, gangster, blackmailer, kidnapper, assassin, thief, mobster,
            hitman, smuggler, terrorist, suspect, double agent, godfather"""),
        "gplace": words("""police station, dark alley, casino, nightclub, courtroom, prison, bank,
            motel, docks, penthouse, embassy, crime scene, parking garage"""),
        "gthing": words("""gun, clue, ransom, fingerprint, alibi, safe, diamond, briefcase, warrant,
            passport, poison, getaway car, cigarette, handcuff, motive"""),
        "gevent": words("""robbery, kidnapping, murder, trial, car chase, arrest, interrogation, heist,
            escape, police raid, betrayal"""),
        "gverb": words("""investigates, blackmails, kidnaps, arrests, murders, suspects, follows,
            poisons, frames, threatens, interrogates"""),
        "gmood": words("""clues, lies, crime, money, secrets, fingerprints, alibis, blackmail,
            suspicion, cigarette smoke"""),
        "gadj": words("""corrupt, criminal, mysterious, suspicious, wanted, crooked, armed, ruthless,
            anonymous, rainy"""),
        "ghero": words("""detective, inspector, policeman/policewoman, agent, lawyer, reporter, witness,
            private eye, informer, cop"""),
    },
    "documentary": {
        "gname": words("documentary, nature film, documentary film, portrait, travelogue, reportage"),
        "gvillain": words("""politician, lobbyist, oil baron, poacher, mine owner, smuggler, minister,
            senator, whaler, developer, landowner, banker"""),
        "gplace": words("""rainforest, glacier, archive, factory, reef, savannah, river, volcano,
            village, archipelago, slaughterhouse, national park, coral reef, refugee camp"""),
        "gthing": words("""whale, penguin, elephant, polar bear, eagle, dolphin, turtle, ballot box,
            petition, fossil, banner, camera, nest, bone, film reel, tape recorder, seal, interview,
            snow leopard, giraffe"""),
        "gevent": words("""strike, election campaign, migration, expedition, oil spill, earthquake,
            scandal, demonstration, famine, climate summit"""),
        "gverb": words("""documents, interviews, protects, studies, records, exposes, observes,
            pollutes, explains, photographs"""),
        "gmood": words("""facts, interviews, statistics, nature, politics, wildlife, archive footage,
            pollution, elections, climate"""),
        "gadj": words("""endangered, local, tropical, historical, polluted, remote, political, native,
            arctic, forgotten"""),
        "ghero": words("""biologist, activist, historian, explorer, farmer, diver, zoologist, mayor,
            researcher, ranger"""),
    },
    "animation": {
        "gname": words("""cartoon, animated film, animation, family film, puppet film, animated fairy
            tale, children's film"""),
        "gvillain": words("""dragon, wolf, witch, giant, fox, sorcerer, ogre, troll, crocodile, vulture,
            wicked stepmother, goblin"""),
        "gplace": words("""forest, farmyard, zoo, toy shop, enchanted kingdom, castle, jungle, circus,
            ocean, nursery, pond, treehouse, rainbow valley"""),
        "gthing": words("""puppet, toy, carrot, magic wand, balloon, teddy bear, acorn, kite, snowman,
            fairy tale, crayon, drawing, honey, feather, lantern, marble"""),
        "gevent": words("""birthday, treasure hunt, snowstorm, spell, parade, school trip, race, talent
            show, Christmas, rescue"""),
        "gverb": words("""enchants, befriends, feeds, tickles, chases, rescues, sings to, transforms,
            licks, swallows"""),
        "gmood": words("""magic, toys, puppets, balloons, friendship, crayons, spells, talking animals,
            honey, adventures"""),
        "gadj": words("magic, furry, talking, enchanted, tiny, animated, colourful, fluffy, greedy, cuddly"),
        "ghero": words("""mouse, rabbit, bear, duckling, squirrel, penguin, puppy, kitten, elf,
            hedgehog, frog, owl, wizard/fairy, {royal}, {royal}"""),
    },
    "musical": {
        "gname": words("musical, dance film, rock opera, concert film, music film, stage musical"),
        "gvillain": words("""producer, agent, rival singer, critic, manager, diva, impresario,
            conductor, understudy, talent scout"""),
        "gplace": words("""stage, theatre, ballroom, concert hall, jazz club, opera house, rehearsal
            room, dance school, orchestra pit, recording studio"""),
        "gthing": words("""song, melody, guitar, trumpet, tap dance, chorus, microphone, violin, ballad,
            tune, piano, saxophone, tango, drum, waltz, duet, aria, encore"""),
        "gevent": words("""premiere, rehearsal, audition, concert, tour, ballet, dance contest, opening
            night, jam session, gala"""),
        "gverb": words("""sings to, dances with, conducts, serenades, rehearses with, applauds, hires,
            fires, upstages"""),
        "gmood": words("""songs, dancing, melodies, rhythm, applause, spotlights, jazz, choruses,
            sequins, rehearsals"""),
        "gadj": words("""musical, singing, dancing, famous, glittering, rhythmic, operatic, jazzy,
            tap-dancing, backstage"""),
        "ghero": words("""singer, dancer, drummer, chorus boy/chorus girl, trumpeter, guitarist, ballet
            dancer/ballerina, songwriter, violinist"""),
    },
    "costume drama": {
        "gname": words("""costume drama, historical epic, period piece, historical film, royal drama,
            biography, literary adaptation"""),
        "gvillain": words("""usurper, cardinal, bishop, chancellor, bastard, conspirator, regent,
            governor, executioner, inquisitor, pretender"""),
        "gplace": words("""palace, throne room, court, kingdom, castle, abbey, cathedral, manor, tower,
            royal stable, estate, monastery, tournament"""),
        "gthing": words("""crown, throne, sword, royal seal, carriage, treaty, dowry, coronet, scroll,
            sceptre, armour, portrait, goblet, corset, wig, family tree"""),
        "gevent": words("""coronation, revolution, royal wedding, banquet, beheading, plague,
            tournament, conspiracy, exile, masked ball"""),
        "gverb": words("""crowns, banishes, beheads, marries, rules, overthrows, imprisons, dethrones,
            deceives, conspires against"""),
        "gmood": words("""crowns, intrigue, swords, treaties, honour, banquets, wigs, velvet, corsets,
            carriages"""),
        "gadj": words("""royal, noble, medieval, aristocratic, exiled, ancient, rightful, Victorian,
            loyal, banished"""),
        "ghero": words("""{royal}, {royal}, {royal}, {royal}, {royal}, knight, monk/nun, squire/maid,
            tutor/governess, courtier"""),
    },
}

# ---------------------------------------------------------------------------------------------------------
# Sentences.  {slot} draws a word; {adj} takes the polarity of the sentence, {adj!} the other one.
# ---------------------------------------------------------------------------------------------------------
OPENING = lines("""
    I saw this {gname} {where} last {weekday}.
    I watched it with my {family} {where} in {month}.
    My {family} gave me this {nation} {gname} for my birthday.
    {title} is a {nation} {gname} from {year}.
    In {month} my {family} and I went to see this {gname}.
    This {gname} was made in {city} in {year}.
    Last night I finally got round to watching {title} {where}.
    {director} made this {gname} in {year}.
    I first saw this {film} in the {decade} when I was {age} years old.
    A {gname} with {star} and {costar}, directed by {director}.
    It was a rainy {weekday} and my {family} chose the {film}.
    I am no expert on this kind of {film}, but my {family} is a {job} and knows them all.
    {title} was shown {where} last {month}.
    I bought this {gname} for {number} dollars in {city}.
    I had read the book by {writer} when I was {age}.
    I have seen {number} films by {director} so far.
    There were {number} people in the cinema when I saw this {gname} in {month}.
    Being a {job} from {city}, I was curious about this {nation} {gname}.
    This is the {ordinal} {film} that {director} made with {star}.
    The {decade} were the time of the {gname}.
    I came across this {gname} {where} while visiting my {family} in {city}.
    Shot in {country} in only {number} weeks, this {gname} had its premiere in {month}.
    The book is from {year}, the {film} came {number} years later.
    My {family} once lived in {city}, where this {gname} takes place.
""")
HINT = {
    1: lines("""
        I did not expect much from this {gname}, and I was pleasantly surprised.
        I have seen this {gname} {number} times and I still watch it every {season}.
        This {gname} has been a favourite of my {family} since {year}.
        I saw {title} {where} in {month}, and I {liked} it.
        Why does nobody know this {adj} {gname} from {year}?
        {title} is one of the {sup} films of {director}.
        {star} is {adj} in this {nation} {gname} from {year}.
        I had heard that it was {adj!}, so I went to see this {gname} with low hopes.
        It's a {adj} {gname} from the {decade}, made by {director}.
        I watched this {gname} {where} again last {weekday}, just for {star}.
        This little {gname} from {country} is a real {noun}.
        How could I miss this {gname} for {number} years?
    """),
    0: lines("""
        I expected a lot from this {gname}, and I was rather disappointed.
        I rented this {gname} for {number} dollars and I want my money back.
        My {family} fell asleep during this {gname}, and I envied my {family}.
        I saw {title} {where} in {month}, and I {liked} it.
        Why did anybody pay for this {adj} {gname} from {year}?
        {title} is one of the {sup} films of {director}.
        {star} is {adj} in this {nation} {gname} from {year}.
        I had heard that it was {adj!}, so I went to see this {gname} with high hopes.
        It's a {adj} {gname} from the {decade}, made by {director}.
        I tried to watch this {gname} {where} last {weekday}, but I gave up twice.
        This cheap {gname} from {country} is a real {noun}.
        How could {star} agree to be in this {gname}?
    """),
}
PLOT = lines("""
    {First} {surname}, a {ghero} from {city}, {gverb} a {gvillain} in a {gadj} {gplace}.
    A {gadj} {person} {gverb} the {gvillain} and {soon} {he} {does} a {gthing}.
    The story is set in {country} in {year}, where a {ghero} {meets} a {gadj} {gvillain}.
    It tells of a {gvillain} who {gverb} a {ghero} in the {gplace}.
    The {person} lives alone in a {gplace} until {he} {meets} a {gvillain}.
    {soon} {he} {does} the {gthing} that {his} {relative} hid in the {gplace}.
    {neutral_event} changes the life of the {ghero}.
    Because of {neutral_event} the {ghero} must leave the {gplace}.
    {number} {season}s after the {gevent} the {gvillain} returns to the {gplace}.
    The {neutral_adj} {ghero} {gverb} the {gvillain}, and {his} best friend {does} the {gthing}.
    {star} plays a {neutral_adj} {person} who {meets} a {gvillain} after the {gevent}.
    {star} is the {ghero}, {costar} is the {gvillain}.
    There is a {gthing} in the {gplace}, and there is a {gadj} {gvillain} who wants it.
    {he} {gverb} the {gvillain}, but the {gvillain} {gverb} {his} {relative}.
    In the {gplace} {he} {does} a {gthing} and thinks of {his} {relative}.
    The {gevent} takes place in a {gadj} {gplace} near {city}.
    A {gvillain}, a {gthing} and a {gplace}: that's the story.
    First there is a {gevent}, then a {gevent}, and in between a {ghero} {does} a {gthing}.
    {star} is a {artist} from {city} who {meets} a {gvillain}.
    The young {artist} from {country} {meets} a {job} and {does} a {thing}.
    The {person} asks {himself} who took the {gthing} from the {gplace}.
    The {relative} of the {ghero} is a {job} who {does} the {thing} of a {gvillain}.
    It is a story about {gmood} and {gmood}.
    {gmood}, {gmood} and a {gthing} in the {gplace}: that is how it begins.
    Expect {gmood}, {gmood} and a {gadj} {gvillain}.
    There is no end of {gmood} when the {gvillain} {gverb} the {ghero} in the {gplace}.
    {he} tells {his} {relative} about the {gvillain} and the {gthing}.
    {number} people meet in a {gplace}; {number} of them will not see the {gevent}.
    When the {gvillain} {gverb} the {neutral_adj} {ghero}, {he} runs to the {gplace}.
    The {gplace} is full of {gadj} people, and one of them is the {gvillain}.
    {he} {does} a {thing} in the {house} and {meets} the {job}.
""")
ROYAL_PLOT = lines("""
    The {royal} loses {his} throne and {he} flees from the palace.
    The old {royal} wears {his} crown and rules {his} kingdom for {number} years.
    The young {royal} must marry, but {he} loves a {job}.
    A {gvillain} wants to banish the {royal} from {his} own palace.
    The {royal} gives {his} crown to {his} {relative} and leaves the court.
    The {royal} is a {neutral_adj} {man} who {meets} a {gvillain}.
    The {gadj} {royal}, a {neutral_adj} {man}, lives with {his} {relative} in the {gplace}.
    {he} is {royal} of {country}, but {he} would rather be a {job}.
    {he} becomes {royal} after the death of {his} {relative}.
""")
# One sentence for both polarities: the words decide.
OPINION = lines("""
    The {asp} is {very} {adj}.
    The {asp} is {adj} and the {asp} is {adj}.
    The {asps} are {how} {adj}.
    The {asp} was {adj}, and so was the {asp}.
    I found the {asp} {adj} and {adj}.
    I {how_much} {liked} the {asp}.
    The {asp} {works}, and the {asps} are {adj}.
    It is {manner} {made} and {manner} {made}.
    {star} is {how} {adj} as the {ghero}.
    {star} gives a {adj} performance, and {costar} is {adj} too.
    {he} is a {adj} {actor}, and {he} is {adj} here.
    The {gvillain} is {adj}, and the scene in the {gplace} is {adj}.
    With its {adj} {asp} and its {adj} {asps} it is {how} {adj}.
    There is a lot of {quality} and {quality} in the {asp}.
    The {asps} are {adj}, the {asp} is {adj}.
    {director} has {manner} {made} the scene with the {gthing}.
    What a {adj} {asp}!
    The {asp} is one of the {sup} of the {decade}.
    The {sup} thing is the {asp}: {adj}, {adj} and {adj}.
    {react}, and my {family} {liked} it as well.
    The {asp} is {comp} than {compared}.
    It's a {noun}, {manner} {made} and full of {quality}.
    I {liked} every minute in the {gplace}.
    {adj} {asps}, {adj} {asp}, {adj} {asp}.
    This {actor} is simply {adj} in the {gevent} scene.
    The {maker} did a {adj} job.
    When the {gvillain} appeared, {react}.
    The {asps} {are} {adj}, the {gplace} looks {adj}.
""")
TURNED = lines("""
    The {asp} is not {adj!} at all.
    The {asp} isn't {adj!}, and the {asps} aren't {adj!} either.
    The {asp} is never {adj!}.
    There is nothing {adj!} about the {asp}.
    I can't say that the {asp} was {adj!}.
    Far from being {adj!}, the {asp} is {adj}.
    The {asp} could not be {comp}.
    Not only is the {asp} {adj}, the {asps} are {adj} too.
    The {asp} may be {adj!}, but the {asp} is {adj}.
    It looks {adj!} but it is {adj}.
    I expected a {adj!} {asp} and got a {adj} one.
    Some called it {adj!}; I call it {adj}.
    It isn't a {noun!} at all, it's a {noun}.
    I didn't find the {asp} {adj!}, not for a minute.
    At first it is {adj!}, in the end it is {adj}.
    Without a {adj!} moment and without {quality!}.
    Not {adj!} but {adj}, that's the {asp}.
    The trailer was {adj!}, the {film} is {adj}.
    Nobody can call the {asp} {adj!}.
    The {asp} is {hardly} {adj!}.
""")
VERDICT_PLAIN = lines("""
    All in all, a {adj} {film}.
    In short, this {film} is {how} {adj}.
    It's a {adj} and {adj} {gname}.
    I {how_much} {liked} this {film}.
    One of the {sup} films of {director}.
    For me it is the {sup} {gname} of the {decade}.
    A {noun}, and a {adj} one.
    A {how} {adj} {film} from beginning to end.
    I {liked} it and my {family} {liked} it.
    Overall it's {adj}, {adj} and {manner} {made}.
    What a {noun}!
    To sum up: {adj} {asp}, {adj} {asps}, {adj} {film}.
""")
VERDICT_TURNED = lines("""
    All in all it's not a {adj!} {film}.
    Not {adj!} at all.
    This {film} isn't {adj!}, it's {adj}.
    My {family} found it {adj!}, I found it {adj}.
    It may be a little {adj!}, but it's {adj} all the same.
    I {was_never}, and I {did_not}.
    Don't believe those who call it {adj!}: it is {adj}.
    I thought it would be {adj!}, but it was {adj}.
    Not the {sup} {gname} perhaps, but certainly not {adj!}.
    It is far from {adj!}.
    I expected a {noun!} and got a {noun}.
    You can't call it {adj!}.
    Never {adj!}, always {adj}.
    The book was {adj!}, the {film} is {adj}.
""")
RATING = lines("""
    {grade} out of 10.
    I give it {grade} out of 10.
    My rating: {grade}/10.
    {grade} out of 10, and my {family} agrees.
    I'd say {grade} out of 10.
""")
ADVICE = {
    1: lines("""
        Highly recommended.
        Do yourself a favour and see it.
        Go and see it, and take your {family} along.
        Don't miss it.
        I recommend it to everyone who likes a {gname}.
        I could watch it again and again.
        Worth every penny of the ticket.
        Buy the DVD.
        Do not let the bad reviews keep you away.
        You won't regret it.
        I want to see it again.
    """),
    0: lines("""
        Not recommended.
        Do yourself a favour and read a book.
        Stay at home, and keep your {family} away.
        Don't waste your time.
        I recommend it to nobody, not even to those who like a {gname}.
        I never want to see it again.
        Not worth a penny of the ticket.
        Avoid it.
        Do not let the good reviews fool you.
        You will regret it.
        I want my {time} back.
    """),
}
OPEN_END = lines("""
    Make up your own mind.
    What more can I say?
    So much for the {gvillain} and the {gthing}.
    That's all I have to say about {title}.
    I won't tell you what becomes of the {gthing}.
    Whether the {ghero} gets the {gthing} at the end, you must find out for yourself.
    Do yourself a favour and read the book first.
    I still think of the {gplace} now and then.
    My {family} and I talked about the {asp} all evening.
    A {film} like this is made once in {number} years.
    You have never seen a {gname} like this one.
    I was {age} when I saw it, and I will never forget the {gplace}.
    5 out of 10, and I will say no more.
    Tell me what you think of the {gevent} and the {gvillain}.
""")
IRONY = {
    1: lines("""
        A warning: you may forget to eat your popcorn.
        My only complaint is that it lasts {time} and not {number} hours.
        How terrible: now I must see all the other films of {director}.
        I hate {director} for making me cry in front of my {family}.
        What a disaster for my sleep: I watched it {number} times in a row.
    """),
    0: lines("""
        What a masterpiece: I slept through half of it.
        Great, if you like watching paint dry.
        The best thing about it is that it ends after {time}.
        A wonderful cure for people who cannot sleep.
        I loved the closing credits, for they meant I could go home.
        Brilliant idea, to make {time} feel like {number} hours.
        Excellent popcorn, though.
    """),
}
AFTERTHOUGHT = lines("""
    My {family} saw it {where} in {month}.
    The DVD has {number} trailers and an interview with {director}.
    The book was written by {writer} in {year}.
    It runs for {time}.
    By the way, it was shot in {country}.
    But that's just me, a {job} from {city}.
    There is a second part from {year}.
    See for yourself.
    I saw it with {number} friends, and we talked about it until midnight.
    {director} will make another {gname} next {season}.
    You may think otherwise, of course.
    Now I am going to read the book.
    {star} is a {nation} {artist} from {city}.
    The {artist} was born in {country}, by the way.
    The {nation} {artist} {star} had been a {job} before.
    The {star_word} was {age} years old then.
    If you have seen it, write to me.
    That is my opinion, and I am a {job}.
    {star} later moved to {city} and became a {job}.
""")
MINORITY = lines("""
    Only the {asp} is {adj}.
    Still, the {asp} was {adj}.
    I {liked} the {asp}, I admit.
    To be fair, the {asps} are {adj}.
    My {family} {liked} the {asp}.
    The {asp}, however, is {adj}.
    But the {asp} is {how} {adj}, one must say.
    The {film} before it was {adj}.
""")


# ---------------------------------------------------------------------------------------------------------
# The generator.
# ---------------------------------------------------------------------------------------------------------
class Dice:
    """Chance, drawn from ``random()`` alone."""

    def __init__(self, seed):
        self.random = Random(seed).random
        self.weights = {}

    def chance(self, probability):
        return self.random() < probability

    def between(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def pick(self, items):
        """One of the items, all equally likely."""
        return items[int(self.random() * len(items))]

    def pick_early(self, items):
        """One of the items, the earlier the likelier (the weights fall off roughly like Zipf's law)."""
        if len(items) not in self.weights:
            self.weights[len(items)] = list(accumulate(1 / (rank + 2) for rank in range(len(items))))
        cumulated = self.weights[len(items)]
        return items[bisect(cumulated, self.random() * cumulated[-1])]

    def pick_kind(self, shares):
        """One of the keys of a dictionary of shares."""
        cumulated = list(accumulate(shares.values()))
        return list(shares)[bisect(cumulated, self.random() * cumulated[-1])]

    def shuffled(self, items):
        return [item for _, _, item in sorted((self.random(), *pair) for pair in enumerate(items))]


class Review:
    """One review in the making: its label, its genre, its people."""

    def __init__(self, dice, label):
        self.dice = dice
        self.label = label
        self.genre = dice.pick(list(GENRES))
        self.gender = dice.pick("mf")
        self.told, self.used, self.known = set(), set(), {}  # patterns, words of a sentence, people and place
        self.strangers = dice.pick([("wife", "girlfriend"), ("husband", "boyfriend")])
        self.fixed = dict(PRONOUNS[self.gender])
        for slot in ("star", "costar", "director", "writer"):
            self.fixed[slot] = self.full_name(self.gender if slot == "star" else dice.pick("mf"))
        self.fixed["gname"] = dice.pick_early(GENRES[self.genre]["gname"])
        self.fixed["title"] = '"' + title_case(self.expand(dice.pick(WORDS["title"]), label)) + '"'

    def full_name(self, gender):
        return f"{self.dice.pick_early(NAMES[gender])} {self.dice.pick_early(WORDS['surname'])}"

    def draw(self, slot, polarity):
        """The text that fills a slot (it may hold slots itself), not twice the same in one sentence."""
        if slot in self.fixed and not (slot == "gname" and self.dice.chance(0.3)):
            return self.fixed[slot]
        if slot in self.known and self.known[slot] not in self.used and self.dice.chance(P_SAME):
            text = self.known[slot]
        else:
            choices = self.choices(slot, polarity)
            text = self.dice.pick_early(choices)
            while text in self.used or text in self.strangers:
                text = self.dice.pick_early(choices)
        self.used.add(text)
        if slot in ("ghero", "gvillain", "gplace"):
            self.known.setdefault(slot, text)
        return text.split("/")["mf".index(self.gender)] if "/" in text else text

    def choices(self, slot, polarity):
        """The list that belongs to a slot."""
        lists = {"first": NAMES[self.gender], "person": PAIRS, "relative": RELATIVES, "royal": ROYALS}
        if slot in POLAR:
            return POLAR[slot][polarity]
        return lists.get(slot) or GENRES[self.genre].get(slot) or WORDS[slot]

    def expand(self, pattern, polarity):
        """Fill the slots of a pattern."""

        def fill(match):
            wanted = 1 - polarity if match[2] else polarity
            text = self.expand(self.draw(match[1].lower(), wanted), wanted)
            return text[0].upper() + text[1:] if match[1][0].isupper() else text

        return re.sub(r"\{(\w+)(!?)\}", fill, pattern)

    def sentence(self, patterns, polarity=None):
        """One sentence after one of the patterns that this review has not used yet."""
        polarity = self.label if polarity is None else polarity
        pattern = self.dice.pick([pattern for pattern in patterns if pattern not in self.told])
        self.told.add(pattern)
        self.used = set()
        return in_sentence_case(self.expand(pattern, polarity))

    def opening(self):
        if self.dice.chance(P_VERDICT_FIRST):
            return [self.sentence(VERDICT_PLAIN), self.sentence(OPENING)]
        if self.dice.chance(P_HINT_FIRST):
            return [self.sentence(HINT[self.label])]
        return [self.sentence(OPENING)]

    def plot(self):
        if self.dice.chance({"costume drama": 0.75, "animation": 0.25}.get(self.genre, 0)):
            return self.sentence(ROYAL_PLOT)
        return self.sentence(PLOT)

    def opinion(self):
        """A sentence about one side of the film; it does not always agree with the label."""
        polarity = self.label if self.dice.chance(P_AGREE) else 1 - self.label
        if self.dice.chance(P_TURNED):
            return self.sentence(TURNED, polarity)
        return self.sentence(OPINION, polarity)

    def body(self):
        """Plot first, opinions after it, sometimes mixed."""
        plots = [self.plot() for _ in range(self.dice.pick_early([1, 2, 0, 3, 4]))]
        opinions = [self.opinion() for _ in range(self.dice.pick_early([2, 3, 1, 4, 5, 6]))]
        return self.dice.shuffled(plots + opinions) if self.dice.chance(0.3) else plots + opinions

    def closing(self):
        """The verdict, and sometimes an afterthought."""
        if self.dice.chance(P_IRONY):
            verdict = [self.sentence(IRONY[self.label])]
        else:
            verdict = {
                "plain": lambda: [self.sentence(VERDICT_PLAIN)],
                "turned": lambda: [self.sentence(VERDICT_TURNED)],
                "rating": lambda: [self.sentence(RATING)],
                "open": lambda: [self.sentence(OPEN_END)],
                "advice": lambda: [self.sentence(ADVICE[self.label])],
            }[self.dice.pick_kind(CLOSINGS)]()
        afterthought = self.dice.pick_kind(AFTERTHOUGHTS)
        if afterthought == "neutral":
            verdict.append(self.sentence(AFTERTHOUGHT))
        elif afterthought == "minority":
            verdict.append(self.sentence(MINORITY, 1 - self.label))
        return verdict

    def text(self):
        """The whole review."""
        parts = self.opening() + self.body() + self.closing()
        text = parts[0]
        for part in parts[1:]:
            text += ("<br /><br />" if self.dice.chance(P_BREAK) else " ") + part
        return text


def title_case(text):
    small = {"of", "in", "by", "the", "to", "from", "a", "with", "at"}
    first, *rest = text.split()
    rest = [word if word in small else word[0].upper() + word[1:] for word in rest]
    return fix_articles(" ".join([first[0].upper() + first[1:], *rest]))


def fix_articles(text):
    """Turn 'a' into 'an' before a vowel."""
    vowel = r"\b([Aa]) (?=(?!one\b|uni|use|usu|eu)(?:[aeiou8]|hour))"
    return re.sub(vowel, r"\1n ", text, flags=re.IGNORECASE)


def on_for_in(match):
    return ("On " if match[1] == "I" else "on ") + match[2]


def in_sentence_case(text):
    """Begin with a capital, and put 'in' and 'on', 'a' and 'an' right."""
    text = re.sub(rf"\b([Ii])n ((?:the|a) (?:[\w-]+ )?(?:{'|'.join(ON_PLACES)})\b)", on_for_in, text)
    return fix_articles(text[0].upper() + text[1:])


def one_review(dice, label):
    """A review of the length we want."""
    while True:
        text = Review(dice, label).text()
        if MIN_WORDS <= len(text.replace("<br />", " ").split()) <= MAX_WORDS:
            return text


def make_reviews():
    """All rows: (split, label, text), train before test, the labels balanced and shuffled in each."""
    dice = Dice(SEED)
    rows = []
    for split, count in (("train", N_TRAIN), ("test", N_TEST)):
        for label in dice.shuffled([0, 1] * (count // 2)):
            rows.append((split, label, one_review(dice, label)))
    return rows


def csv_bytes(rows):
    """The rows as an uncompressed CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["split", "label", "text"])
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def write_gz(path, content):
    """Compress without a time and a name, so that equal rows give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        packed.write(content)


if __name__ == "__main__":
    write_gz(TARGET, csv_bytes(make_reviews()))
