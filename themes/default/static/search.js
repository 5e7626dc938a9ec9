// The search page. It reads the files of assets/search/, which call
// ninefoldSearch(part), finds the entries with every word, and shows them.
//
// Words are folded here as src/site/search/words.rs folds them, and numbers are
// read as src/site/search/coding.rs writes them. What authors wrote reaches the
// page as text alone. In a document that has every page in it (data-book on the
// root element) the files are there already and links lead to fragments.
"use strict";
(() => {
  const FOLDER = "assets/search/";
  const BATCH = 20; // results at a time
  const WEIGHTS = [8, 3, 1]; // in the title, in a heading, in the text
  const BEGINS = 0.6; // what a word that only begins so is worth
  const STAND_INS = 12; // words that stand in for one that is not found
  const EXCERPT = 240; // letters of text below a result

  // ---- Files -----------------------------------------------------------------

  const book = () => document.documentElement.dataset.book !== undefined;
  const waiting = new Map(); // by name: the promise of a file, and how to keep it
  const texts = []; // by number: rows of address, title, date, draft, text
  let index = null;

  /** Called by every file of the search, in any order. */
  function receive(part) {
    const name = part.part === "index" ? "index" : `${part.part}-${part.number}`;
    if (part.part === "index") index = opened(part);
    if (part.part === "texts") texts[part.number] = part.entries;
    if (part.part === "words") early.set(part.number, part.postings);
    waiting.get(name)?.done();
  }

  const early = new Map(); // files of postings, by number

  /** Loads a file by a script element; says in words where that fails. */
  function load(name) {
    if (waiting.has(name)) return waiting.get(name).promise;
    const one = {};
    one.promise = new Promise((done, failed) => {
      one.done = done;
      const fail = () => {
        waiting.delete(name);
        failed(new Error(`${FOLDER}${name}.js could not be loaded`));
      };
      if (book()) return fail();
      const script = document.createElement("script");
      script.src = `${FOLDER}${name}.js`;
      script.onerror = fail;
      script.onload = () => script.remove();
      document.head.append(script);
    });
    waiting.set(name, one);
    return one.promise;
  }

  // ---- Words and numbers -----------------------------------------------------

  const PLAIN = { "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ς": "σ" };

  function folded(text) {
    if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase().replace(/'/g, "");
    return text.normalize("NFKD").replace(/['’ʼ\u00ad]|\p{M}/gu, "").toLowerCase()
      .replace(/[øłđıßæœς]/g, (letter) => PLAIN[letter]);
  }

  const words = (text) => folded(text).split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean);

  /** Front coded words: a capital letter for what goes on, then what is new. */
  function wordsOf(coded) {
    let word = "";
    const all = coded.match(/[A-Z][^A-Z]*/g) ?? [];
    return all.map((one) => (word = word.slice(0, one.charCodeAt(0) - 65) + one.slice(1)));
  }

  // By character: 0 to 51 ends a number, from 64 on stands before the end, 255 is a sign.
  const VALUE = new Uint8Array(128).fill(255);
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"].forEach((c, at) => { VALUE[c.charCodeAt(0)] = at; });
  [..."()+-:;=?[]^_{|}$%"].forEach((c, at) => { VALUE[c.charCodeAt(0)] = 64 + at; });

  /** Visits each entry of a list of postings with the place of the word in it. */
  function postings(coded, visit) {
    let next = 0, place = 2, number = 0, more = false, repeat = false;
    for (let at = 0; at < coded.length; at += 1) {
      const value = VALUE[coded.charCodeAt(at)];
      if (value === 255) {
        if (coded[at] === "!") place = 0;
        else if (coded[at] === "*") place = 1;
        else repeat = true;
        continue;
      }
      if (value >= 64) {
        number = (more ? number * 17 : 0) + value - 63;
        more = true;
        continue;
      }
      const total = number * 52 + value;
      if (repeat) for (const end = next + total; next < end; next += 1) visit(next, 2);
      else { next += total; visit(next, place); next += 1; }
      place = 2; number = 0; more = false; repeat = false;
    }
  }

  /** The index as it is searched. */
  function opened(part) {
    const kindOf = new Uint8Array(part.entries);
    let first = 0;
    part.kinds.forEach(([, , count], kind) => { kindOf.fill(kind, first, first += count); });
    const members = part.statements.map(([, , coded]) => {
      const member = new Uint8Array(part.entries);
      postings(coded, (entry) => { member[entry] = 1; });
      return member;
    });
    const lists = part.postings === undefined ? [] : part.postings.split(" ");
    return { ...part, kindOf, members, lists, vocabulary: wordsOf(part.words) };
  }

  /** The last place whose value is not above `wanted`, in a sorted list. */
  function within(starts, wanted) {
    let low = 0, high = starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= wanted) low = middle; else high = middle;
    }
    return low;
  }

  /** The postings of words, by number, loaded where they stand in other files. */
  async function loaded(numbers) {
    const files = new Set();
    if (index.shards.length > 0) {
      for (const number of numbers) if (index.lists[number] === undefined) files.add(within(index.shards, number));
    }
    for (const file of files) if (!early.has(file)) load(`words-${file}`).catch(() => {});
    for (const file of files) {
      if (!early.has(file)) await load(`words-${file}`);
      early.get(file).split(" ").forEach((list, at) => { index.lists[index.shards[file] + at] = list; });
    }
  }

  // ---- Finding ---------------------------------------------------------------

  /** The numbers of the words that begin with a word. */
  function beginning(word) {
    const { vocabulary } = index;
    let low = 0, high = vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < word) low = middle + 1; else high = middle;
    }
    const found = [];
    for (; low < vocabulary.length && vocabulary[low].startsWith(word); low += 1) found.push(low);
    return found;
  }

  /**
   * How far a word is from another, and from its nearest beginning: letters
   * that are missing, too many, other or changed about, up to `most`.
   */
  function distance(word, other, most) {
    const width = word.length + 1;
    let last = null, row = Array.from({ length: width }, (_, at) => at), begins = most + 1;
    const end = Math.min(other.length, word.length + most);
    for (let j = 1; j <= end; j += 1) {
      const next = [j];
      let least = j;
      for (let i = 1; i < width; i += 1) {
        let steps = Math.min(row[i] + 1, next[i - 1] + 1, row[i - 1] + (word[i - 1] === other[j - 1] ? 0 : 1));
        if (last && i > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) {
          steps = Math.min(steps, last[i - 2] + 1);
        }
        next.push(steps);
        if (steps < least) least = steps;
      }
      if (least > most) return { whole: most + 1, begins };
      [last, row] = [row, next];
      begins = Math.min(begins, row[width - 1]);
    }
    return { whole: other.length > end ? most + 1 : row[width - 1], begins };
  }

  /** The words that stand in for one that is nowhere; none for numbers and very short words. */
  function near(word) {
    if (word.length < 3 || /\p{N}/u.test(word)) return [];
    const most = word.length >= 8 ? 2 : 1;
    const whole = [], begins = [];
    index.vocabulary.forEach((other, number) => {
      if (other.length < word.length - most) return;
      const far = distance(word, other, most);
      if (far.whole <= most) whole.push([far.whole, number]);
      else if (word.length >= 5 && far.begins <= most) begins.push([far.begins, number]);
    });
    const found = whole.length > 0 ? whole : begins;
    const least = Math.min(...found.map(([far]) => far));
    const close = (number) => Math.abs(index.vocabulary[number].length - word.length);
    return found.filter(([far]) => far === least).map(([, number]) => number)
      .sort((a, b) => close(a) - close(b) || a - b).slice(0, STAND_INS);
  }

  /** What is looked for: for each word the words of the index that serve. */
  function terms(query) {
    return [...new Set(words(query))].map((word) => {
      const numbers = beginning(word);
      return numbers.length > 0 ? { word, numbers, instead: false } : { word, numbers: near(word), instead: true };
    });
  }

  /** The entries that have every term, the best first. */
  function matching(all) {
    const count = index.entries;
    const scores = new Float32Array(count), has = new Uint8Array(count);
    all.forEach(({ word, numbers, instead }, at) => {
      const best = new Float32Array(count);
      let entries = 0;
      for (const number of numbers) {
        const share = instead || index.vocabulary[number] === word ? 1 : BEGINS;
        postings(index.lists[number], (entry, place) => {
          const worth = WEIGHTS[place] * share;
          if (best[entry] === 0) entries += 1;
          if (worth > best[entry]) best[entry] = worth;
        });
      }
      const rarity = Math.log(1 + count / Math.max(entries, 1));
      for (let entry = 0; entry < count; entry += 1) {
        if (best[entry] > 0 && has[entry] === at) { has[entry] = at + 1; scores[entry] += best[entry] * rarity; }
      }
    });
    // The best first, then by number: one number for both sorts fastest.
    const keys = new Float64Array(count);
    let found = 0;
    for (let entry = 0; entry < count; entry += 1) {
      if (has[entry] === all.length) keys[found++] = entry - Math.round(scores[entry] * 1e4) * count;
    }
    return Array.from(keys.subarray(0, found).sort(), (key) => ((key % count) + count) % count);
  }

  // ---- The page --------------------------------------------------------------

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const counted = (count) => (count === 1 ? "1 result" : `${count} results`);
  const quoted = (list) => list.map((word) => `“${word}”`).join(", ");

  /** Whether a run of letters is, or begins with, what is looked for. */
  function matcher(all) {
    const begins = all.filter((term) => !term.instead).map((term) => term.word);
    const whole = new Set(all.filter((term) => term.instead)
      .flatMap((term) => term.numbers.map((number) => index.vocabulary[number])));
    return (run) => words(run).some((word) => whole.has(word) || begins.some((one) => word.startsWith(one)));
  }

  const RUNS = /[\p{Alphabetic}\p{N}\p{M}'’ʼ\u00ad]+/gu;

  /** Where in a text the matches stand. */
  function places(text, matches) {
    const found = [];
    for (const run of text.matchAll(RUNS)) if (matches(run[0])) found.push([run.index, run.index + run[0].length]);
    return found;
  }

  /** Puts a text into an element, with what matches marked. */
  function marked(element, text, matches) {
    let from = 0;
    for (const [start, end] of places(text, matches)) {
      element.append(text.slice(from, start), make("mark", text.slice(start, end)));
      from = end;
    }
    element.append(text.slice(from));
    return element;
  }

  /** The line of a text with most matches, cut around the first of them. */
  function excerpt(text, matches) {
    let best = "", most = -1, first = 0;
    for (const line of text.split("\n")) {
      const found = places(line, matches);
      const different = new Set(found.map(([start, end]) => folded(line.slice(start, end)))).size;
      if (different > most) [best, most, first] = [line, different, found[0]?.[0] ?? 0];
    }
    if (best.length <= EXCERPT) return best;
    // From the beginning of a word, and to the end of one.
    let start = Math.max(0, Math.min(first - 60, best.length - EXCERPT));
    if (start > 0) start = best.indexOf(" ", start) + 1 || start;
    let end = start + EXCERPT;
    if (end < best.length) end = Math.max(best.lastIndexOf(" ", end), first + 1);
    return `${start > 0 ? "… " : ""}${best.slice(start, end)}${end < best.length ? " …" : ""}`;
  }

  /** Runs the page. Everything is looked up by data- attributes: ids may change. */
  function start() {
    const root = document.querySelector("[data-search]");
    if (!root) return;
    const part = (name) => root.querySelector(`[data-search-${name}]`);
    const [form, field, kinds, statements] = ["form", "q", "kind", "statement"].map(part);
    const [count, status, note, list, more] = ["count", "status", "note", "results", "more"].map(part);
    let turn = 0, found = [], shown = 0, matches = () => false;
    let telling, writing, written = location.hash;

    /** The number at once to the eye, and to a screen reader once typing pauses. */
    function say(words) {
      count.textContent = words;
      clearTimeout(telling);
      telling = setTimeout(() => { status.textContent = words; }, 600);
    }

    const failed = (error) => say(`The search is not complete: ${error.message}. The A to Z has every title.`);

    function row(item, entry) {
      const file = within(index.texts, entry);
      const [path, title, when, draft, text] = texts[file][entry - index.texts[file]];
      const link = marked(make("a"), title, matches);
      link.href = book() ? `#${path.replace("#", "--")}` : path;
      const kind = index.kinds[index.kindOf[entry]][1];
      item.append(link, " ", make("span", when && !title.includes(when) ? `${kind}, ${when}` : kind, "meta"));
      if (draft) item.append(" ", make("strong", "Draft", "tag draft"));
      const words = excerpt(text, matches);
      if (words) item.append(marked(make("p"), words, matches));
      item.hidden = false;
    }

    /** Shows the next results: each as soon as its file is there, in their order. */
    function show() {
      const now = turn;
      const next = found.slice(shown, shown + BATCH);
      const items = next.map((entry) => {
        const item = make("li");
        item.hidden = true;
        const file = within(index.texts, entry);
        if (texts[file]) row(item, entry);
        else load(`texts-${file}`).then(() => { if (now === turn) row(item, entry); }).catch(failed);
        return item;
      });
      if (shown === 0) list.replaceChildren(...items); else list.append(...items);
      shown += next.length;
      more.hidden = shown >= found.length;
      return items;
    }

    /** Fills a list of choices with how many results each would leave. */
    function choices(select, names, counts) {
      names.forEach(([name, label], at) => {
        const text = counts ? `${label} (${counts[at]})` : label;
        const option = select.options[at + 1] ?? select.appendChild(make("option"));
        option.value = name;
        if (option.textContent !== text) option.textContent = text;
      });
    }

    /** Keeps the entries of the chosen kind and statement, and counts what each choice would leave. */
    function chosen(all, searched) {
      const kind = index.kinds.findIndex(([name]) => name === kinds.value);
      const statement = index.statements.findIndex(([id]) => id === statements.value);
      const byKind = new Array(index.kinds.length).fill(0);
      const byStatement = new Array(index.statements.length).fill(0);
      const kept = all.filter((entry) => {
        const ofKind = kind < 0 || index.kindOf[entry] === kind;
        const ofStatement = statement < 0 || index.members[statement][entry] === 1;
        if (ofStatement) byKind[index.kindOf[entry]] += 1;
        if (ofKind) for (let at = 0; at < byStatement.length; at += 1) byStatement[at] += index.members[at][entry];
        return ofKind && ofStatement;
      });
      choices(kinds, index.kinds, searched && byKind);
      choices(statements, index.statements, searched && byStatement);
      return kept;
    }

    function instead(all) {
      const lines = all.filter((term) => term.instead).map(({ word, numbers }) => {
        const others = numbers.map((number) => index.vocabulary[number]);
        return `Nothing has “${word}”${others.length > 0 ? `: searched for ${quoted(others)} instead` : ""}.`;
      });
      note.textContent = lines.join(" ");
      note.hidden = lines.length === 0;
    }

    async function search() {
      const now = (turn += 1);
      const all = terms(field.value);
      const searched = all.length > 0 || kinds.value !== "" || statements.value !== "";
      const unknown = all.flatMap((term) => term.numbers).filter((number) => index.lists[number] === undefined);
      if (unknown.length > 0) {
        try { await loaded(unknown); } catch (error) { return failed(error); }
        if (now !== turn) return;
      }
      found = chosen(searched ? matching(all) : [], searched);
      shown = 0;
      matches = matcher(all);
      instead(all);
      show();
      const nothing = field.value.trim() ? "There is no letter and no number to search for." : "";
      say(searched ? counted(found.length) : nothing);
    }

    /** Writes the search into the address, so that it can be sent and comes back. */
    function keep() {
      clearTimeout(writing);
      if (book()) return;
      const said = new URLSearchParams({ q: field.value.trim() });
      if (kinds.value) said.set("kind", kinds.value);
      if (statements.value) said.set("statement", statements.value);
      written = `#${said}`;
      // Not history.replaceState: from a folder that is not allowed.
      if (location.hash !== written) location.replace(written);
    }

    function read() {
      const fragment = location.hash.includes("=") && !book();
      const said = new URLSearchParams(fragment ? location.hash.slice(1) : location.search);
      field.value = said.get("q") ?? "";
      kinds.value = said.get("kind") ?? "";
      statements.value = said.get("statement") ?? "";
      // A kind that this pack has not: no choice.
      for (const select of [kinds, statements]) if (select.selectedIndex < 0) select.value = "";
    }

    const changed = () => {
      clearTimeout(writing);
      writing = setTimeout(keep, 400);
      search();
    };
    field.addEventListener("input", changed);
    kinds.addEventListener("change", changed);
    statements.addEventListener("change", changed);
    form.addEventListener("submit", (event) => { event.preventDefault(); keep(); });
    // A place on the page, such as that of the skip link, is no search.
    addEventListener("hashchange", () => {
      if (location.hash !== written && location.hash.includes("=") && !book()) { read(); search(); }
    });
    more.addEventListener("click", () => {
      const [first] = show();
      // The button may be gone: the reader goes on where the new results begin.
      const wait = () => (first.hidden ? setTimeout(wait, 20) : first.querySelector("a").focus());
      wait();
    });

    const begin = () => {
      choices(kinds, index.kinds);
      choices(statements, index.statements);
      read();
      search();
    };
    part("instead").hidden = true;
    form.hidden = false;
    if (book()) headForms(field, () => search());
    if (index) begin(); else load("index").then(begin).catch(failed);
  }

  /** In one document the form in the head has nowhere to go: its words come here. */
  function headForms(field, search) {
    for (const other of document.querySelectorAll("form[role=search]:not([data-search-form])")) {
      other.addEventListener("submit", (event) => {
        event.preventDefault();
        field.value = new FormData(other).get("q") ?? "";
        location.hash = "#search.html";
        search();
      });
    }
  }

  // Files that came before this script waited; those to come find it.
  const before = self.ninefoldSearch?.early ?? [];
  self.ninefoldSearch = receive;
  before.forEach(receive);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
