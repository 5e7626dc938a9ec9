// Every page through an HTML conformance checker: no errors.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { packs, pages } from "./site.js";

const checker = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:standard"],
  rules: {
    // A matter of taste: the standard knows no case here. Ours is small letters.
    "doctype-style": ["error", { style: "lowercase" }],
    // No rule of the standard, but of search machines: a title names the page, the pack, the authority and the marking.
    "long-title": "off",
    // Spaces at the end of a line of a file are nobody's concern but ours.
    "no-trailing-whitespace": "off",
    // For files of other hosts; ours stand in the same folder, and a browser refuses the attribute over file:.
    "require-sri": "off",
    // A frame that scrolls is a region without being a section of the page, which would be drawn as one.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
}));

/** What the checker says and we do not follow, each with its reason. */
const let_pass = [
  // Browsers forget that a table is one when its rows are drawn as blocks, which ours are on a phone: the roles say it again.
  ({ ruleId, message }) => ruleId === "no-redundant-role" && /"(table|row|rowgroup|rowheader|columnheader|cell)"/.test(message),
  // H32 is a technique and no demand: the filters act at once and send nothing. What sends something has a button.
  ({ ruleId, line }, lines) => ruleId === "wcag/h32" && /<form class="filters"(?![^>]* action=)/.test(lines[line - 1]),
];

/** A line for each error in the text of a page. */
async function errors(text, path) {
  const lines = text.split("\n");
  const { results } = await checker.validateString(text, path);
  const messages = results.flatMap((result) => result.messages);
  const kept = messages.filter((message) => !let_pass.some((known) => known(message, lines)));
  return kept.map(({ line, column, ruleId, message }) => `${path}:${line}:${column}: ${ruleId}: ${message}`);
}

test("the checker finds what is wrong", async () => {
  const wrong = `<!doctype html><html lang="en"><head><title>x</title></head><body>
<p id="a"><div>x</div></p><p id="a" style="x">y</p><img src="x.png"><a name="b" href="x.html"></a></body></html>`;
  const found = (await errors(wrong, "wrong.html")).join("\n");
  for (const rule of ["no-dup-id", "close-order", "no-inline-style", "wcag/h37", "wcag/h30"]) {
    assert.ok(found.includes(rule), `${rule} in ${found}`);
  }
});

for (const [name, folder] of packs) {
  test(`every page of the ${name} conforms to the HTML standard`, async () => {
    const paths = [...pages(folder), ...pages(folder, { leadingOn: true })];
    const found = [];
    for (const path of paths) found.push(...await errors(readFileSync(`${folder}/${path}`, "utf8"), path));
    assert.deepEqual(found, []);
  });
}
