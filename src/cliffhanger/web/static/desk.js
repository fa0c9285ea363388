/* The look that was chosen, before anything is painted; then the button that changes it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function kept() {
    try { return localStorage.getItem("look"); } catch (refused) { return null; }
  }
  function keep(look) {
    try { localStorage.setItem("look", look); } catch (refused) { /* a private window: for this page alone */ }
  }
  var look = kept();
  if (look === "dark" || look === "light") { root.dataset.look = look; }
  function isDark() { return root.dataset.look ? root.dataset.look === "dark" : dark.matches; }
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme");
    if (!button) { return; }
    function say() { button.textContent = isDark() ? "Light" : "Dark"; }
    button.hidden = false;
    say();
    button.addEventListener("click", function () {
      root.dataset.look = isDark() ? "light" : "dark";
      keep(root.dataset.look);
      say();
    });
    dark.addEventListener("change", say);
  });
  /* A slider says its figure while it is moved; the server is asked once it is let go. */
  document.addEventListener("input", function (event) {
    var said = event.target.type === "range" && document.getElementById(event.target.id + "-said");
    if (said) { said.textContent = Number(event.target.value).toLocaleString("en-GB"); }
  });
  document.addEventListener("keydown", function (event) {
    var find = document.getElementById("find");
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && find && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      find.focus();
    }
    if (event.key === "Escape" && find && find.closest("form").contains(document.activeElement)) {
      document.getElementById("found").replaceChildren();
      find.focus();
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && find && find.closest("form").contains(document.activeElement)) {
      var stops = [find].concat(Array.from(document.querySelectorAll("#found a")));
      var at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (at >= 0 && at < stops.length) { event.preventDefault(); stops[at].focus(); }
    }
  });
  document.addEventListener("click", function (event) {
    var find = document.getElementById("find");
    if (find && !find.closest("form").contains(event.target)) { document.getElementById("found").replaceChildren(); }
  });
  /* A part of a page that is refused says why in its place; else the page would wait for ever. */
  function say(target, text) {
    if (!target) { return; }
    var said = document.createElement("p");
    said.className = "refused";
    said.setAttribute("role", "alert");
    said.textContent = text;
    target.replaceChildren(said);
    target.removeAttribute("aria-busy");
  }
  document.addEventListener("htmx:responseError", function (event) {
    var page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    var why = Array.from(page.querySelectorAll("main p")).map(function (p) { return p.textContent.trim(); })[0];
    say(event.detail.target, why || "The desk could not answer this.");
  });
  document.addEventListener("htmx:sendError", function (event) {
    say(event.detail.target, "The desk does not answer. Is it still running?");
  });
})();
