// Copying and single keys. Everything else works without it.
"use strict";
(() => {
  const keptOff = "ibid-keys-off";
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  const keysAreOff = () => Boolean(store && store.getItem(keptOff));

  // What was done, for those who do not see it.
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "status";
  document.body.append(status);
  const say = (text) => { status.textContent = text; setTimeout(() => { status.textContent = ""; }, 4000); };

  const select = (area) => { area.focus(); area.select(); };

  const copy = async (area) => {
    try {
      await navigator.clipboard.writeText(area.value);
      say("Citation copied");
    } catch {
      // No clipboard off this machine: the text is selected, to be copied by hand.
      const folded = area.closest("details");
      if (folded) folded.open = true;
      select(area);
      say("Citation selected: copy it with your keyboard");
    }
  };

  for (const area of document.querySelectorAll("textarea.copied")) {
    area.addEventListener("focus", () => area.select());
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = "Copy";
    const name = area.labels[0] ? area.labels[0].querySelector("span").textContent : "";
    button.setAttribute("aria-label", `Copy ${name}`);
    button.addEventListener("click", () => copy(area));
    area.closest("label").after(button);
  }

  const hits = [...document.querySelectorAll(".hit, .framed")];
  const link = (hit) => hit.querySelector("a.open") || hit;
  const current = () => {
    const within = document.activeElement && document.activeElement.closest(".hit, .framed");
    return within ? hits.indexOf(within) : hits.findIndex((hit) => `#${hit.id}` === location.hash);
  };
  const move = (step) => {
    if (!hits.length) return;
    const at = current();
    const next = at < 0 ? (step > 0 ? 0 : hits.length - 1) : Math.min(Math.max(at + step, 0), hits.length - 1);
    link(hits[next]).focus();
    hits[next].scrollIntoView({ block: "nearest" });
  };
  const inHit = (selector) => {
    const hit = hits[Math.max(current(), 0)];
    return hit && hit.querySelector(selector);
  };

  const keys = {
    "/": () => { const q = document.getElementById("q"); if (q) { q.focus(); q.select(); } },
    j: () => move(1),
    k: () => move(-1),
    o: () => { const open = inHit("a.open"); if (open) open.click(); },
    s: () => { const story = inHit("a.story"); if (story) story.click(); },
    c: () => { const area = inHit("textarea.copied"); if (area) copy(area); },
    "?": () => { const help = document.getElementById("help"); if (help) { help.open = !help.open; help.querySelector("summary").focus(); } },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || keysAreOff()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  const box = document.getElementById("keys");
  if (box && store) {
    box.closest(".switch").hidden = false;
    box.checked = !keysAreOff();
    box.addEventListener("change", () => {
      if (box.checked) store.removeItem(keptOff); else store.setItem(keptOff, "1");
    });
  }

  // Without the name of a hit in the address, going back would lose it.
  for (const hit of document.querySelectorAll(".hit[id] a.open")) {
    hit.addEventListener("click", () => {
      history.replaceState(history.state, "", `#${hit.closest(".hit").id}`);
    });
  }
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named && named.matches(".hit")) link(named).focus();
})();
