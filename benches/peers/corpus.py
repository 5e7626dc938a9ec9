"""The documents that every tool is given, before they have any tool's form.

They are the same on every machine and every day: chance comes from a fixed
seed, dates are counted from a fixed one. What they tell is invented.
"""

import datetime
import random
from dataclasses import dataclass

STATEMENTS = {
    "assessing-needs": "Assessing needs",
    "healthier-lives": "Supporting people to live healthier lives",
    "equity": "Equity in experience and outcomes",
    "care-provision": "Care provision, integration and continuity",
    "partnerships": "Partnerships and communities",
    "safe-systems": "Safe systems, pathways and transitions",
    "safeguarding": "Safeguarding",
    "governance": "Governance, management and sustainability",
    "learning": "Learning, improvement and innovation",
}
THEMES = {
    "working-with-people": ("Working with people", ["assessing-needs", "healthier-lives", "equity"]),
    "providing-support": ("Providing support", ["care-provision", "partnerships"]),
    "ensuring-safety": ("How the local authority ensures safety within the system",
                        ["safe-systems", "safeguarding"]),
    "leadership": ("Leadership", ["governance", "learning"]),
}
THEME_OF = {statement: theme for theme, (_, members) in THEMES.items() for statement in members}

SEED = 20260630
# Within the 18 months before the pack's as-of date: older stories would each be a warning, which no other tool prints.
FIRST_DAY = datetime.date(2025, 1, 6)
DAYS = 530

WHO = ["a neighbour", "the district nurse", "her sister", "the man from the bakery", "a volunteer", "the night worker",
       "his oldest friend", "a librarian", "the driver of the number nine", "an innovator", "two students",
       "the woman next door", "a retired joiner", "the choir leader", "somebody from the lunch club"]
WHAT = ["the garden gate", "a letter nobody could read", "the spare key", "a second kettle", "the broken lift",
        "an old bicycle", "the lamp on the landing", "a lost bus pass", "the handrail", "a box of photographs",
        "the wrong size of slippers", "a tin of paint", "the telephone list", "a borrowed ladder", "the back step"]
WHERE = ["by the old harbour", "in the library", "behind the church hall", "at the allotments", "on the landing",
         "at the kitchen table", "outside the chemist", "in the market", "at the bus stop", "on the second floor"]
WHEN = ["On Monday morning", "After the long weekend", "Before the snow", "In the second week", "Late one evening",
        "Just after Easter", "That same afternoon", "When the clocks changed", "At the end of the month", "A year later"]
SENTENCES = [
    "{when} {who} asked about {what}, and for once nobody was in a hurry.",
    "{when} we met {where} and talked about {what} until the tea was cold.",
    "It turned out that {who} had known about {what} all along.",
    "Nobody had written down that {what} mattered more than anything else on the list.",
    "{who} offered to look at {what} and came back with an answer the next day.",
    "We had planned an hour {where}; it took three, and {who} stayed for all of them.",
    "There was one thing that {who} could do better than any of us, and it had to do with {what}.",
    "{when} it was clear that {what} would not wait for another form.",
    "I rang {who}, who laughed, and then told me where to find {what}.",
    "The team heard about {what} {where} and asked what else had been in the way.",
    "What began with {what} ended with a standing invitation {where}.",
    "{when} the money came through, forty pounds, and {who} kept the receipt.",
    "Somebody had to decide, and {who} decided {where}, with the people it was about in the room.",
    "None of this is in any procedure, but {who} says that it ought to be.",
]
# Places by the hundred: a search index of few words would be no work.
BEGINNINGS = ["Alder", "Barrow", "Cold", "Dun", "Elm", "Fen", "Gorse", "Hazel", "Ive", "Kings", "Lark", "Marsh", "Nether",
              "Oaken", "Pen", "Quarry", "Ravens", "Stan", "Thorn", "Upper", "Wether", "Yar"]
ENDINGS = ["mere", "ford", "wick", "thorpe", "combe", "by", "stead", "ley", "holme", "gate", "fell", "worth", "hurst",
           "beck", "bridge", "field", "den", "moor"]
POINTS = ["Ask first what a good day looks like.", "Write down who was there, and who was not.",
          "Mend {what} before the next visit.", "Tell {who} how it went.", "Look again in six weeks {where}.",
          "Bring {what} to the next meeting."]
SAID = ["I had stopped expecting anybody to ring.", "You were the first who asked me that.",
        "It is only {what}, but it was mine to choose.", "I go there on my own now.",
        "We should have done this years ago."]
TITLES = ["{what}, {where}", "{who} and {what}", "{when}: {what}"]
SQL = """SELECT date_trunc('month', first_contact) AS month,
       count(*) AS people,
       avg(days_to_conversation) AS days, -- from the first call
       sum(CASE WHEN days_to_conversation <= {limit} THEN 1 ELSE 0 END) AS in_time
  FROM conversations
 WHERE site = '{site}' AND conversation = {number}
 GROUP BY date_trunc('month', first_contact)
HAVING count(*) >= 5
 ORDER BY month;"""


@dataclass
class Document:
    """One document. Texts are plain; `body` is Markdown without its link."""

    number: int
    title: str
    date: datetime.date
    statements: tuple  # ids of two, the first of them the main one
    summary: str
    paragraphs: list
    points: list
    said: str
    sql: str  # empty but in every tenth

    @property
    def name(self):
        return f"doc-{self.number}"

    @property
    def theme(self):
        return THEME_OF[self.statements[0]]

    def body(self, link, quotation=""):
        """The Markdown, with a link to this address; `quotation` is one line more of the quotation."""
        first, *rest = self.paragraphs
        parts = [first, "## What happened", f"{rest[0]} We had seen it before: [the next one]({link}).",
                 "\n".join(f"- {point}" for point in self.points), *rest[1:-1],
                 f"> {self.said}{quotation}", rest[-1]]
        if self.sql:
            parts.append(f"```sql\n{self.sql}\n```")
        return "\n\n".join(parts) + "\n"


def documents(count):
    """The documents, one after the other; the first so many are the same for every count."""
    chance = random.Random(SEED)

    def say(templates):
        place = "in " + chance.choice(BEGINNINGS) + chance.choice(ENDINGS)
        text = chance.choice(templates).format(who=chance.choice(WHO), what=chance.choice(WHAT),
                                               where=place if chance.random() < 0.3 else chance.choice(WHERE),
                                               when=chance.choice(WHEN))
        return text[0].upper() + text[1:]

    ids = list(STATEMENTS)
    for number in range(count):
        main = number % len(ids)
        other = (main + 1 + chance.randrange(len(ids) - 1)) % len(ids)
        yield Document(
            number=number,
            title=f"{say(TITLES)} ({number})",
            date=FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS)),
            statements=(ids[main], ids[other]),
            summary=say(SENTENCES),
            paragraphs=[" ".join(say(SENTENCES) for _ in range(3)) for _ in range(4)],
            points=[say(POINTS) for _ in range(4)],
            said=say(SAID),
            sql=SQL.format(limit=chance.randint(2, 14), site=chance.choice(["east", "west", "harbour"]),
                           number=chance.randint(1, 3)) if number % 10 == 0 else "",
        )
