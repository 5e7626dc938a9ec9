// Every page over http: nothing complains, leaves the site or runs what it may not, and nothing is wider than the screen.
// axe.test.js opens the same pages from the file system and holds them to the same silence.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fresh, home, open, packs, pages, site } from "./site.js";
import { named, serve } from "./server.js";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

/** What a page at 320 px has that it should not. */
function narrow() {
  const outside = (script) => !/^(\.\.\/|\.\/)*assets\/[^:]*\.js$/.test(script.getAttribute("src") ?? "");
  // A link over the words of a chart may not be cut either.
  const cut = [...document.querySelectorAll("svg text")]
    .filter((text) => text.getBoundingClientRect().right > innerWidth + 0.5 || text.getBoundingClientRect().left < -0.5);
  const inline = [...document.querySelectorAll("*")].flatMap((element) =>
    element.getAttributeNames().filter((name) => name === "style" || name.startsWith("on")).map((name) => `${element.localName} ${name}`));
  return {
    wide: document.documentElement.scrollWidth,
    cut: cut.map((text) => text.textContent),
    scripts: [...document.scripts].filter(outside).map((script) => script.outerHTML.slice(0, 80)),
    inline: [...inline, ...[...document.querySelectorAll("style")].map(() => "a style element")],
  };
}

/** How wide a page is when its text has twice the size; undoes it afterwards. */
function enlarged() {
  const root = document.documentElement;
  const usual = Number.parseFloat(getComputedStyle(root).fontSize);
  root.style.fontSize = `${usual * 2}px`;
  const wide = root.scrollWidth;
  // What sticks out, for whoever has to mend it.
  const out = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".scroll, .code, .vh"))
    .map((element) => `${element.localName}.${element.className?.baseVal ?? element.className}`);
  root.style.fontSize = "";
  return { wide, out: wide > innerWidth ? out.slice(0, 4) : [] };
}

for (const [name, folder] of packs) {
  test(`every page of the ${name} is quiet over http and as wide as its screen`, async () => {
    const server = await serve(folder);
    const page = await fresh(browser, { origin: server.origin });
    const faults = [];
    const all = pages(folder);
    assert.ok(all.length > (name === "example" ? 150 : 60), `${all.length} pages`);
    for (const path of all) {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(server.origin + path);
      const { wide, ...rest } = await page.evaluate(narrow);
      if (wide > 320) faults.push(`${path} is ${wide} wide on a phone`);
      for (const [what, list] of Object.entries(rest)) if (list.length) faults.push(`${path}: ${what}: ${list}`);
      await page.setViewportSize({ width: 1280, height: 900 });
      const large = await page.evaluate(enlarged);
      if (large.wide > 1280) faults.push(`${path} is ${large.wide} wide with text of twice the size: ${large.out}`);
    }
    server.close();
    assert.deepEqual([...faults, ...page.faults], []);
  });

  test(`every earlier address of the ${name} leads on to a page`, async () => {
    const server = await serve(folder);
    const page = await fresh(browser, { origin: server.origin });
    for (const path of pages(folder, { leadingOn: true })) {
      await page.goto(server.origin + path, { waitUntil: "commit" });
      await page.waitForURL((url) => url.pathname !== `/${path}`);
      assert.ok((await page.locator("h1").innerText()).length > 0, path);
    }
    server.close();
    assert.deepEqual(page.faults, []);
  });
}

test("the server gives files of its folder and nothing else", async () => {
  for (const address of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/%00", "/%", "/stories", "/assets"]) {
    assert.equal(named(site, address), undefined, address);
  }
  assert.ok(named(site, "/")?.endsWith("index.html"));
  const server = await serve(site);
  const style = await fetch(`${server.origin}assets/style.css`);
  assert.equal(style.headers.get("content-type"), "text/css; charset=utf-8");
  assert.equal((await fetch(`${server.origin}none.html`)).status, 404);
  server.close();
});

test("the marking, the as-of date and the notice stand on every kind of page", async () => {
  const page = await fresh(browser);
  for (const path of ["index.html", "statements/equity.html", "stories/index.html", "about.html"]) {
    await page.goto(new URL(path, home).href);
    const text = await page.locator("body").innerText();
    for (const word of ["OFFICIAL", "30 June 2026", "invented", "internal"]) {
      assert.ok(text.includes(word), `${path}: ${word}`);
    }
  }
});
