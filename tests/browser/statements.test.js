// Each quality statement, reached from the home page by links alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { fresh, home, open } from "./site.js";

// The regulator's texts, read from the data and not from the pages.
const data = readFileSync(new URL("../../data/framework/cqc-local-authority.yaml", import.meta.url), "utf8");
const commitments = [...data.matchAll(/^ {4}commitment: "(.*)"$/gm)].map((match) => match[1]);
const expectations = [...data.matchAll(/text: "(.*?)"\n +statements: \[(.*?)\]/g)]
  .map(([, text, statements]) => ({ text, statements: statements.split(/, */) }));

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

test("the framework's texts are found in its data", () => {
  assert.equal(commitments.length, 9);
  assert.equal(expectations.length, 6);
});

test("every statement is reached by links and shows its texts, a chart and what it cites", async () => {
  const page = await fresh(browser);
  await page.goto(home);
  const links = page.locator("nav a[href*='statements/']");
  const hrefs = new Set(await links.evaluateAll((all) => all.map((a) => a.getAttribute("href"))));
  assert.equal(hrefs.size, 9);
  for (const href of hrefs) {
    await page.goto(home);
    await page.locator(`nav a[href='${href}']:visible`).first().click();
    await page.waitForURL(`**/${href}`);
    const id = href.split("/").pop().replace(".html", "");
    const commitment = await page.locator("#commitment .commitment").innerText();
    assert.ok(commitments.some((text) => commitment.includes(text)), `${id}: ${commitment}`);
    const expected = expectations.filter((one) => one.statements.includes(id));
    assert.equal(await page.locator("#expectations li[id^='i-']").count(), expected.length, id);
    for (const { text } of expected) {
      assert.ok((await page.locator("#expectations").innerText()).includes(text), `${id}: ${text}`);
    }
    const chart = page.locator("figure svg[viewBox]").first();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    assert.ok(box.width > 200 && box.height > 80, `${id}: the chart is ${box.width} by ${box.height}`);
    assert.ok((await page.locator("#findings .evidence a").count()) >= 2, `${id} cites less than two items`);
    assert.equal(await page.locator("[aria-current='page']:visible").count() >= 1, true, `${id}: no place in the rail`);
  }
  assert.deepEqual(page.faults, []);
});

test("a claim leads to its evidence and the evidence back to the statement", async () => {
  const page = await fresh(browser);
  await page.goto(new URL("statements/assessing-needs.html", home).href);
  const first = page.locator("#findings .evidence a").first();
  const title = await page.locator("h1").innerText();
  await first.click();
  assert.ok(!page.url().includes("statements/"), page.url());
  await page.locator("main a[href*='statements/assessing-needs.html']").first().click();
  assert.equal(await page.locator("h1").innerText(), title);
  assert.deepEqual(page.faults, []);
});

test("a cell of the matrix leads to the list of what it counts", async () => {
  const page = await fresh(browser);
  await page.goto(new URL("matrix.html", home).href);
  const read = (all) => all.map((a) => ({ href: a.href, state: a.textContent.trim(), said: a.parentElement.textContent }));
  const cells = await page.locator("td a[href*='#evidence-']").evaluateAll(read);
  assert.ok(cells.length >= 36, `${cells.length} cells`);
  for (const { href, state, said } of cells.filter((_, at) => at % 3 === 0)) {
    await page.goto(href);
    const part = page.locator(`:has(> [id='${new URL(href).hash.slice(1)}'])`);
    const listed = await part.locator("> ul > li").allTextContents();
    const why = (words) => listed.filter((text) => text.includes(words)).length;
    const counted = listed.length - why("Not counted:");
    if (href.endsWith("#evidence-against")) {
      assert.equal(listed.length, Number.parseInt(state, 10), href);
      continue;
    }
    const [items, sources] = [/(\d+) items?/, /(\d+) sources?/].map((form) => Number(said.match(form)?.[1] ?? 0));
    assert.deepEqual([counted, counted - why("Not a further source:")], [items, sources], href);
    assert.ok((await part.innerText()).includes(state), `${href} is ${state}`);
  }
  assert.deepEqual(page.faults, []);
});

