// Every page of the hard fixture through axe-core. A file of its own, so that two examine at a time.

import { after, before, test } from "node:test";
import { examineAll } from "./axe.js";
import { hard, open } from "./site.js";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

test("axe finds nothing on any page of the hard", { skip: !hard }, async (context) => {
  await examineAll(browser, "hard", hard, context);
});
