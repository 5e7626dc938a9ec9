// On paper: how many sheets a page takes, the marking on each, and no chart divided between two.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { file, files, fresh, hard, open, site } from "./site.js";

let browser;
let folder;
before(async () => {
  browser = await open();
  folder = mkdtempSync(join(tmpdir(), "ninefold-print-"));
});
after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** The words of each sheet of a page, without spaces, and the words of each of its charts. */
async function printed(root, path) {
  const page = await fresh(browser);
  await page.goto(file(root, path));
  const charts = await page.evaluate(() => [...document.querySelectorAll("svg.ch")].map((chart) =>
    [...chart.querySelectorAll("text")].flatMap((text) => {
      // The full words of what was shortened stand in a title, which no paper shows.
      const shown = [...text.childNodes].filter((node) => node.nodeName !== "title");
      return shown.map((node) => node.textContent).join(" ").split(/\s+/).filter(Boolean);
    })));
  const pdf = join(folder, "page.pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: false });
  await page.context().close();
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  // A form feed ends each sheet.
  return { sheets: text.split("\f").slice(0, -1).map((sheet) => sheet.replace(/\s+/g, "")), charts };
}

/** The charts of which no sheet has all the words. */
function divided(sheets, charts) {
  return charts.filter((labels) => !sheets.some((sheet) => labels.every((label) => sheet.includes(label))))
    .map((labels) => labels.slice(0, 8).join(" "));
}

// The bounds are what we saw on A4 and some room for other fonts: a page that
// suddenly takes twice the paper, or half of it, is to be looked at.
const expected = [
  ["statements/equity.html", 8, 20],
  ["stories/garden-gate.html", 1, 4],
  ["matrix.html", 1, 5],
  ["actions/index.html", 4, 14],
];

for (const [path, least, most] of expected) {
  test(`${path} prints on ${least} to ${most} sheets, each with its marking and no chart divided`, async (context) => {
    const { sheets, charts } = await printed(site, path);
    context.diagnostic(`${path}: ${sheets.length} sheets, ${charts.length} charts`);
    assert.ok(sheets.length >= least && sheets.length <= most, `${sheets.length} sheets`);
    for (const [at, sheet] of sheets.entries()) {
      // Once at the head and once at the foot.
      assert.ok(sheet.split("OFFICIAL").length > 2, `sheet ${at + 1}: ${sheet.slice(0, 120)}`);
      assert.ok(sheet.includes("Asof30June2026"), `sheet ${at + 1} has no date`);
    }
    assert.deepEqual(divided(sheets, charts), []);
  });
}

test("the hard pack prints with its marking on every sheet", { skip: !hard }, async (context) => {
  for (const path of ["statements/only-one.html", "pages/four-hundred-rows.html"]) {
    const { sheets, charts } = await printed(hard, path);
    context.diagnostic(`${path}: ${sheets.length} sheets, ${charts.length} charts`);
    assert.deepEqual(divided(sheets, charts), [], path);
    assert.ok(sheets.length >= 5 && sheets.length <= 40, `${path}: ${sheets.length} sheets`);
    const unmarked = sheets.filter((sheet) => sheet.split("OFFICIAL-SENSITIVE").length <= 2);
    assert.deepEqual(unmarked, [], path);
  }
});

test("print packs have their contents and their marking on every sheet", async (context) => {
  const packs = files(site).filter((path) => /^print\/.*\.html$/.test(path));
  assert.ok(packs.includes("print/index.html") && packs.length === 10, `${packs}`);
  // The whole pack and one statement: the others are made in the same way.
  for (const path of ["print/index.html", packs.find((one) => one.endsWith("equity.html"))]) {
    const { sheets, charts } = await printed(site, path);
    context.diagnostic(`${path}: ${sheets.length} sheets, ${charts.length} charts`);
    assert.ok(sheets.length >= 8 && sheets.length <= 400, `${path}: ${sheets.length} sheets`);
    const unmarked = sheets.map((sheet, at) => [at + 1, sheet]).filter(([, sheet]) => sheet.split("OFFICIAL").length <= 2);
    assert.deepEqual(unmarked.map(([at]) => at), [], path);
    assert.deepEqual(divided(sheets, charts), [], path);
  }
});
