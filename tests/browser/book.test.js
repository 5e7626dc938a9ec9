// The whole site in one HTML file, from the file system, with scripts and without.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { test, before, after } from "node:test";
import { pathToFileURL } from "node:url";
import { fresh, open, site } from "./site.js";

const beside = dirname(site);
const file = readdirSync(beside).find((name) => /-\d{4}-\d{2}-\d{2}.*\.html$/.test(name));
const skip = file ? false : "no single file stands beside the site: build it with --single-file";
const address = file && pathToFileURL(resolve(beside, file)).href;
const GOVERNANCE = "statements/governance.html";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

const shown = (page) => page.locator("article.bound:visible").evaluateAll((all) => all.map((one) => one.id));

/** Opens the file; the file itself is all that may be asked for. */
async function book(settings) {
  const page = await fresh(browser, settings);
  page.on("request", (request) => {
    const asked = request.url();
    if (asked !== address && !asked.startsWith(`${address}#`) && !asked.startsWith("data:")) page.faults.push(`asked for ${asked}`);
  });
  await page.goto(address);
  return page;
}

for (const javaScriptEnabled of [true, false]) {
  test(`links, places and the back button, scripts ${javaScriptEnabled ? "on" : "off"}`, { skip }, async () => {
    const page = await book({ javaScriptEnabled });
    assert.deepEqual(await shown(page), ["index.html"]);
    await page.locator(`.rail a[href="#${GOVERNANCE}"]`).click();
    assert.deepEqual(await shown(page), [GOVERNANCE]);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.locator(`a[href="#${GOVERNANCE}--findings"]:visible`).click();
    assert.deepEqual(await shown(page), [GOVERNANCE]);
    assert.ok(await page.evaluate(() => scrollY) > 100, "the place is scrolled to");
    await page.goBack();
    await page.goBack();
    assert.deepEqual(await shown(page), ["index.html"]);
    await page.locator('article.home a[href^="#data/"]').first().click();
    assert.deepEqual(await shown(page), ["files-of-this-pack"]);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("article:visible a[download]").first().click(),
    ]);
    assert.match(saved.suggestedFilename(), /\.csv$/);
    const faults = page.faults.filter((fault) => !fault.startsWith("left the site: data:"));
    assert.deepEqual(faults, []);
    await page.context().close();
  });
}

test("the script tells where the reader is", { skip }, async () => {
  const page = await book();
  const home = await page.title();
  await page.locator(`.rail a[href="#${GOVERNANCE}"]`).click();
  const heading = await page.locator("article:visible h1").innerText();
  assert.equal(await page.evaluate(() => document.activeElement.innerText), heading);
  assert.equal(await page.title(), `${heading} – ${home}`);
  assert.equal(await page.locator(".rail [aria-current]").getAttribute("href"), `#${GOVERNANCE}`);
  // The skip link stays on the page that is shown.
  await page.locator("a.skip").focus();
  await page.keyboard.press("Enter");
  assert.deepEqual(await shown(page), [GOVERNANCE]);
  await page.context().close();
});

test("the search and the registers work in one file", { skip }, async () => {
  const page = await book();
  await page.locator(".masthead input[type=search]").fill("garden gate");
  await page.keyboard.press("Enter");
  await page.locator(".found a").first().waitFor();
  assert.deepEqual(await shown(page), ["search.html"]);
  const first = page.locator(".found a").first();
  const [title, href] = [await first.innerText(), await first.getAttribute("href")];
  assert.match(title, /garden gate/i);
  await first.click();
  assert.deepEqual(await shown(page), [href.slice(1)]);
  assert.equal(await page.locator("article:visible h1").innerText(), title);
  await page.evaluate(() => { location.hash = "actions/index.html"; });
  const rows = page.locator("article:visible tr[data-row]:visible");
  const all = await rows.count();
  await page.locator("article:visible select").first().selectOption({ index: 1 });
  const some = await rows.count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.match(await page.locator("article:visible form.filters [role=status]").innerText(), new RegExp(`^${some} of ${all} `));
  assert.deepEqual(page.faults.filter((fault) => !fault.startsWith("left the site: data:")), []);
  await page.context().close();
});

test("every page alone, at 320 px, with its pictures", { skip, timeout: 120000 }, async () => {
  const page = await book({ viewport: { width: 320, height: 800 } });
  const ids = await page.locator("article.bound").evaluateAll((all) => all.map((one) => one.id));
  assert.ok(ids.length > 100, `${ids.length} pages`);
  for (const id of ids) {
    await page.evaluate((to) => { location.hash = to; }, id);
    assert.deepEqual(await shown(page), [id]);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, id);
    const lost = await page.locator("article:visible img").evaluateAll(async (all) => {
      // A picture is loaded when it is about to be seen.
      const seen = (one) => { one.scrollIntoView(); return one.decode().then(() => 0, () => 1); };
      return (await Promise.all(all.map(seen))).reduce((sum, one) => sum + one, 0);
    });
    assert.equal(lost, 0, `pictures of ${id}`);
  }
  await page.context().close();
});
