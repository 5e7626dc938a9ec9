// In every page of the preview: reads the page again when it has changed, where the reader stands, and
// shows what was found. It lives in a shadow root with a style sheet of its own, since the pages' policy
// allows neither inline styles nor inline scripts, and the site's own styles should not reach it.
(() => {
  "use strict";
  const own = document.currentScript;
  const key = own.dataset.key;
  // A page of ours lists the findings itself.
  const bare = document.querySelector("main[data-lists]") !== null;
  const PLACE = "ninefold-place";
  const AGAIN = 1000;

  // ── Where the reader stands ──────────────────────────────────────────────

  function readAgain() {
    const open = [...document.querySelectorAll("details")].map((one) => one.open);
    const place = { at: location.href, x: scrollX, y: scrollY, open };
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(place));
      history.scrollRestoration = "manual";
    } catch { /* a browser that keeps nothing reads the page from its top */ }
    leave();
    location.reload();
  }

  function stand() {
    let place;
    try {
      place = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
    } catch { /* as above */ }
    if (!place || place.at !== location.href) return;
    const details = [...document.querySelectorAll("details")];
    if (details.length === place.open.length) details.forEach((one, at) => { one.open = place.open[at]; });
    // Until everything is there the page may be too short, and a hash leads elsewhere; whoever scrolls
    // in the meantime is let go.
    let free = false;
    const go = () => { if (!free) scrollTo({ left: place.x, top: place.y, behavior: "instant" }); };
    for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(kind, () => { free = true; }, { once: true, passive: true });
    }
    const done = () => {
      go();
      requestAnimationFrame(() => { go(); history.scrollRestoration = "auto"; });
    };
    go();
    if (document.readyState === "complete") done(); else addEventListener("load", done, { once: true });
  }

  // ── What was found ───────────────────────────────────────────────────────

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: light dark;
      --paper: #fff; --ink: #14191d; --muted: #4a545b; --rule: #d5dadd; --error: #a8321b; --warning: #8a6100; --wash: #f3f5f6;
      --shade: 0 2px 6px #0003, 0 12px 40px #0004;
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
    @media (prefers-color-scheme: dark) {
      :host { --paper: #20272c; --ink: #f0f2f3; --muted: #b8bfc4; --rule: #465057; --error: #ff8d73; --warning: #e5b84b; --wash: #2a3238;
        --shade: 0 2px 6px #000a, 0 12px 40px #000c } }
    * { box-sizing: border-box }
    [hidden] { display: none !important }
    .panel, .corner, .gone { position: fixed; z-index: 2147483647; color: var(--ink); background: var(--paper); box-shadow: var(--shade) }
    .panel { inset: auto 0 0; margin: 0 auto; width: min(46rem, 100%); max-height: min(60vh, 34rem); display: flex; flex-direction: column;
      border: 1px solid var(--rule); border-bottom: 0; border-top: 5px solid var(--error); border-radius: 6px 6px 0 0 }
    .panel.mild { border-top-color: var(--warning) }
    .head { display: flex; gap: 1rem; align-items: flex-start; padding: .6rem .75rem .6rem 1.1rem; border-bottom: 1px solid var(--rule) }
    .head div { flex: 1; min-width: 0 }
    h2 { margin: 0; font-size: 1.1rem; line-height: 1.35; font-weight: 650 }
    p { margin: 0 }
    .say { color: var(--muted); font-size: .92rem }
    ul { margin: 0; padding: 0 1.1rem; overflow: auto; list-style: none; overscroll-behavior: contain }
    ul:focus-visible, button:focus-visible { outline: 3px solid var(--ink); outline-offset: -3px }
    li { padding: .7rem 0; overflow-wrap: anywhere }
    li + li { border-top: 1px solid var(--rule) }
    .kind { font-weight: 650; color: var(--error) }
    .warning .kind { color: var(--warning) }
    .note .kind { color: var(--muted) }
    .place, .help { margin-top: .15rem }
    .place { font-size: .92rem }
    code { font: .92em ui-monospace, Consolas, Menlo, monospace }
    .help { color: var(--muted); font-size: .92rem }
    button { font: inherit; font-size: .92rem; color: var(--ink); background: var(--wash); border: 1px solid var(--muted); border-radius: 4px;
      padding: .3rem .8rem; min-height: 2.25rem; cursor: pointer }
    button:hover { border-color: var(--ink) }
    .corner { right: .75rem; bottom: .75rem; border-left: 5px solid var(--warning) }
    .corner.hard { border-left-color: var(--error) }
    .gone { left: 50%; transform: translateX(-50%); top: .75rem; width: max-content; max-width: calc(100% - 1.5rem); padding: .45rem .9rem;
      border: 1px solid var(--rule); border-radius: 4px; font-size: .92rem }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
    @media print { :host { display: none } }
    @media (forced-colors: active) { .panel, .corner, .gone { border: 2px solid } }`);

  function made(name, settings = {}, ...inside) {
    const one = Object.assign(document.createElement(name), settings);
    one.append(...inside);
    return one;
  }

  const host = made("ninefold-preview");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const title = made("h2", { id: "title" });
  const say = made("p", { className: "say" });
  const list = made("ul", { tabIndex: 0 });
  list.setAttribute("aria-labelledby", "title");
  const hide = made("button", { type: "button", textContent: "Hide" });
  hide.setAttribute("aria-label", "Hide the findings");
  const panel = made("section", { className: "panel", hidden: true },
    made("div", { className: "head" }, made("div", {}, title, say), hide), list);
  panel.setAttribute("aria-labelledby", "title");
  const corner = made("button", { type: "button", className: "corner", hidden: true });
  const gone = made("p", { className: "gone", hidden: true, textContent: "The preview is not running. This page follows again when it is." });
  const heard = made("div", { className: "heard" });
  heard.setAttribute("role", "status");
  root.append(panel, corner, gone, heard);
  document.body.append(host);

  let latest;

  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const number = (severity) => latest.findings.filter((one) => one.severity === severity).length;

  function totals() {
    const of = ["error", "warning", "note"].map((name) => [number(name), name]).filter(([count]) => count);
    return of.map(([count, name]) => counted(count, name)).join(", ");
  }

  /** Words with names in backticks, as they are printed. */
  function words(text) {
    return text.split("`").map((part, at) => (at % 2 ? made("code", { textContent: part }) : part));
  }

  function item(one) {
    const line = made("li", { className: one.severity },
      made("p", {}, made("span", { className: "kind", textContent: `${one.severity}: ` }), ...words(one.message)));
    if (one.path) {
      const where = made("p", { className: "place" }, made("code", { textContent: one.path }));
      if (one.line) where.append(`, line ${one.line}`);
      line.append(where);
    }
    if (one.help) line.append(made("p", { className: "help" }, ...words(one.help)));
    return line;
  }

  function show(open) {
    const any = latest && latest.findings.length > 0 && !bare;
    panel.hidden = !any || !open;
    corner.hidden = !any || open;
  }

  function draw() {
    const text = totals();
    title.textContent = text;
    say.textContent = latest.stale ? "You see the last version without errors. Mend what is listed, and save." : "The site is built all the same.";
    list.replaceChildren(...latest.findings.map(item));
    list.scrollTop = 0;
    panel.classList.toggle("mild", !latest.stale);
    corner.classList.toggle("hard", latest.stale);
    corner.textContent = text;
    corner.setAttribute("aria-label", `${text}: show the findings`);
    show(latest.stale);
  }

  function put(open) {
    const within = root.activeElement;
    show(open);
    // Whoever pressed a button is not left without one.
    if (within === hide) corner.focus();
    if (within === corner) hide.focus();
  }

  hide.addEventListener("click", () => put(false));
  corner.addEventListener("click", () => put(true));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) put(false);
  });

  // ── The stream ───────────────────────────────────────────────────────────

  let stream;
  let again;
  const page = encodeURIComponent(location.pathname);

  function told(event) {
    gone.hidden = true;
    const next = JSON.parse(event.data);
    if (next.key !== key) { readAgain(); return; }
    const same = latest && JSON.stringify(latest.findings) === JSON.stringify(next.findings) && latest.stale === next.stale;
    const before = latest;
    latest = next;
    if (same && before.number === next.number) return;
    draw();
    const mended = before && before.findings.length > 0 && next.findings.length === 0;
    const text = bare ? "" : totals();
    heard.textContent = text ? `${text} found in the pack` : mended ? "Nothing is wrong any more" : "";
  }

  function listen() {
    clearTimeout(again);
    if (stream || document.hidden) return;
    stream = new EventSource(`/_ninefold/events?page=${page}`);
    stream.addEventListener("version", told);
    stream.addEventListener("error", () => {
      leave();
      gone.hidden = false;
      again = setTimeout(listen, AGAIN);
    });
  }

  function leave() {
    clearTimeout(again);
    stream?.close();
    stream = undefined;
  }

  // A browser opens few streams to one server: pages that nobody looks at hold none.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);

  stand();
  listen();
})();
