// The preview while somebody writes: pages that are read again where the reader stands, and what was found.
//
// NINEFOLD_BIN is the program; without it nothing is tested here. NINEFOLD_SHOTS takes pictures of the findings.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { fresh } from "./site.js";

const program = process.env.NINEFOLD_BIN ? resolve(process.env.NINEFOLD_BIN) : undefined;
const skip = program ? false : "NINEFOLD_BIN does not say where the program is";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STORY = "content/stories/2026-02-11-garden-gate.md";
const PAGE = "stories/garden-gate.html";

let browser;
before(async () => {
  if (!program) return;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });
});
after(async () => { await browser?.close(); });

/** Starts the program; gives its address and what ends it. */
function start(folder, port = 0) {
  const child = spawn(program, ["serve", "--root", folder, "--port", String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((ready, failed) => {
    let said = "";
    child.stdout.on("data", (words) => {
      said += words;
      const origin = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (origin) ready({ origin, end: () => new Promise((ended) => { child.on("exit", ended); child.kill("SIGINT"); }) });
    });
    child.on("exit", () => failed(new Error(`the preview has ended: ${said}`)));
  });
}

/** A copy of the small pack, with a long story, and a preview of it. */
async function preview(context) {
  const folder = mkdtempSync(join(tmpdir(), "ninefold-preview-"));
  cpSync("../fixtures/small", folder, { recursive: true });
  const path = join(folder, STORY);
  const text = readFileSync(path, "utf8") + "\nA line of the story, and then another.\n".repeat(80);
  const pack = {
    folder,
    /** Saves the story in one move, with words changed. */
    save(from = "", to = "") {
      assert.ok(text.includes(from), from);
      writeFileSync(join(folder, "part"), text.replace(from, to));
      renameSync(join(folder, "part"), path);
    },
  };
  pack.save();
  let running = await start(folder);
  context.after(async () => { await running.end(); rmSync(folder, { recursive: true }); });
  return Object.assign(pack, {
    origin: running.origin,
    end: () => running.end(),
    again: async () => { running = await start(folder, new URL(running.origin).port); },
  });
}

const panel = (page) => page.locator("ninefold-preview .panel");
const corner = (page) => page.locator("ninefold-preview .corner");
const titled = (page, title) => page.locator("h1", { hasText: title }).waitFor();
const wrong = ["  - assessing-needs", "  - no-such-thing"];

test("a page is read again where the reader stands, and only where it has changed", { skip }, async (context) => {
  const pack = await preview(context);
  const page = await fresh(browser, { origin: pack.origin, viewport: { width: 900, height: 500 } });
  const other = await fresh(browser, { origin: pack.origin });
  await other.goto(`${pack.origin}glossary.html`);
  await other.evaluate(() => { globalThis.mark = true; });
  for (const [title, hash] of [["A new gate", ""], ["A gate anew", "#main"]]) {
    await page.goto(pack.origin + PAGE + hash);
    await page.evaluate(() => scrollTo(0, 700));
    pack.save("The garden gate", title);
    await titled(page, title);
    await page.waitForFunction(() => scrollY === 700 && document.readyState === "complete");
    // It stays there once everything has settled.
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    assert.equal(await page.evaluate(() => scrollY), 700, hash);
    assert.equal(new URL(page.url()).hash, hash);
    // A reader who goes elsewhere is not held.
    await page.goto(pack.origin);
    assert.equal(await page.evaluate(() => scrollY), 0);
  }
  assert.equal(await other.evaluate(() => globalThis.mark), true, "a page that is as it was stays still");
  assert.deepEqual([...page.faults, ...other.faults], []);
});

test("an error is shown with its file and line over the last good page, and goes when it is mended", { skip }, async (context) => {
  const pack = await preview(context);
  const page = await fresh(browser, { origin: pack.origin });
  await page.goto(pack.origin + PAGE);
  const field = page.locator("#find");
  await field.focus();
  pack.save(...wrong);
  await panel(page).waitFor();
  const words = await panel(page).innerText();
  const line = readFileSync(join(pack.folder, STORY), "utf8").split("\n").indexOf(wrong[1]) + 1;
  for (const part of ["1 error", "last version without errors", "no-such-thing", `${STORY}, line ${line}`]) {
    assert.ok(words.includes(part), `${part} in ${words}`);
  }
  assert.ok(await field.evaluate((one) => one === document.activeElement), "the focus stays where it was");
  assert.equal(await page.locator("ninefold-preview [role=status]").innerText(), "1 error found in the pack");
  await titled(page, "The garden gate");
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await globalThis.axe.run("ninefold-preview", { preload: false })).violations);
  assert.deepEqual(found.map((one) => `${one.id}: ${one.nodes[0].failureSummary}`), []);

  await page.keyboard.press("Escape");
  await panel(page).waitFor({ state: "hidden" });
  assert.equal(await corner(page).innerText(), "1 error");
  await corner(page).click();
  await panel(page).waitFor();
  await page.locator("ninefold-preview button", { hasText: "Hide" }).click();
  await panel(page).waitFor({ state: "hidden" });
  pack.save(wrong[0], "  - nor-this-one");
  await panel(page).waitFor();
  assert.ok((await panel(page).innerText()).includes("nor-this-one"), "it comes back with the next version");

  pack.save();
  await panel(page).waitFor({ state: "hidden" });
  await corner(page).waitFor({ state: "hidden" });
  assert.deepEqual(page.faults, []);
});

test("warnings are counted in a corner", { skip }, async (context) => {
  const pack = await preview(context);
  const page = await fresh(browser, { origin: pack.origin });
  await page.goto(pack.origin);
  writeFileSync(join(pack.folder, "content/stray.txt"), "x");
  await corner(page).waitFor();
  assert.equal(await corner(page).innerText(), "1 warning");
  assert.equal(await panel(page).isVisible(), false);
  await corner(page).click();
  assert.ok((await panel(page).innerText()).includes("content/stray.txt"));
  assert.deepEqual(page.faults, []);
});

test("a page waits for a preview that has gone, and for a site that there is not yet", { skip }, async (context) => {
  const pack = await preview(context);
  const page = await fresh(browser, { origin: pack.origin });
  await page.goto(pack.origin + PAGE);
  await pack.end();
  await page.locator("ninefold-preview .gone").waitFor();
  pack.save(...wrong);
  await pack.again();
  await page.locator("h1", { hasText: "There is no site to show yet" }).waitFor();
  assert.ok((await page.locator("main").innerText()).includes("no-such-thing"));
  pack.save("The garden gate", "Open again");
  await titled(page, "Open again");
});

test("pictures are taken of the findings", { skip: skip || (process.env.NINEFOLD_SHOTS ? false : "NINEFOLD_SHOTS does not say where to") }, async (context) => {
  const pack = await preview(context);
  const looks = { light: {}, dark: { colorScheme: "dark" }, phone: { viewport: { width: 320, height: 640 } }, forced: { forcedColors: "active" } };
  writeFileSync(join(pack.folder, "content/stray.txt"), "x");
  pack.save(...wrong);
  for (const [name, look] of Object.entries(looks)) {
    const page = await fresh(browser, { origin: pack.origin, ...look });
    await page.goto(pack.origin + PAGE);
    await panel(page).waitFor();
    await page.screenshot({ path: join(process.env.NINEFOLD_SHOTS, `preview-${name}.png`) });
    await page.keyboard.press("Escape");
    await page.screenshot({ path: join(process.env.NINEFOLD_SHOTS, `preview-${name}-hidden.png`) });
    await page.goto(`${pack.origin}none.html`);
    await page.screenshot({ path: join(process.env.NINEFOLD_SHOTS, `preview-${name}-missing.png`) });
  }
  await pack.end();
  await pack.again();
  for (const [name, look] of Object.entries(looks)) {
    const page = await fresh(browser, { origin: pack.origin, ...look });
    await page.goto(pack.origin);
    await page.screenshot({ path: join(process.env.NINEFOLD_SHOTS, `preview-${name}-none.png`) });
  }
});
