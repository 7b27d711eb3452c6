/* Live figures: plotly, five megabytes, is loaded once, when somebody wants the first of them: moves onto it, or presses
   its button. Until then, and where scripts do not run, the picture stands there. The script lies beside this one. */
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
  const button = figure.querySelector("button");
  if (!button || button.disabled) return;
  const focused = document.activeElement === button;
  button.disabled = true; // so nobody asks twice
  button.textContent = "A moment …";
  const room = figure.parentElement.clientWidth;
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
    if (focused) {
      drawing.tabIndex = -1;
      drawing.focus();
    }
  } catch (error) {
    drawing.remove(); // the picture stays
  }
  button.remove();
}

document.querySelectorAll("figure.live").forEach((figure) => {
  if (figure.parentElement.clientWidth < NARROW) return;
  figure.insertAdjacentHTML("beforeend", '<button type="button">Make it live</button>');
  figure.querySelector("button").addEventListener("click", () => enliven(figure));
  figure.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && enliven(figure));
});

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
