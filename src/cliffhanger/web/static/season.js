/* The as-of slider, the sliders of a next season, and the sources of a figure under the pointer or the keyboard's focus. */
"use strict";

(() => {
  const DAY = 86400000;
  const named = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  // --- The as-of slider: it moves the field of the date, and the form asks for the body of that day. ---
  document.addEventListener("DOMContentLoaded", () => {
    const slider = document.getElementById("slider");
    const field = document.getElementById("as-of");
    if (!slider || !field) return;
    const first = Date.parse(slider.dataset.first);
    slider.hidden = false;
    slider.form.querySelector("button").hidden = true;
    let waiting = 0;
    const say = () => slider.setAttribute("aria-valuetext", named.format(new Date(Date.parse(field.value))));
    slider.addEventListener("input", () => {
      field.value = new Date(first + DAY * Number(slider.value)).toISOString().slice(0, 10);
      say();
      clearTimeout(waiting);
      waiting = setTimeout(() => window.htmx.trigger(slider.form, "slid"), 90);
    });
    // Its own change would ask a second time for what was asked while it moved.
    slider.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("change", () => {
      slider.value = String(Math.round((Date.parse(field.value) - first) / DAY));
      say();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && field.checkValidity()) {
        event.preventDefault();
        window.htmx.trigger(slider.form, "slid");
      }
    });
    // The links to the rest of the desk carry the date on.
    document.addEventListener("htmx:pushedIntoHistory", () => {
      const day = new URL(location.href).searchParams.get("as_of");
      document.querySelectorAll("header.top a").forEach((link) => {
        const address = new URL(link.href);
        address.searchParams.set("as_of", day);
        link.href = address.pathname + address.search;
      });
    });
    window.addEventListener("popstate", () => location.reload());
  });

  // --- A next season: the number beside the slider at once, the figures from the server. ---
  document.addEventListener("input", (event) => {
    const output = event.target.id && document.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
    if (output) output.textContent = `${Number(event.target.value)} times the expected`;
  });

  // --- Sources of a figure. ---
  let tip = null;
  let owner = null;
  let later = 0;

  function sourcesOf(place) {
    const row = place.matches(".marks a") ? place : place.closest("tr, p, li");
    const links = row.matches("a") ? [row] : [...row.querySelectorAll(".marks a")];
    return [...new Set(links.map((link) => link.hash.slice(1)))];
  }

  function show(place) {
    const names = sourcesOf(place);
    const items = names.map((name) => document.getElementById(name)).filter(Boolean);
    if (!items.length) return;
    hide();
    tip = document.createElement("div");
    tip.id = "tip";
    tip.setAttribute("role", "tooltip");
    items.slice(0, 4).forEach((item) => {
      const line = document.createElement("p");
      line.textContent = item.innerText.replace("↩", "").replace(/\s+/g, " ").trim();
      tip.append(line);
    });
    if (items.length > 4) {
      const more = document.createElement("p");
      more.textContent = `and ${items.length - 4} more`;
      tip.append(more);
    }
    document.body.append(tip);
    owner = place;
    if (place.matches("a")) place.setAttribute("aria-describedby", "tip");
    put();
    tip.addEventListener("pointerleave", hide);
  }

  function put() {
    const at = owner.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const below = at.bottom + 4 + size.height < innerHeight;
    tip.style.setProperty("top", `${Math.max(4, below ? at.bottom + 4 : at.top - size.height - 4)}px`);
    tip.style.setProperty("left", `${Math.max(4, Math.min(at.left, innerWidth - size.width - 8))}px`);
  }

  function hide() {
    clearTimeout(later);
    if (tip) tip.remove();
    if (owner) owner.removeAttribute("aria-describedby");
    tip = owner = null;
  }

  const figure = (target) =>
    target instanceof Element && target.closest("#season-body .marks a, #season-body td, #season-body tbody th");

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#season-body .marks a")) show(event.target);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || (tip && tip.contains(event.target))) return;
    const place = figure(event.target);
    if (place && place === owner) return;
    clearTimeout(later);
    later = setTimeout(() => (place ? show(place) : document.activeElement !== owner && hide()), place ? 350 : 150);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  // Where the focus moves out of sight, the page scrolls after it: what it shows goes along.
  document.addEventListener("scroll", () => tip && (document.activeElement === owner ? put() : hide()), { passive: true });
  document.addEventListener("htmx:beforeSwap", hide);
})();
