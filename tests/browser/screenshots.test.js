// Pictures for a person to look at: nothing is compared. They stand in NINEFOLD_SHOTS, or in a folder whose path is printed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdirSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { file, fresh, hard, open, site } from "./site.js";

const looks = {
  desk: {},
  phone: { viewport: { width: 320, height: 640 } },
  dark: { colorScheme: "dark" },
  forced: { forcedColors: "active" },
  print: { viewport: { width: 720, height: 1000 } },
};
const shown = [
  [site, ["index.html", "statements/equity.html", "stories/garden-gate.html", "matrix.html", "actions/index.html"], Object.keys(looks)],
  [hard, ["index.html", "statements/only-one.html", "stories/gate.html", "pages/four-hundred-rows.html"], ["desk", "phone"]],
];

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

test("pictures are taken of the main pages", async (context) => {
  const folder = process.env.NINEFOLD_SHOTS ?? mkdtempSync(join(tmpdir(), "ninefold-shots-"));
  mkdirSync(folder, { recursive: true });
  for (const [root, paths, names] of shown.filter(([root]) => root)) {
    for (const name of names) {
      const page = await fresh(browser, looks[name]);
      if (name === "print") await page.emulateMedia({ media: "print" });
      for (const path of paths) {
        await page.goto(file(root, path));
        const { width } = page.viewportSize();
        const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), 4000);
        const to = join(folder, `${root === hard ? "hard-" : ""}${path.replace(/\W+/g, "-").replace(/-html$/, "")}-${name}.png`);
        await page.screenshot({ path: to, fullPage: true, clip: { x: 0, y: 0, width, height } });
        assert.ok(statSync(to).size > 5000, to);
      }
      await page.context().close();
    }
  }
  context.diagnostic(`pictures to look at: ${folder}`);
});
