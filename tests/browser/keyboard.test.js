// The main tasks with the keyboard alone: Tab, Enter and space, never a pointer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { file, fresh, open, site } from "./site.js";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

/**
 * Presses Tab until the focus is on what a condition holds of; fails where it never is. The condition
 * runs in the page with the focused element and `given`.
 */
async function tabTo(page, what, condition, given) {
  for (let presses = 1; presses <= 400; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(([text, value]) => {
      const element = document.activeElement;
      if (element === document.body) return undefined;
      return { hit: new Function("element", "given", `return (${text})(element, given)`)(element, value) };
    }, [condition.toString(), given]);
    if (at?.hit) return presses;
    assert.ok(at || presses < 3, `Tab left the page before it came to ${what}`);
  }
  return assert.fail(`400 presses of Tab do not lead to ${what}`);
}

/** Goes to the main text by the skip link. */
async function toMain(page) {
  await tabTo(page, "the skip link", (element) => element.matches(".skip"));
  await page.keyboard.press("Enter");
}

/** Follows the focused link; gives the path of where it leads. */
async function follow(page) {
  const before = page.url();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href !== before);
  return page.url().slice(file(site, "").length + 1);
}

const leads = (element, given) => element.matches("a[href]") && new RegExp(given).test(element.getAttribute("href"));

test("a loop is followed from what somebody said to what the meeting heard", async () => {
  const page = await fresh(browser);
  await page.goto(file(site, "loops.html"));
  await toMain(page);
  await tabTo(page, "the closed loops", leads, "^#loop-closed$");
  await page.keyboard.press("Enter");
  // They are folded: the summary opens them.
  await tabTo(page, "the summary of the closed loops", (element) => element.matches("#loop-closed summary"));
  await page.keyboard.press("Enter");
  await tabTo(page, "what was said", (element) => element.matches(".loop a[href*='feedback/']"));
  const said = await follow(page);
  assert.match(said, /^feedback\//);
  await toMain(page);
  await tabTo(page, "the action that came of it", leads, "actions/[a-z]");
  assert.match(await follow(page), /^actions\/[a-z]/);
  assert.ok((await page.locator("main .chain").innerText()).length > 50);
  await toMain(page);
  await tabTo(page, "the meeting that heard the result", leads, "meetings/2");
  assert.match(await follow(page), /^meetings\//);
  assert.deepEqual(page.faults, []);
});

test("a chart's table is opened and read", async () => {
  const page = await fresh(browser);
  await page.goto(file(site, "statements/equity.html"));
  await toMain(page);
  await tabTo(page, "the table of a chart", (element) => element.matches("figure summary"));
  const table = page.locator("figure details:has(:focus) table").first();
  assert.equal(await table.isVisible(), false);
  await page.keyboard.press("Space");
  assert.equal(await table.isVisible(), true);
  assert.ok(await table.locator("tr").count() > 2);
  await page.keyboard.press("Enter");
  assert.equal(await table.isVisible(), false);
  assert.deepEqual(page.faults, []);
});

test("a cell of the matrix leads to the list of what it counts", async () => {
  const page = await fresh(browser);
  await page.goto(file(site, "matrix.html"));
  await toMain(page);
  await tabTo(page, "a cell", (element) => element.matches("td a[href*='#evidence-']"));
  assert.match(await follow(page), /^statements\/.*#evidence-/);
  const list = page.locator(`:has(> [id='${new URL(page.url()).hash.slice(1)}']) > ul > li`);
  assert.ok(await list.count() > 0);
  // From there the Tab key goes on in the list, not at the top of the page.
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  assert.deepEqual(page.faults, []);
});

test("the contents unfold on a phone and lead to a statement", async () => {
  const page = await fresh(browser, { viewport: { width: 320, height: 640 } });
  await page.goto(file(site, "index.html"));
  await tabTo(page, "the contents", (element) => element.matches(".menu summary"));
  await page.keyboard.press("Enter");
  await tabTo(page, "a statement", leads, "statements/equity.html");
  assert.match(await follow(page), /^statements\/equity.html/);
  assert.deepEqual(page.faults, []);
});

test("a statement is printed from its own page", async () => {
  const page = await fresh(browser);
  await page.goto(file(site, "statements/equity.html"));
  await tabTo(page, "its print pack", leads, "print/equity.html");
  assert.match(await follow(page), /^print\/equity.html/);
  assert.ok(await page.locator("h1").first().isVisible());
  assert.deepEqual(page.faults, []);
});
