// A site in one file. Which page is shown is the style sheet's work, by the
// fragment of the address; without this script everything can be read. With it
// the title of the window, the reader's place in the index, the scroll and the
// focus follow the page, so that a screen reader says where it is.
"use strict";
(() => {
  const pages = Array.from(document.querySelectorAll("article.bound"));
  const whole = document.title;
  const skip = document.querySelector("a.skip");

  /** The name that the address leads to. */
  function fragment() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return location.hash.slice(1);
    }
  }

  /** The page that is shown: the one that is named, or holds what is named. */
  function shown() {
    const place = document.getElementById(fragment());
    return (place && place.closest("article.bound")) || document.querySelector("article.bound.home") || pages[0];
  }

  function show(moved) {
    const page = shown();
    const heading = page.querySelector("h1");
    const title = heading ? heading.textContent.trim() : "";
    document.title = !title || page.classList.contains("home") ? whole : title + " – " + whole;
    for (const link of document.querySelectorAll(".rail a, .menu nav a")) {
      const here = link.getAttribute("href") === "#" + page.id;
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (!moved) return;
    for (const menu of document.querySelectorAll("details.menu")) menu.open = false;
    // A place on a page is scrolled to by the browser; a page begins at its top.
    if (page.id === fragment() || !document.getElementById(fragment())) {
      scrollTo(0, 0);
      focus(heading);
    }
  }

  function focus(heading) {
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  // The skip link would lead away from the page that is shown: it takes the
  // reader to that page's heading.
  if (skip) {
    document.documentElement.dataset.scripted = "";
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      const heading = shown().querySelector("h1");
      focus(heading);
      if (heading) heading.scrollIntoView();
    });
  }
  addEventListener("hashchange", () => show(true));
  show(Boolean(location.hash));
})();
