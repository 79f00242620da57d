// On a phone nothing is wider than the screen; pictures of the pages.

import { pages } from "./pages.mjs";

const VIEWS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 360, height: 740 } },
  narrow: { colorScheme: "light", viewport: { width: 320, height: 256 } },
  forced: { forcedColors: "active", viewport: { width: 1280, height: 900 } },
};

export const looks = async ({ browser, base, check, shots }) => {
  for (const [view, options] of Object.entries(VIEWS)) {
    const context = await browser.newContext(options);
    for (const [name, address] of Object.entries(await pages(base))) {
      const page = await context.newPage();
      await page.goto(base + address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(wide <= 0, `${name} ${view}: ${wide} pixels wider than the screen`);
      if (shots) await page.screenshot({ path: `${shots}/${name}-${view}.png` });
      await page.close();
    }
    await context.close();
  }
  return "nothing is wider than the screen";
};
