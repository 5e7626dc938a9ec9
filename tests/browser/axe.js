// axe-core with the rules for WCAG 2.2 AA and its best practices, on pages opened from the file system.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { file, fresh, kinds, pages } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const everything = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
// The dark changes colours and nothing else.
const colours = { type: "rule", values: ["color-contrast"] };

// The whole pack bound for paper takes axe minutes. It holds what the statements' own print packs hold, bound in the same way.
const long = "print/index.html";

/** What axe finds on a page: a line for each violation, and what it could not tell. */
async function examine(page, path, runOnly) {
  const { violations, incomplete } = await page.evaluate(async (rules) => {
    // A shadow at the edges of a table keeps axe from telling what lies under the words: without it, it is the paper.
    for (const frame of document.querySelectorAll(".scroll")) frame.style.background = "var(--paper)";
    // Nothing is fetched for the examination: the pages do not allow it.
    const options = { runOnly: rules, resultTypes: ["violations", "incomplete"], preload: false };
    const result = await globalThis.axe.run(document, options);
    const short = (all) => all.map(({ id, nodes }) => ({ id, count: nodes.length, html: nodes[0].html.slice(0, 160), why: nodes[0].failureSummary }));
    return { violations: short(result.violations), incomplete: short(result.incomplete) };
  }, runOnly);
  const lines = violations.map(({ id, count, html, why }) => `${path}: ${id} (${count}): ${html} ${why}`);
  return { lines, incomplete };
}

/** Every page of a folder in the light, and one of each kind in the dark too; says what axe cannot tell. */
export async function examineAll(browser, name, folder, context) {
  // High enough for the whole index at the side: axe cannot tell the colours of what is scrolled away.
  const page = await fresh(browser, { viewport: { width: 1280, height: 1800 } });
  const found = [];
  const unsure = new Map();
  const dark = new Set(kinds(folder));
  const all = pages(folder).filter((path) => path !== long);
  for (const path of all) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(file(folder, path));
    // Evaluated by the browser itself, so the pages' policy stays as it is.
    await page.evaluate(axe);
    const results = [await examine(page, path, everything)];
    if (dark.has(path)) {
      await page.emulateMedia({ colorScheme: "dark" });
      results.push(await examine(page, `${path} in the dark`, colours));
    }
    for (const { lines, incomplete } of results) {
      found.push(...lines);
      for (const { id, count, html, why } of incomplete) {
        const known = unsure.get(id) ?? { count: 0, first: `${path}: ${html} ${why.replace(/\s+/g, " ")}` };
        unsure.set(id, { ...known, count: known.count + count });
      }
    }
  }
  context.diagnostic(`${name}: ${all.length} pages in the light, ${dark.size} in the dark`);
  // What a program cannot tell is for a person to look at.
  for (const [id, { count, first }] of unsure) context.diagnostic(`${name}: axe cannot tell ${count} times: ${id}, first at ${first}`);
  assert.deepEqual([...found, ...page.faults], []);
}
