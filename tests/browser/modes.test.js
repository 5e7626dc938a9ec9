// The ways in which people read: without scripts, in the dark, with their own colours, without motion, by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { file, fresh, kinds, open, packs, site } from "./site.js";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

/** The words of a page's main part, with one space between them. */
const words = () => document.querySelector("main").textContent.replace(/\s+/g, " ").trim();

test("without scripts every kind of page says the same", async () => {
  const [off, on] = await Promise.all([fresh(browser, { javaScriptEnabled: false }), fresh(browser)]);
  for (const path of kinds()) {
    await Promise.all([off, on].map((page) => page.goto(file(site, path))));
    const [without, withThem] = await Promise.all([off, on].map((page) => page.evaluate(words)));
    // The page of the search has nothing to say before somebody types; it says what to do without scripts.
    assert.ok(without.length > 60, `${path}: ${without}`);
    // A script may show more, such as a count or a button. It takes nothing away.
    const missing = without.split(" ").filter((word) => !withThem.includes(word));
    assert.deepEqual(missing, [], path);
    const hidden = await off.evaluate(() => [...document.querySelectorAll("main :is(p, li, td, th, h1, h2, h3, figure)")]
      .filter((element) => !element.checkVisibility() && !element.closest("details:not([open]), [hidden], .stack thead"))
      .map((element) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(hidden, [], path);
  }
  assert.deepEqual([...off.faults, ...on.faults], []);
});

/** The colours of a text and of what lies under it, as `r, g, b`. */
function colours() {
  const under = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!colour.endsWith(", 0)")) return colour;
    }
    return "none";
  };
  return ["h1", "main p", "nav.rail a", "footer p", "main a"].map((selector) => {
    const element = document.querySelector(selector);
    return element && [selector, getComputedStyle(element).color, under(element)];
  }).filter(Boolean);
}

test("in the dark text and ground change places, and nothing else does", async () => {
  const page = await fresh(browser);
  const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 3;
  for (const path of ["index.html", "matrix.html", "stories/index.html", "statements/equity.html"]) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(file(site, path));
    const [day, text] = [await page.evaluate(colours), await page.evaluate(words)];
    await page.emulateMedia({ colorScheme: "dark" });
    const night = await page.evaluate(colours);
    assert.ok(day.length >= 4, path);
    for (const [at, [selector, ink, paper]] of day.entries()) {
      assert.ok(light(paper) - light(ink) > 80, `${path} by day: ${selector}: ${ink} on ${paper}`);
      const [, chalk, board] = night[at];
      assert.ok(light(chalk) - light(board) > 80, `${path} in the dark: ${selector}: ${chalk} on ${board}`);
    }
    assert.equal(await page.evaluate(words), text, path);
  }
});

test("with forced colours the reader's place, the focus and the charts stay to be seen", async () => {
  const page = await fresh(browser, { forcedColors: "active" });
  for (const path of ["index.html", "statements/equity.html", "actions/index.html"]) {
    await page.goto(file(site, path));
    assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
    const seen = await page.evaluate(() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector));
      const side = (element) => element && ["borderLeftWidth", "borderLeftColor", "fontWeight"].map((name) => getComputedStyle(element)[name]).join();
      const rail = [...document.querySelectorAll("nav.rail a")];
      return {
        ink: style("h1").color, paper: style("html").backgroundColor,
        here: side(rail.find((a) => a.hasAttribute("aria-current"))),
        elsewhere: side(rail.find((a) => !a.hasAttribute("aria-current"))),
      };
    });
    assert.notEqual(seen.ink, seen.paper, path);
    assert.notEqual(seen.here, seen.elsewhere, `${path}: the reader's place looks like every other`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outline);
    assert.match(outline, /[1-9]\d*px|auto/, `${path}: ${outline}`);
    assert.ok(!outline.includes("none"), `${path}: ${outline}`);
  }
});

test("with reduced motion nothing moves", async () => {
  const page = await fresh(browser, { reducedMotion: "reduce" });
  for (const path of ["index.html", "statements/equity.html", "actions/index.html"]) {
    await page.goto(file(site, path));
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
    }).map((element) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(moving, [], path);
  }
});

/**
 * What is wrong with the element that has the focus: not outlined, covered, or too small to be hit.
 * `undefined` when the page has been left.
 */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const style = getComputedStyle(element);
  const name = `${element.localName}.${element.className?.baseVal ?? element.className} “${(element.textContent ?? "").trim().slice(0, 40)}”`;
  const faults = [];
  if (style.outlineStyle === "none" || Number.parseFloat(style.outlineWidth) < 2) faults.push("has no outline");
  const seen = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const inside = ({ left, right, top, bottom }) => right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  const parts = seen.filter(inside);
  if (!parts.length) return { name, faults: [...faults, "is out of sight"] };
  // Any part of it that nothing lies over will do: what WCAG 2.2 calls not obscured entirely, and more.
  const clear = parts.some(({ left, right, top, bottom }) => {
    const [x, y] = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    const hit = document.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.contains(element));
  });
  if (!clear) faults.push("is covered");
  const box = element.getBoundingClientRect();
  // A link in a sentence is as high as its line; so is one that has its line to itself, if the next is 24 px away.
  const inline = style.display === "inline";
  const scrolls = ["region", "group"].includes(element.getAttribute("role"));
  if (!inline && !scrolls && element.localName !== "a" && Math.min(box.width, box.height) < 24) {
    faults.push(`is ${Math.round(box.width)} by ${Math.round(box.height)}`);
  }
  return { name, faults };
}

/** What the structure of a page lacks for those who hear it. */
function structure() {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => { if (all(selector).length !== 1) faults.push(`${all(selector).length} of ${selector}`); };
  ["main", "body header.masthead", "body footer", "h1"].forEach(one);
  if (document.documentElement.lang !== "en-GB") faults.push(`lang is ${document.documentElement.lang}`);
  if (!document.title) faults.push("no title");
  let level = 0;
  for (const heading of all("main :is(h1, h2, h3, h4, h5, h6)")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) faults.push(`${heading.localName} “${heading.textContent.slice(0, 40)}” after h${level}`);
    if (!heading.textContent.trim()) faults.push(`an empty ${heading.localName}`);
    level = next;
  }
  const names = all("nav").map((nav) => nav.getAttribute("aria-label") ?? document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent);
  if (names.some((name) => !name) || new Set(names).size !== names.length) faults.push(`navigation: ${names}`);
  for (const table of all("main table")) {
    const named = table.caption?.textContent.trim() || table.getAttribute("aria-labelledby") || table.closest(":is([role=region], [role=group])[aria-label]");
    if (!named) faults.push(`a table without a name: ${table.textContent.trim().slice(0, 40)}`);
    if (!table.querySelector("th")) faults.push(`a table without headers: ${table.textContent.trim().slice(0, 40)}`);
    // With headers on one side alone each speaks for its column; with two sides each says for what it speaks.
    if (table.querySelector("tbody th") && table.querySelector("th:not([scope])")) faults.push(`a header without scope: ${table.querySelector("th:not([scope])").textContent}`);
  }
  for (const chart of all("main svg.ch")) {
    const name = chart.getAttribute("aria-label") || (chart.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join("");
    if (!name.trim() && chart.getAttribute("aria-hidden") !== "true") faults.push("a chart without a name");
    // Its table stands with it, or a link beside it leads to the table; in a print pack the link is words.
    const leads = location.pathname.includes("/print/") ? ".figure-links" : ".figure-links a[href*='.html'], figcaption a";
    const around = chart.closest("figure, section");
    if (!around?.querySelector(`table, ${leads}`)) faults.push(`a chart without its table: ${name.slice(0, 60)}`);
  }
  for (const picture of all("main img")) if (!picture.hasAttribute("alt")) faults.push(`a picture without words: ${picture.src}`);
  return faults;
}

for (const [name, folder] of packs) {
  test(`each kind of page of the ${name} is whole to those who hear it, and shows where the focus is`, async (context) => {
    const page = await fresh(browser, { viewport: { width: 1280, height: 700 } });
    const found = [];
    let stops = 0;
    for (const path of kinds(folder)) {
      await page.goto(file(folder, path));
      for (const fault of await page.evaluate(structure)) found.push(`${path}: ${fault}`);
      // Long registers repeat themselves: as many stops as show every part of a page.
      for (let stop = 0; stop < 50; stop += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(focused);
        if (!at) break;
        stops += 1;
        for (const fault of at.faults) found.push(`${path}: ${at.name} ${fault}`);
      }
    }
    context.diagnostic(`${name}: ${stops} stops of the Tab key`);
    assert.ok(stops > 300, `${stops} stops`);
    assert.deepEqual([...found, ...page.faults], []);
  });
}

test("the skip link comes first, is seen, and leads to the main text", async () => {
  const page = await fresh(browser);
  for (const path of ["index.html", "statements/equity.html", "actions/index.html"]) {
    await page.goto(file(site, path));
    await page.keyboard.press("Tab");
    const box = await page.locator(":focus").boundingBox();
    assert.ok(box.y >= 0 && box.height >= 24, `${path}: ${JSON.stringify(box)}`);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main", path);
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), path);
  }
});
