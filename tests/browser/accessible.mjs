// No violation that axe finds: eight pages, each in the light, in the dark and on a phone.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pages } from "./pages.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 360, height: 740 } },
};

export const accessible = async ({ browser, base, check }) => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  let looked = 0;
  for (const [view, options] of Object.entries(VIEWS)) {
    const context = await browser.newContext(options);
    for (const [name, address] of Object.entries(await pages(base))) {
      const page = await context.newPage();
      await page.goto(base + address);
      // What is folded is looked at as well.
      await page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
      // The page's own policy forbids a script: it is put in over the protocol.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(
        (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags } }), TAGS);
      for (const { id, help, nodes } of violations) {
        const where = nodes.slice(0, 3).map((node) => `${node.target}: ${node.failureSummary}`);
        check(false, `${name} ${view}: ${id}: ${help}\n  ${where.join("\n  ")}`);
      }
      looked += 1;
      await page.close();
    }
    await context.close();
  }
  return `${looked} views without a violation that is not told above`;
};
