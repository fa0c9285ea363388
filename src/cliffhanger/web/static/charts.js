/* Draws the charts of a page, in its light or dark, and anew when either changes or when htmx brings another body. */
"use strict";

(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const named = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
    return { ink: named("--ink", "#1a1f26"), soft: named("--soft", "#566170"), grid: named("--line", "#dde2e8") };
  }

  function draw(place) {
    if (!window.vegaEmbed || !place.isConnected) return;
    const spec = JSON.parse(place.dataset.spec);
    const hues = colours();
    // Vega names the place by this.
    spec.description = place.dataset.about || place.getAttribute("aria-label");
    place.dataset.about = spec.description;
    spec.params = Object.entries(hues).map(([name, value]) => ({ name, value }));
    window
      .vegaEmbed(place, spec, {
        ast: true, // expressions are walked, never evaluated as strings: the page's policy forbids that
        actions: false,
        defaultStyle: false,
        mode: "vega-lite",
        renderer: "svg",
        tooltip: { disableDefaultStyle: true, theme: "desk" },
      })
      .then((made) => {
        if (place.drawn) place.drawn.finalize();
        place.drawn = made;
        place.dataset.drawn = "yes";
        // The words beside the chart speak for it; its marks would be read out one by one.
        place.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
      })
      .catch(() => {
        place.dataset.drawn = "no";
        place.textContent = "This chart could not be drawn; its figures stand in the table.";
      });
  }

  function drawAll(part) {
    const places = part.querySelectorAll ? [...part.querySelectorAll("[data-spec]")] : [];
    if (part.matches && part.matches("[data-spec]")) places.push(part);
    places.filter((place) => !place.dataset.drawn).forEach(draw);
  }

  document.addEventListener("DOMContentLoaded", () => drawAll(document));
  document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
  const again = () => document.querySelectorAll("[data-spec]").forEach(draw);
  dark.addEventListener("change", again);
  // The button that changes the look marks the root.
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-look"] });
})();
