// Filters and sorts a register in the page that the reader has already.
//
// The page's side: a `form.filters`, hidden, with a list for each filter and
// one for the order; beside it, in the same element, the rows, each marked
// `data-row`. `data-owner="lead finance"` holds what a row has of the list
// `owner`; `data-sort-due="2026-05-01"` what the order `due` sorts it by. A
// heading with `data-sort="due"` gets a button.
//
// The address's side: `#state=overdue&sort=due`, nothing of a list without a
// choice; `#show=all` where nothing is chosen any more, for an empty fragment
// would scroll to the top. Fragments without `=` are places on the page and
// are left alone. Many registers can stand in one document: the root element
// then has `data-book`, and the address is not theirs.
"use strict";

(() => {
  const book = "book" in document.documentElement.dataset;
  const letters = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
  const down = "-down";
  const all = "#show=all";

  /** Whether the fragment of the address says what is chosen. */
  const ours = () => location.hash.includes("=");

  /** A text for comparing: without case and accents. */
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** Nothing to sort by stands last, either way round. */
  function compare(a, b, way) {
    if (!a || !b) return !a - !b;
    return way * letters.compare(a, b);
  }

  /** Makes one register work; everything it touches is in the form's parent. */
  function register(form) {
    const { words, sort } = form.elements;
    const lists = [...form.querySelectorAll("select")].filter((list) => list !== sort);
    const status = form.querySelector("[role=status]");
    const headings = [...form.parentElement.querySelectorAll("th[data-sort]")];
    const rows = [...form.parentElement.querySelectorAll("[data-row]")].map((element) => {
      const has = (list) => (element.getAttribute(`data-${list.name}`) ?? "").split(" ");
      return { element, home: element.parentElement, text: null, has: new Map(lists.map((list) => [list, has(list)])) };
    });
    const orders = [...sort.options].map((option) => option.value);
    const own = sort.options[0].dataset.order;
    let together = null; // where rows of several groups are sorted as one
    let order = ""; // in which the rows stand
    let written = ""; // the fragment that is ours
    let waiting = 0;

    /** Whether a row has all that is chosen. */
    function fits(row, chosen, wanted) {
      if (!chosen.every((list) => row.has.get(list).includes(list.value))) return false;
      if (!wanted.length) return true;
      row.text ??= folded(row.element.textContent);
      return wanted.every((word) => row.text.includes(word));
    }

    /** Puts the rows in the chosen order; in none, where they came from. */
    function arrange() {
      if (sort.value === order) return;
      order = sort.value;
      if (!order) {
        for (const row of rows) row.home.append(row.element);
        together?.remove();
        together = null;
      } else {
        const key = `data-sort-${order.replace(down, "")}`;
        const way = order.endsWith(down) ? -1 : 1;
        const keyed = rows.map((row) => ({ row, key: row.element.getAttribute(key) }));
        keyed.sort((a, b) => compare(a.key, b.key, way));
        let place = rows[0].home;
        if (rows.some((row) => row.home !== place)) {
          if (!together) {
            together = place.cloneNode(false);
            together.removeAttribute("id");
            place.before(together);
          }
          place = together;
        }
        place.append(...keyed.map(({ row }) => row.element));
      }
    }

    /** Tells by the headings which order it is. */
    function mark() {
      const now = order || own;
      for (const heading of headings) {
        const { sort: name } = heading.dataset;
        if (now === name) heading.setAttribute("aria-sort", "ascending");
        else if (now === name + down) heading.setAttribute("aria-sort", "descending");
        else heading.removeAttribute("aria-sort");
      }
    }

    /** Shows what is chosen, and says how much that is. */
    function show(unknown = []) {
      const chosen = lists.filter((list) => list.value);
      const wanted = folded(words.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const fitting = fits(row, chosen, wanted);
        row.element.hidden = !fitting;
        if (fitting) shown += 1;
      }
      arrange();
      mark();
      say(shown, chosen.concat(sort.value ? sort : []), unknown);
    }

    function say(shown, chosen, unknown) {
      const { things } = form.dataset;
      const named = chosen.map((list) => list.selectedOptions[0].textContent);
      if (words.value.trim()) named.unshift(`“${words.value.trim()}”`);
      const count = shown === rows.length ? `All ${shown} ${things} shown`
        : shown ? `${shown} of ${rows.length} ${things} shown`
        : `None of the ${rows.length} ${things} fits all of these`;
      const text = named.length ? `${count}: ${named.join("; ")}.` : `${count}.`;
      const apart = unknown.length ? ` Left out, as this page does not know it: ${unknown.join(", ")}.` : "";
      status.textContent = text + apart;
    }

    /** What is chosen, as a fragment. */
    function fragment() {
      const parts = [words, ...lists, sort].filter((field) => field.value.trim());
      const said = new URLSearchParams(parts.map((field) => [field.name, field.value.trim()]));
      return parts.length ? `#${said}` : all;
    }

    /** Keeps what is chosen in the address: where the page lies in a folder,
     *  browsers refuse to rewrite the history in any other way. */
    function write() {
      clearTimeout(waiting);
      const now = fragment();
      if (book || now === location.hash || (now === all && !ours())) return;
      location.replace(now);
      written = location.hash;
    }

    /** Chooses what the address says; returns what it says that is not known. */
    function read() {
      const said = new URLSearchParams(ours() ? location.hash.slice(1) : "");
      const unknown = [];
      for (const field of [words, ...lists, sort]) field.value = "";
      for (const [name, value] of said) {
        const field = [words, ...lists, sort].find((one) => one.name === name);
        if (field === sort && value === own) continue;
        const known = field && (field === words || [...field.options].some((option) => option.value === value));
        if (known) field.value = value;
        else if (`#${name}=${value}` !== all) unknown.push(`${name}=${value}`);
      }
      return unknown;
    }

    function clear() {
      for (const field of [words, ...lists, sort]) field.value = "";
      show();
    }

    /** The address has changed: by us, by a link, or by going back. */
    function follow() {
      const known = written === location.hash;
      written = location.hash;
      if (ours()) {
        if (!book && !known) show(read());
        return;
      }
      // A place on the page that is not shown cannot be gone to.
      const place = document.querySelector(":target");
      if (!place || !form.parentElement.contains(place)) return;
      const empty = place.localName === "tbody" && !place.querySelector("[data-row]:not([hidden])");
      if (empty || place.closest("[hidden]")) {
        clear();
        place.scrollIntoView();
      }
    }

    /** A button in a heading: the order, the other way round, the page's own. */
    function button(heading) {
      const name = heading.dataset.sort;
      const ways = ["", name, name + down].filter((way) => orders.includes(way));
      if (ways.length === 1) return;
      const press = document.createElement("button");
      press.type = "button";
      press.append(...heading.childNodes);
      press.addEventListener("click", () => {
        sort.value = ways[(ways.indexOf(sort.value) + 1) % ways.length];
        show();
        write();
      });
      heading.append(press);
    }

    headings.forEach(button);
    form.addEventListener("input", (event) => {
      show();
      clearTimeout(waiting);
      // Browsers stop a page that changes its address at every letter.
      if (event.target === words) waiting = setTimeout(write, 300);
      else write();
    });
    form.addEventListener("change", write);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      clear();
      write();
    });
    addEventListener("hashchange", follow);
    form.hidden = false;
    show(book ? [] : read());
  }

  const start = () => document.querySelectorAll("form.filters[data-things]").forEach(register);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
