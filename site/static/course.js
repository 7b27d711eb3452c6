/* Live figures: plotly is loaded, once, when the first of them comes near the window; until then, and where scripts do
   not run, the picture stands there. It never leaves the folder: the script lies beside this one. */
"use strict";

const here = document.currentScript.src;
const NARROW = 560; // pixels: on a phone the picture stays, as a finger could not scroll past a live figure
const OFFLINE = { displaylogo: false, showSendToCloud: false, responsive: false }; // no button that uploads a figure
let loading = null;

function plotly() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("plotly.min.js", here).href;
    script.onload = () => done(window.Plotly);
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

async function enliven(figure) {
  const room = figure.parentElement.clientWidth;
  if (room < NARROW) return;
  const data = JSON.parse(figure.querySelector("script").textContent);
  const drawing = document.createElement("div");
  drawing.className = "live-drawing";
  try {
    const Plotly = await plotly();
    const layout = { ...data.layout, width: Math.min(data.layout.width ?? room, room) };
    figure.append(drawing);
    await Plotly.newPlot(drawing, data.data, layout, { ...data.config, ...OFFLINE });
    const picture = figure.querySelector("img");
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", picture.alt);
    picture.classList.add("picture-hidden");
  } catch (error) {
    drawing.remove(); // the picture stays
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      enliven(entry.target);
    }
  },
  { rootMargin: "400px" },
);
document.querySelectorAll("figure.live").forEach((figure) => near.observe(figure));

// Furo has two parts beside the text; whoever hears the page can tell them apart by these names.
document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "Pages");
document.querySelector(".toc-drawer")?.setAttribute("aria-label", "On this page");

// What is too wide scrolls by itself; so that keys can do it, too, it takes the focus.
document.querySelectorAll("pre, div.table, .formula, .table-wrapper").forEach((part) => {
  if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
});
