// The search: what it finds, how it is driven, and what stands in where it cannot run.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { fresh, home, open, site } from "./site.js";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

const at = (path) => new URL(path, home).href;
const field = (page) => page.locator("[data-search-q]");
const titles = (page) => page.locator("[data-search-results] > li:not([hidden]) > a").allTextContents();

/** Types words on the search page and waits for what they lead to. */
async function search(page, words, count) {
  await page.goto(at("search.html"));
  await field(page).pressSequentially(words);
  await said(page, count);
  return titles(page);
}

/** Waits until the number of results is announced, and says it. */
async function said(page, count) {
  const status = page.locator("[data-search-status]");
  await page.waitForFunction(
    ([form]) => new RegExp(form).test(document.querySelector("[data-search-status]").textContent),
    [count ?? "^[1-9]\\d* results?$"],
  );
  await page.locator("[data-search-results] > li[hidden]").first().waitFor({ state: "detached" });
  return status.textContent();
}

test("a story is found by its title, by a beginning, by a word of its text and a slip of the keys", async () => {
  const page = await fresh(browser);
  const [title] = await search(page, "garden gate");
  assert.equal(title, "The garden gate");
  assert.ok((await search(page, "safegu")).some((one) => one.toLowerCase().includes("safeguarding")));
  const both = await search(page, "garden gate");
  assert.ok(both.includes("The garden gate"), both.join());
  assert.equal(await page.locator("[data-search-note]").isVisible(), false);
  // Two letters changed about.
  await search(page, "safegaurding");
  const note = await page.locator("[data-search-note]").innerText();
  assert.match(note, /^Nothing has “safegaurding”: searched for “safeguarding”/);
  // In a short word as well, where two other letters would be too many.
  assert.equal((await search(page, "garden gaet"))[0], "The garden gate");
  assert.match(await page.locator("[data-search-note]").innerText(), /^Nothing has “gaet”: searched for .*“gate”/);
  await search(page, "gaxxen", "^0 results$");
  await search(page, "safegaurding");
  assert.ok((await page.locator("mark", { hasText: /^safeguarding$/i }).count()) > 0);
  await search(page, "qqqqqq", "^0 results$");
  assert.equal(await page.locator("[data-search-note]").innerText(), "Nothing has “qqqqqq”.");
  assert.deepEqual(page.faults, []);
});

test("every result has every word, marked in its title or its text, and leads to its page", async () => {
  const page = await fresh(browser);
  await search(page, "carers assessment");
  const items = page.locator("[data-search-results] > li");
  const count = await items.count();
  assert.ok(count >= 3, `${count} results`);
  for (const item of await items.all()) {
    assert.ok((await item.locator("mark").count()) > 0, await item.innerText());
  }
  const hrefs = await items.locator("> a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const href of hrefs) {
    await page.goto(at(href));
    const text = (await page.locator("main").textContent()).toLowerCase();
    assert.match(text, /carers/, href);
    assert.match(text, /assessment/, href);
  }
  assert.deepEqual(page.faults, []);
});

test("results are kept to a kind and a statement, in the address as well", async () => {
  const page = await fresh(browser);
  await search(page, "support");
  const all = Number.parseInt(await page.locator("[data-search-status]").textContent(), 10);
  const option = page.locator("[data-search-kind] option[value=story]");
  const counted = Number(/\((\d+)\)/.exec(await option.textContent())[1]);
  assert.ok(counted > 0 && counted < all, `${counted} of ${all}`);
  await page.locator("[data-search-kind]").selectOption("story");
  const statements = await page.locator("[data-search-statement] option").evaluateAll((all) =>
    all.slice(1).map((one) => [Number(/\((\d+)\)/.exec(one.textContent)[1]), one.value]).sort((a, b) => b[0] - a[0]));
  const [most, statement] = statements[0];
  await page.locator("[data-search-statement]").selectOption(statement);
  await page.waitForFunction((id) => location.hash.includes(`kind=story&statement=${id}`), statement);
  const words = await said(page, `^${most} results?$`);
  const kinds = await page.locator("[data-search-results] .meta").allTextContents();
  assert.ok(kinds.length > 0 && kinds.every((one) => one.startsWith("Story")), kinds.join());
  assert.deepEqual([words, kinds.length], [most === 1 ? "1 result" : `${most} results`, Math.min(most, 20)]);
  // Who is sent the address sees the same.
  const other = await fresh(browser);
  await other.goto(page.url());
  assert.equal(await said(other, "^\\d+ results?$"), words);
  assert.deepEqual(await titles(other), await titles(page));
  assert.deepEqual([...page.faults, ...other.faults], []);
});

test("the form in the head of every page leads here, by the keyboard alone", async () => {
  const page = await fresh(browser);
  await page.goto(at("stories/index.html"));
  await page.keyboard.press("Tab"); // the skip link
  await page.keyboard.press("Tab"); // the way home
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.type("garden");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html\?q=garden/);
  await said(page);
  assert.equal(await field(page).inputValue(), "garden");
  await field(page).focus();
  await page.keyboard.type(" gate");
  await page.waitForFunction(() => location.hash === "#q=garden+gate");
  await said(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-q", "the focus stays in the field");
  // Kind, statement, the button, the A to Z, and then the first result.
  for (const _ of [1, 2, 3, 4, 5]) await page.keyboard.press("Tab");
  const title = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(title, "The garden gate");
  await page.keyboard.press("Enter");
  await page.waitForURL(/stories\//);
  assert.equal(await page.locator("h1").innerText(), title);
  await page.goBack();
  await said(page);
  assert.equal(await field(page).inputValue(), "garden gate");
  assert.deepEqual(page.faults, []);
});

test("there are twenty results at a time, and the reader goes on where the next begin", async () => {
  const page = await fresh(browser);
  await search(page, "a");
  assert.equal((await titles(page)).length, 20);
  await page.locator("[data-search-more]").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.matches("[data-search-results] > li:nth-child(21) > a"));
  assert.equal((await titles(page)).length, 40);
  assert.deepEqual(page.faults, []);
});

test("what an author wrote is text, and a search is text", async () => {
  const page = await fresh(browser);
  const html = "<img src=x onerror=alert(1)>";
  await page.route("**/assets/search/texts-*.js", (route) => {
    const body = readFileSync(`${site}/assets/search/${route.request().url().split("/").pop()}`, "utf8");
    route.fulfill({ contentType: "text/javascript", body: body.replaceAll("garden gate", `${html} garden gate`) });
  });
  await page.goto(at(`search.html?q=${encodeURIComponent("garden gate")}`));
  await said(page);
  assert.equal(await page.locator("main img").count(), 0);
  assert.ok((await titles(page))[0].includes(html));
  await page.goto(at(`search.html?q=${encodeURIComponent(html)}`));
  await said(page, "^0 results$");
  assert.match(await page.locator("[data-search-note]").innerText(), /Nothing has “onerror”/);
  assert.deepEqual(page.faults, []);
});

test("without scripts the A to Z serves", async () => {
  const page = await fresh(browser, { javaScriptEnabled: false });
  await page.goto(at("search.html"));
  assert.equal(await page.locator("[data-search-form]").isVisible(), false);
  await page.locator("[data-search-instead] a", { hasText: "A to Z" }).click();
  await page.locator("a", { hasText: /^The garden gate$/ }).click();
  assert.equal(await page.locator("h1").innerText(), "The garden gate");
  assert.deepEqual(page.faults, []);
});

test("a part that does not load is said in words", async () => {
  const page = await fresh(browser);
  await page.route("**/assets/search/index.js", (route) => route.abort("failed"));
  await page.goto(at("search.html"));
  await said(page, "^The search is not complete: assets/search/index.js could not be loaded\\. The A to Z has every title\\.$");
  await page.unroute("**/assets/search/index.js");
});

test("it works in one document, whichever script comes first", async () => {
  const read = (path) => readFileSync(`${site}/${path}`, "utf8");
  const files = ["index.js", "texts-0.js", "texts-1.js"].map((name) => read(`assets/search/${name}`));
  const scripts = [read("assets/search.js"), ...files];
  for (const order of [scripts, [...scripts].reverse()]) {
    const page = await fresh(browser);
    const body = read("search.html").replace(/<(script|meta|link)[^>]*>(<\/script>)?/g, "").replace("<html", "<html data-book");
    await page.setContent(`${body}${order.map((script) => `<script>${script}</script>`).join("")}`);
    await field(page).pressSequentially("garden gate");
    await said(page);
    const href = await page.locator("[data-search-results] a").first().getAttribute("href");
    assert.match(href, /^#stories\/.*\.html$/);
    assert.deepEqual(page.faults, []);
  }
});

test("it is the same from a server", async () => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const types = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
    response.setHeader("content-type", types[pathname.split(".").pop()] ?? "text/plain");
    try { response.end(readFileSync(site + decodeURIComponent(pathname))); } catch { response.writeHead(404).end(); }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const page = await fresh(browser);
  await page.goto(`http://127.0.0.1:${server.address().port}/index.html`);
  await page.locator("#find").fill("garden gate");
  await page.locator("#find").press("Enter");
  await said(page);
  assert.equal((await titles(page))[0], "The garden gate");
  // The page's own reader of faults takes every address that is no file for one that left.
  assert.deepEqual(page.faults.filter((fault) => !fault.includes("http://127.0.0.1:")), []);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
