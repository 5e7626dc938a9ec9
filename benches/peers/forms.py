"""The same documents in the form of each tool.

What a tool is given beside them (settings, layouts) stands in `forms/`, as
files of its own. Every page has a navigation of the four themes and nine
statements with their numbers of stories, in which its own theme is marked.
"""

import json
import shutil
from pathlib import Path

from corpus import STATEMENTS, THEMES, documents

FORMS = Path(__file__).parent / "forms"
TITLE = "Adult social care self-assessment"
THEME_TITLES = {id: title for id, (title, _) in THEMES.items()}


def write_all(folder, count, tools):
    """Writes `folder/TOOL` for each of the tools, with so many documents."""
    folder = Path(folder)
    writers = {tool: WRITERS[tool](folder / tool, count) for tool in tools}
    for document in documents(count):
        for writer in writers.values():
            writer.add(document)
    for writer in writers.values():
        writer.finish()


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def quoted(text):
    """A text as YAML writes it: JSON will do."""
    return json.dumps(text, ensure_ascii=False)


def fields(document):
    """The fields that every tool has under the same names."""
    statements = ", ".join(document.statements)
    return f"title: {quoted(document.title)}\ndate: {document.date}\nstatements: [{statements}]\n"


def navigation():
    """The themes in order, each with its statements: what the layouts make the navigation of every page from."""
    return [{"id": theme, "title": title, "statements": [{"id": id, "title": STATEMENTS[id]} for id in members]}
            for theme, (title, members) in THEMES.items()]


class Ninefold:
    """A pack. It has a metric of 24 months for every ten stories as well, which the stories cite."""

    def __init__(self, folder, count):
        self.folder, self.count = folder, count
        put(folder / "data/pack.yaml", f"authority: Invented Council\ntitle: {TITLE}\nas_of: 2026-06-30\n")

    def add(self, document):
        n = document.number
        following = (n + 1) % self.count
        front = f"{fields(document)}person: {{pseudonym: Mx {n}}}\nconsent: {{status: given, scope: internal}}\n" \
            f"what_changed: {quoted(document.summary)}\n"
        body = document.body(f"story:doc-{following}", "\n> — person")
        put(self.folder / f"content/stories/{document.name}.md",
            f"---\n{front}---\n{body}\nThe figures are [kept by month](metric:metric-{n // 10}).\n")
        if n % 10 == 0:
            self.metric(n // 10, document)

    def metric(self, number, document):
        def point(month):
            value = 3 + (number * 7 + month * 5) % 11
            return f"  - {{period: {2024 + month // 12}-{month % 12 + 1:02}, value: {value}.5}}\n"

        put(self.folder / f"data/metrics/metric-{number}.yaml",
            f"title: Days to a first conversation ({number})\nstatements: [{document.statements[0]}]\n"
            "category: processes\nunit: days\nbetter: lower\nsource: {name: Our own records}\n"
            "method: From the first call to the first conversation, a mean of the month.\npoints:\n"
            + "".join(point(month) for month in range(24)))

    def finish(self):
        pass


class WithFrontMatter:
    """What Hugo, Eleventy and Cobalt have in common: a file with fields for each document, and layouts."""

    name = ""
    extension = "md"

    def __init__(self, folder, count):
        self.folder, self.count = folder, count
        shutil.copytree(FORMS / self.name, folder)

    def add(self, document):
        link = f"/stories/doc-{(document.number + 1) % self.count}.html"
        put(self.folder / self.path(document), f"---\n{self.front(document)}---\n{document.body(link)}")


class Hugo(WithFrontMatter):
    name = "hugo"

    def path(self, document):
        return f"content/stories/{document.name}.md"

    def front(self, document):
        return f"{fields(document)}themes: [{document.theme}]\nsummary: {quoted(document.summary)}\n"

    def finish(self):
        put(self.folder / "data/themes.json", json.dumps(navigation(), indent=1))
        put(self.folder / "content/stories/_index.md", "---\ntitle: Stories of difference\nurl: /stories.html\n---\n")
        for id, title in STATEMENTS.items():
            put(self.folder / f"content/statements/{id}/_index.md", f"---\ntitle: {quoted(title)}\n---\n")
        for id, title in THEME_TITLES.items():
            put(self.folder / f"content/themes/{id}/_index.md", f"---\ntitle: {quoted(title)}\n---\n")


class Eleventy(WithFrontMatter):
    name = "eleventy"

    def path(self, document):
        return f"stories/{document.name}.md"

    def front(self, document):
        return f"{fields(document)}theme: {document.theme}\nsummary: {quoted(document.summary)}\n"

    def finish(self):
        names = {"statements": STATEMENTS, "themes": THEME_TITLES}
        pages = [{"folder": folder, "id": id, "title": title}
                 for folder, of in names.items() for id, title in of.items()]
        for name, data in [("navigation", navigation()), ("names", names), ("listings", pages)]:
            put(self.folder / f"_data/{name}.json", json.dumps(data, indent=1))


class Cobalt(WithFrontMatter):
    name = "cobalt"

    def path(self, document):
        return f"stories/{document.name}.md"

    def front(self, document):
        return f"title: {quoted(document.title)}\nlayout: document.liquid\n" \
            f"published_date: {document.date} 00:00:00 +0000\n" \
            f"permalink: /stories/{document.name}.html\ndescription: {quoted(document.summary)}\n" \
            f"tags: [{', '.join(document.statements)}]\ncategories: [{document.theme}]\n"

    def finish(self):
        put(self.folder / "_data/themes.json", json.dumps(navigation(), indent=1))
        listing = (FORMS / "cobalt/_includes/listing.liquid").read_text()
        for folder, field, names in [("statements", "tags", STATEMENTS), ("themes", "categories", THEME_TITLES)]:
            for id, title in names.items():
                head = f"---\ntitle: {quoted(title)}\nlayout: base.liquid\npermalink: /{folder}/{id}.html\n---\n"
                some = listing.replace("<!-- IF -->", f"{{% if post.{field} contains \"{id}\" %}}")
                put(self.folder / f"{folder}-{id}.liquid", head + some.replace("<!-- END -->", "{% endif %}"))
        head = "---\ntitle: Stories of difference\nlayout: base.liquid\npermalink: /stories.html\n---\n"
        put(self.folder / "stories.liquid", head + listing.replace("<!-- IF -->", "").replace("<!-- END -->", ""))


class MdBook:
    """It knows no fields: what the others have in them stands in the text, and the listings are chapters."""

    def __init__(self, folder, count):
        self.folder, self.count = folder, count
        shutil.copytree(FORMS / "mdbook", folder)
        self.rows = {id: [] for id in [*STATEMENTS, *THEMES]}
        self.all = []

    def add(self, document):
        n = document.number
        statements = ", ".join(f"[{STATEMENTS[id]}](../statements/{id}.md)" for id in document.statements)
        put(self.folder / f"src/stories/{document.name}.md",
            f"# {document.title}\n\n{document.date} · {statements}\n\n{document.summary}\n\n{document.body(f'doc-{(n + 1) % self.count}.md')}")
        row = (document.name, document.title, f"{document.date} {document.summary}")
        self.all.append(row)
        for id in (*document.statements, document.theme):
            self.rows[id].append(row)

    def finish(self):
        names = [("statements", STATEMENTS), ("themes", THEME_TITLES)]
        chapters = ["# Summary", "[Home](index.md)", "[All stories](stories.md)"]
        put(self.folder / "src/index.md", f"# {TITLE}\n\n" + "".join(
            f"- [{title}](statements/{id}.md): {len(self.rows[id])} stories\n" for id, title in STATEMENTS.items()))
        put(self.folder / "src/stories.md", "# All stories\n\n" + listing(self.all, "stories/"))
        for folder, members in names:
            for id, title in members.items():
                chapters.append(f"- [{title}]({folder}/{id}.md)")
                put(self.folder / f"src/{folder}/{id}.md", f"# {title}\n\n" + listing(self.rows[id], "../stories/"))
        chapters += [f"- [{title}](stories/{name}.md)" for name, title, _ in self.all]
        put(self.folder / "src/SUMMARY.md", "\n".join(chapters) + "\n")


def listing(rows, folder):
    return "".join(f"- [{title}]({folder}{name}.md) {rest}\n" for name, title, rest in rows)


WRITERS = {"ninefold": Ninefold, "hugo": Hugo, "eleventy": Eleventy, "mdbook": MdBook, "cobalt": Cobalt}
