// The registers with their script: filters, orders, and both in the address.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { fresh, home, open, site } from "./site.js";

const registers = ["stories", "feedback", "meetings", "actions", "metrics", "documents", "information-return"];
const address = (register, fragment = "") => new URL(`${register}/index.html${fragment}`, home).href;
const source = (register) => readFileSync(join(site, register, "index.html"), "utf8");
const plain = (text) => text.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");

/** The rows of a register as the file has them: the values of each `data-`. */
function written(register) {
  return [...source(register).matchAll(/<\w+[^>]* data-row([^>]*)>/g)].map(([, attributes]) =>
    Object.fromEntries([...attributes.matchAll(/ data-([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value)])));
}

/** The titles of the rows that a reader sees, in order. */
const seen = (page) => page.locator("[data-row]:visible")
  .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-sort-title")));
const titles = (rows) => rows.map((row) => row["sort-title"]);
const status = (page) => page.locator("form.filters [role=status]").innerText();

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

test("without a script every row is shown and nothing that would not work", async () => {
  const page = await fresh(browser, { javaScriptEnabled: false });
  for (const register of registers) {
    await page.goto(address(register));
    assert.ok(written(register).length > 15, register);
    assert.deepEqual(await seen(page), titles(written(register)), register);
    assert.equal(await page.locator("form.filters:visible, th button").count(), 0, register);
  }
  assert.deepEqual(page.faults, []);
});

test("each choice shows the rows that have it and says how many", async () => {
  const page = await fresh(browser);
  let choices = 0;
  for (const register of registers) {
    await page.goto(address(register));
    const rows = written(register);
    assert.match(await status(page), new RegExp(`^All ${rows.length} [a-z ]+ shown\\.$`), register);
    for (const list of await page.locator("form.filters select:not([name=sort])").all()) {
      const name = await list.getAttribute("name");
      const options = await list.locator("option").evaluateAll((all) => all.map((one) => [one.value, one.textContent]));
      for (const [value, text] of options.slice(1)) {
        await list.selectOption(value);
        const expected = rows.filter((row) => (row[name] ?? "").split(" ").includes(value));
        assert.ok(expected.length > 0, `${register} ${name}=${value}`);
        assert.deepEqual(await seen(page), titles(expected), `${register} ${name}=${value}`);
        const count = expected.length === rows.length ? `All ${rows.length}` : `${expected.length} of ${rows.length}`;
        const said = await status(page);
        assert.ok(said.startsWith(`${count} `) && said.endsWith(`: ${text}.`), `${register}: ${said}`);
        assert.equal(new URL(page.url()).hash, `#${new URLSearchParams({ [name]: value })}`);
        choices += 1;
      }
      await list.selectOption("");
      assert.deepEqual(await seen(page), titles(rows), register);
    }
  }
  assert.ok(choices > 100, `${choices} choices`);
  assert.deepEqual(page.faults, []);
});

test("the actions of an owner and of a state are those of the open data", async () => {
  const pack = JSON.parse(readFileSync(join(site, "data/pack.json"), "utf8"));
  const page = await fresh(browser);
  await page.goto(address("actions"));
  const shown = () => page.locator("[data-row]:visible th a[href]").evaluateAll((links) =>
    [...new Set(links.map((link) => link.getAttribute("href")).filter((href) => !href.includes("/")))]
      .map((href) => href.replace(".html", "")).sort());
  const of = (fits) => Object.keys(pack.actions).filter(fits).sort();
  const owner = (id) => pack.items.action[id].owner;
  const state = (id) => pack.actions[id].loop;
  for (const one of new Set(of(owner).map(owner))) {
    await page.locator("select[name=owner]").selectOption({ label: one });
    assert.deepEqual(await shown(), of((id) => owner(id) === one), one);
  }
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal((await shown()).length, of(owner).length);
  assert.ok((await shown()).length >= 50);
  for (const one of new Set(of(state).map(state))) {
    await page.locator("select[name=state]").selectOption(one);
    assert.deepEqual(await shown(), of((id) => state(id) === one), one);
  }
});

test("a register is filtered, sorted and shown whole again by the keyboard alone", async () => {
  const page = await fresh(browser);
  await page.goto(address("actions"));
  const rows = written("actions");
  const field = () => page.evaluate(() => document.activeElement.name || document.activeElement.textContent);
  const tab = async (name) => {
    for (let presses = 0; (await field()) !== name; presses += 1) {
      assert.ok(presses < 120, `${name} is not reached`);
      await page.keyboard.press("Tab");
    }
  };
  await tab("state");
  await page.keyboard.press("ArrowDown");
  const overdue = rows.filter((row) => row.state === "overdue");
  assert.deepEqual(await seen(page), titles(overdue));
  assert.equal(await field(), "state", "the list keeps the keyboard");
  await tab("Due");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await field(), "Due");
  assert.deepEqual(await seen(page), titles(overdue.sort((a, b) => b["sort-due"].localeCompare(a["sort-due"]))));
  assert.equal(await status(page), `${overdue.length} of ${rows.length} actions shown: Overdue; Due: latest first.`);
  assert.equal(new URL(page.url()).hash, "#state=overdue&sort=due-down");
  await page.locator("[name=words]").focus();
  await page.keyboard.type("zzzz");
  assert.deepEqual(await seen(page), []);
  assert.match(await status(page), /^None of the \d+ actions fits all of these: “zzzz”; Overdue; /);
  await page.keyboard.press("Enter");
  await tab("Show all");
  await page.keyboard.press("Enter");
  assert.deepEqual(await seen(page), titles(rows));
  assert.equal(await page.locator("[name=words]").inputValue(), "");
  assert.deepEqual(page.faults, []);
});

test("words are found without their accents and capitals, in any order", async () => {
  const page = await fresh(browser);
  await page.goto(address("stories"));
  const words = page.getByLabel("With the words");
  await words.fill("GATE garden");
  assert.deepEqual(await seen(page), ["The garden gate"]);
  await page.waitForURL("**#words=GATE+garden");
  await words.fill("gàrden");
  assert.ok((await seen(page)).includes("The garden gate"));
});

test("the address is the view: opened anew it shows the same, and says what it does not know", async () => {
  const [first, second] = [await fresh(browser), await fresh(browser)];
  for (const register of registers) {
    await first.goto(address(register));
    const lists = first.locator("form.filters select:not([name=sort])");
    for (const list of (await lists.all()).slice(0, 2)) await list.selectOption({ index: 1 });
    await first.locator("select[name=sort]").selectOption({ index: 1 });
    await second.goto("about:blank");
    await second.goto(first.url());
    assert.ok(first.url().includes("sort="), first.url());
    assert.deepEqual(await seen(second), await seen(first), first.url());
    assert.equal(await status(second), await status(first));
  }
  await second.goto(address("actions", "#state=overdue&state=nonsense&colour=red&sort=state"));
  const overdue = titles(written("actions").filter((row) => row.state === "overdue"));
  assert.deepEqual(await seen(second), overdue);
  assert.match(await status(second), /Left out, as this page does not know it: state=nonsense, colour=red\.$/);
  for (const broken of ["#state=%E0%A4%A", "#=", "#state=<img src=x>", "#__proto__=1&constructor=2", "#%=%"]) {
    await second.goto("about:blank");
    await second.goto(address("actions", broken));
    assert.deepEqual(await seen(second), titles(written("actions")), broken);
  }
  assert.deepEqual([...first.faults, ...second.faults], []);
});

test("places on the page are left alone, and are shown when a link leads to them", async () => {
  const page = await fresh(browser);
  await page.goto(address("actions", "#loop-closed"));
  assert.equal(new URL(page.url()).hash, "#loop-closed");
  assert.deepEqual(await seen(page), titles(written("actions")));
  await page.locator("select[name=state]").selectOption("open");
  await page.locator("select[name=sort]").selectOption("due");
  await page.locator(".state-counts a[href='#overdue']").click();
  assert.equal(new URL(page.url()).hash, "#overdue");
  await page.waitForFunction(() => !document.querySelector("#overdue [data-row]").hidden);
  assert.deepEqual(await seen(page), titles(written("actions")), "the page's own order");
  await page.goBack();
  await page.waitForURL("**#state=open&sort=due");
  const open = written("actions").filter((row) => row.state === "open");
  await page.waitForFunction((count) => document.querySelectorAll("[data-row]:not([hidden])").length === count, open.length);
  assert.deepEqual(page.faults, []);
});

test("each column sorts both ways and gives back the order of the page", async () => {
  const page = await fresh(browser);
  let columns = 0;
  const known = (row, key) => row[`sort-${key}`] !== undefined;
  for (const register of registers) {
    await page.goto(address(register));
    const rows = written(register);
    const tree = () => page.locator("main .text").evaluate((text) => text.outerHTML.replace(/>\s+</g, "><"));
    const untouched = await tree();
    const keys = await page.locator("select[name=sort] option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
    for (const way of keys) {
      await page.locator("select[name=sort]").selectOption(way);
      const key = way.replace("-down", "");
      const now = await page.locator("[data-row]").evaluateAll((all, name) => all.map((row) => row.getAttribute(name)), `data-sort-${key}`);
      const there = now.filter((value) => value !== null);
      assert.equal(now.lastIndexOf(there.at(-1)), there.length - 1, `${register} ${way}: what has nothing stands last`);
      assert.equal(there.length, rows.filter((row) => known(row, key)).length);
      // Days are compared as they are written, numbers as numbers, texts by their letters.
      const numbers = there.every((value) => /^\d+$/.test(value));
      const days = there.every((value) => /^\d{4}-\d\d-\d\d$/.test(value));
      const value = (text) => (numbers ? Number(text) : days ? text : text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(9, "0")));
      for (let at = 1; at < there.length; at += 1) {
        const [a, b] = [value(there[at - 1]), value(there[at])];
        const least = way === key ? [a, b] : [b, a];
        const ordered = numbers || days ? least[0] <= least[1] : least[0].localeCompare(least[1], "en-GB") <= 0;
        assert.ok(ordered, `${register} ${way}: ${there[at - 1]}, ${there[at]}`);
      }
    }
    await page.locator("select[name=sort]").selectOption("");
    assert.equal(await tree(), untouched, register);
    for (const heading of await page.locator("th[data-sort]:has(button)").all()) {
      const was = await heading.getAttribute("aria-sort");
      const steps = new Set([was]);
      for (let press = 0; press < 3; press += 1) {
        const order = await page.locator("select[name=sort]").inputValue();
        if (press > 0 && order === "") break;
        if (await heading.isVisible()) await heading.locator("button").click();
        steps.add(await heading.getAttribute("aria-sort"));
        assert.ok((await page.locator("[aria-sort]").count()) <= 1, register);
      }
      assert.equal(await page.locator("select[name=sort]").inputValue(), "");
      assert.ok(steps.has("ascending") && steps.has("descending"), `${register}: ${[...steps]}`);
      assert.equal(await tree(), untouched, register);
      columns += 1;
    }
  }
  assert.ok(columns >= 15, `${columns} columns`);
  assert.deepEqual(page.faults, []);
});

test("filters and orders fit on a phone, and the status does not push the rows about", async () => {
  const page = await fresh(browser, { viewport: { width: 320, height: 640 } });
  for (const register of registers) {
    await page.goto(address(register));
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok((await wide()) <= 320, register);
    assert.equal(await page.locator("form.filters:visible").count(), 1, register);
    await page.locator("select[name=sort]").selectOption({ index: 2 });
    await page.locator("form.filters select").first().selectOption({ index: 1 });
    assert.ok((await wide()) <= 320, register);
    for (const field of await page.locator("form.filters :is(select, input, button)").all()) {
      const box = await field.boundingBox();
      assert.ok(box.height >= 24 && box.width >= 60 && box.x >= 0 && box.x + box.width <= 320, register);
    }
  }
});

/** A folder with a page of our own beside the site's assets. */
function folder(name, html) {
  const root = mkdtempSync(join(tmpdir(), "ninefold-registers-"));
  mkdirSync(join(root, "page"));
  symlinkSync(join(site, "assets"), join(root, "assets"), "dir");
  writeFileSync(join(root, "page", name), html);
  return { url: pathToFileURL(join(root, "page", name)).href, remove: () => rmSync(root, { recursive: true }) };
}

test("a table of 400 rows is filtered and sorted at once", async () => {
  const html = source("actions").replace(/<tr data-row[\s\S]*?<\/tr>/g, (row) => row.repeat(8));
  const { url, remove } = folder("index.html", html);
  const page = await fresh(browser);
  await page.goto(url);
  assert.equal(await page.locator("[data-row]").count(), 400);
  const took = (name, value) => page.evaluate(([name, value]) => {
    const field = document.querySelector(`.filters [name=${name}]`);
    const from = performance.now();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    return performance.now() - from;
  }, [name, value]);
  for (const [name, value] of [["sort", "title"], ["words", "the"], ["state", "open"], ["state", ""], ["sort", ""]]) {
    const time = await took(name, value);
    assert.ok(time < 500, `${name}=${value}: ${time} ms`);
  }
  remove();
  assert.deepEqual(page.faults, []);
});

test("what has nothing to sort by stands last, either way round", async () => {
  let row = 0;
  const html = source("actions").replace(/ data-sort-owner="[^"]*"/g, (mark) => (row++ % 20 === 3 ? "" : mark));
  const { url, remove } = folder("index.html", html);
  const page = await fresh(browser);
  const without = titles(written("actions").filter((_, at) => at % 20 === 3));
  assert.ok(without.length >= 2, "a test of nothing is none");
  for (const way of ["owner", "owner-down"]) {
    await page.goto("about:blank");
    await page.goto(`${url}#sort=${way}`);
    assert.deepEqual((await seen(page)).slice(-without.length), without, way);
  }
  remove();
});

test("several registers in one document each keep to themselves and leave the address alone", async () => {
  const main = (register) => source(register).match(/<main[^>]*>([\s\S]*)<\/main>/)[1];
  const html = source("stories")
    .replace("<html ", "<html data-book ")
    .replace(/<main[\s\S]*<\/main>/, `<article id="a">${main("stories")}</article><article id="b">${main("actions")}</article>`);
  const { url, remove } = folder("book.html", html);
  const page = await fresh(browser);
  await page.goto(`${url}#sort=title`);
  const shown = (article) => page.locator(`#${article} [data-row]:visible`).count();
  const all = [written("stories").length, written("actions").length];
  assert.deepEqual([await shown("a"), await shown("b")], all);
  assert.equal(await page.locator("#a select[name=sort]").inputValue(), "", "the address is not theirs");
  await page.locator("#b").locator("select[name=state]").selectOption("overdue");
  const overdue = written("actions").filter((row) => row.state === "overdue").length;
  assert.deepEqual([await shown("a"), await shown("b")], [all[0], overdue]);
  await page.locator("#a select[name=sort]").selectOption("title-down");
  const said = await page.locator("#a [role=status]").innerText();
  assert.equal(said, `All ${all[0]} stories shown: Title: Z to A.`);
  assert.ok(page.url().endsWith("#sort=title"), page.url());
  remove();
  assert.deepEqual(page.faults, []);
});

test("over http it is the same", async () => {
  const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(join(site, path)));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  const root = `http://127.0.0.1:${server.address().port}`;
  await page.goto(`${root}/actions/index.html#state=overdue`);
  const overdue = titles(written("actions").filter((row) => row.state === "overdue"));
  assert.deepEqual(await seen(page), overdue);
  await page.locator("select[name=sort]").selectOption("due-down");
  assert.equal(page.url(), `${root}/actions/index.html#state=overdue&sort=due-down`);
  await context.close();
  server.close();
  assert.deepEqual(faults, []);
});
