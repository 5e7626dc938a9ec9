// Every page through axe-core with the rules for WCAG 2.2 AA and its best practices, from the file system.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { file, fresh, kinds, open, packs, pages } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

/** What axe finds on a page: a line for each violation, and how often it could not tell. */
async function examine(page, path) {
  // Evaluated by the browser itself, so the pages' policy stays as it is.
  await page.evaluate(axe);
  const { violations, incomplete } = await page.evaluate(async (values) => {
    // Nothing is fetched for the examination: the pages do not allow it.
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations", "incomplete"], preload: false };
    const result = await globalThis.axe.run(document, options);
    const short = (rules) => rules.map(({ id, nodes }) => ({ id, count: nodes.length, html: nodes[0].html.slice(0, 160), why: nodes[0].failureSummary }));
    return { violations: short(result.violations), incomplete: short(result.incomplete) };
  }, tags);
  const lines = violations.map(({ id, count, html, why }) => `${path}: ${id} (${count}): ${html} ${why}`);
  return { lines, incomplete };
}

async function examineAll(name, folder, paths, settings, context) {
  const page = await fresh(browser, settings);
  const found = [];
  const unsure = new Map();
  for (const path of paths) {
    await page.goto(file(folder, path));
    const { lines, incomplete } = await examine(page, path);
    found.push(...lines);
    for (const { id, count, html } of incomplete) {
      const known = unsure.get(id) ?? { count: 0, first: `${path}: ${html}` };
      unsure.set(id, { ...known, count: known.count + count });
    }
  }
  // What a program cannot tell is for a person to look at.
  for (const [id, { count, first }] of unsure) context.diagnostic(`${name}: axe cannot tell ${count} times: ${id}, first at ${first}`);
  assert.deepEqual([...found, ...page.faults], []);
}

for (const [name, folder] of packs) {
  test(`axe finds nothing on any page of the ${name}`, async (context) => {
    await examineAll(name, folder, pages(folder), {}, context);
  });
  test(`axe finds nothing in the dark on each kind of page of the ${name}`, async (context) => {
    await examineAll(name, folder, kinds(folder), { colorScheme: "dark" }, context);
  });
}
