// A task by keys alone, with scripts and without: search, open the third hit, copy its
// citation, go back, narrow, print.

/// Presses Tab until what has the focus matches; how often that took.
const tabTo = async (page, selector, most = 250) => {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press("Tab");
    const is = await page.evaluate((it) => Boolean(document.activeElement && document.activeElement.matches(it)), selector);
    if (is) return presses;
  }
  throw new Error(`no Tab leads to ${selector}`);
};

const focusIsSeen = (page) => page.evaluate(() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
});

const search = async (page) => {
  await page.keyboard.type("helicopter contract Peru");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
};

const narrow = async (page, check, name) => {
  const before = await page.locator("#counts").textContent();
  await tabTo(page, ".facets .values a");
  check(await focusIsSeen(page), `${name}: the focus on a facet is seen`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  check((await page.locator("#counts").textContent()) !== before, `${name}: a facet narrows`);
  check(await page.locator(".chosen").isVisible(), `${name}: what is chosen is shown`);
};

const prints = async (page, check, name) => {
  const pdf = await page.pdf();
  check(pdf.length > 5000, `${name}: it prints`);
  await page.emulateMedia({ media: "print" });
  check(!(await page.locator(".box").isVisible()), `${name}: no box on paper`);
  check(await page.locator(".hit .citation").first().isVisible(), `${name}: citations on paper`);
};

const withScripts = async ({ browser, base, check }) => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(base);
  await page.keyboard.press("/");
  await search(page);
  for (const key of ["j", "j", "j"]) await page.keyboard.press(key);
  check(await page.evaluate(() => Boolean(document.activeElement.closest("#hit-3"))), "j leads to the third hit");
  check(await focusIsSeen(page), "the focus on a hit is seen");
  // The name of the hit goes into the address first, which is a navigation of its own.
  await Promise.all([page.waitForURL(/\/doc\?/), page.keyboard.press("o")]);
  check(await page.locator("#at").isVisible(), "the passage is framed");
  await page.keyboard.press("c");
  await page.waitForFunction(() => document.querySelector("[role=status]:not(:empty)"));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  check(/ibid:1 id=/.test(copied), `c copies the citation: ${copied}`);
  await page.goBack();
  check(await page.evaluate(() => Boolean(document.activeElement.closest("#hit-3"))), "back leads to the same hit");
  // Keys are letters in the box, and with Ctrl they are the browser's.
  await page.keyboard.press("/");
  await page.keyboard.press("End");
  await page.keyboard.type(" jock?");
  check((await page.locator("#q").inputValue()).endsWith(" jock?"), "keys in the box are letters");
  await page.goto(`${base}/?q=helicopter+contract+Peru`);
  await narrow(page, check, "with scripts");
  // They can be turned off.
  await page.keyboard.press("?");
  await page.locator("#keys").uncheck();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  check(await page.evaluate(() => document.activeElement === document.body), "keys are off");
  await prints(page, check, "with scripts");
  await context.close();
};

const withoutScripts = async ({ browser, base, check }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(base);
  await tabTo(page, "#q");
  await search(page);
  await tabTo(page, "#hit-3 a.open");
  check(await focusIsSeen(page), "without scripts: the focus is seen");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  check(await page.locator("#at").isVisible(), "without scripts: the passage is framed");
  check(await page.evaluate(() => {
    const { top, bottom } = document.getElementById("at").getBoundingClientRect();
    return top >= 0 && top < innerHeight && bottom > 0;
  }), "without scripts: the passage is scrolled to");
  await tabTo(page, "#at .cite summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "#at textarea.copied");
  await page.keyboard.press("Control+A");
  const chosen = await page.evaluate(() => {
    const area = document.activeElement;
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  check(/ibid:1 id=/.test(chosen), `without scripts: the citation can be selected: ${chosen}`);
  await page.goBack();
  await narrow(page, check, "without scripts");
  await prints(page, check, "without scripts");
  await context.close();
};

export const keys = async (setting) => {
  await withScripts(setting);
  await withoutScripts(setting);
  return "a task by keys alone, with scripts and without";
};
