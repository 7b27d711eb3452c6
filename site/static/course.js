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

// The map of concepts: an arc from each lesson down to those that build on it; those of the lesson pointed at stand out.
function arcs(map) {
  map.querySelector("svg")?.remove();
  const notes = [...map.querySelectorAll(".needs")];
  const height = (note) => note.closest("li").offsetTop + 12;
  const places = new Map(notes.map((note) => [note.dataset.number, height(note)]));
  const right = parseFloat(getComputedStyle(map).paddingLeft) - 6;
  const longest = Math.max(...places.values());
  const drawn = notes.flatMap((note) =>
    note.dataset.needs.split(" ").filter((one) => places.has(one)).map((one) => {
      const [from, to] = [places.get(one), height(note)];
      const reach = right - right * Math.sqrt((to - from) / longest) * 1.3;
      return `<path data-ends="${one} ${note.dataset.number}" d="M${right} ${from}C${reach} ${from} ${reach} ${to} ${right} ${to}"/>`;
    }),
  );
  map.insertAdjacentHTML("beforeend", `<svg aria-hidden="true">${drawn.join("")}</svg>`);
}

document.querySelectorAll(".concepts").forEach((map) => {
  arcs(map);
  window.addEventListener("resize", () => arcs(map));
  for (const event of ["mouseover", "focusin"]) {
    map.addEventListener(event, ({ target }) => {
      const number = target.closest("li")?.querySelector(".needs").dataset.number;
      map.querySelectorAll("path").forEach((path) => {
        path.classList.toggle("lit", path.dataset.ends.split(" ").includes(number));
      });
    });
  }
});
