// Every reference of every edition leads somewhere: pages, anchors, pictures, labels, in exactly the case in which they are written.
// Read from the files, so that nothing is missed that a browser would not ask for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { files, folders } from "./site.js";

// Ids of the same page, one or several with spaces between them.
const labels = "for|headers|list|form|aria-(?:labelledby|describedby|controls|owns|details|flowto|errormessage|activedescendant)";
const pattern = {
  tag: /<[a-zA-Z][^\s>]*(?:\s+[^\s=>]+(?:=(?:"[^"]*"|'[^']*'|[^\s>]+))?)*\s*\/?>/g,
  id: /\s(?:id|name)="([^"]*)"/g,
  address: /\s(?:xlink:)?(?:href|src|action|srcset|poster|data)="([^"]*)"/g,
  label: new RegExp(`\\s(?:${labels})="([^"]*)"`, "g"),
};

/** What every file of a folder says: for pages their tags' ids, addresses and labels. */
function read(folder) {
  const known = new Map();
  for (const path of files(folder)) {
    if (!path.endsWith(".html")) {
      known.set(path, undefined);
      continue;
    }
    // Comments and the words of scripts are no references.
    const text = readFileSync(`${folder}/${path}`, "utf8").replace(/<!--[\s\S]*?-->/g, "");
    const tags = (text.match(pattern.tag) ?? []).join("\n");
    const all = (form) => [...tags.matchAll(form)].map(([, value]) => unescaped(value));
    known.set(path, { ids: new Set(all(pattern.id)), addresses: all(pattern.address), labels: all(pattern.label) });
  }
  return known;
}

function unescaped(text) {
  const named = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", "#x2F": "/" };
  return text.replace(/&(amp|lt|gt|quot|#39|#x27|#x2F);/g, (_, name) => named[name]);
}

/** What is wrong with an address on a page, or nothing. */
function fault(known, path, address) {
  if (/^(https|http|mailto|tel):/.test(address)) return undefined;
  if (/^[a-z]+:/i.test(address)) return "a scheme that no page has";
  if (address.startsWith("/")) return "begins at the root, of which a folder has none";
  const [before, fragment] = address.split("#");
  const place = decodeURIComponent(before.split("?")[0]);
  const target = place ? posix.join(posix.dirname(path), place) : path;
  if (!known.has(target)) return "no such file";
  const page = known.get(target);
  // Where the fragment of a register holds its filters, it has `=` in it and is no anchor.
  if (!fragment || fragment.includes("=")) return undefined;
  return page?.ids.has(decodeURIComponent(fragment)) ? undefined : "no such anchor";
}

for (const [name, folder] of folders) {
  test(`every link and anchor of the ${name} leads somewhere`, () => {
    const known = read(folder);
    const faults = [];
    let counted = 0;
    for (const [path, page] of known) {
      for (const address of page?.addresses ?? []) {
        const why = fault(known, path, address);
        if (why) faults.push(`${path}: ${address}: ${why}`);
        counted += 1;
      }
      for (const id of page?.labels.flatMap((label) => label.split(/\s+/)) ?? []) {
        if (!page.ids.has(id)) faults.push(`${path}: ${id}: nothing has this id`);
        counted += 1;
      }
    }
    assert.ok(counted > 3000, `${counted} references`);
    assert.deepEqual(faults, []);
  });
}

test("a broken reference is found", () => {
  const known = new Map([["a/b.html", { ids: new Set(["here"]) }], ["c.html", { ids: new Set() }]]);
  const said = (address) => fault(known, "a/b.html", address);
  assert.equal(said("../c.html"), undefined);
  assert.equal(said("#here"), undefined);
  assert.equal(said("../C.html"), "no such file");
  assert.equal(said("../c.html#here"), "no such anchor");
  assert.equal(said("/c.html"), "begins at the root, of which a folder has none");
  assert.equal(said("javascript:void(0)"), "a scheme that no page has");
});
