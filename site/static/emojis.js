/* Emojis from a code: the decoder of lesson 08 runs here. Its weights, the codes of the real emojis (hundredths) and
   the directions in which they vary most come from emojis-data.js, so that the page needs no server. */
"use strict";

(() => {
  const SIDE = 36; // pixels of a drawing
  const [REACH, FAR] = [4, 5.6]; // how far the sliders go, and the map
  const LANDMARKS = 26;
  const STOPS = 9; // drawings on the way from one emoji to the other
  const { characters, names, trained, codes: hundredths, directions, weights: packed } = window.EMOJIS;
  const weights = packed.map(unpack);
  const codes = hundredths.map((row) => row.map((value) => value / 100));
  const learned = new Set(trained);
  const parts = ["from", "to", "way", "strip", "said", "drawing", "map", "pair", "sliders"];
  const [from, to, way, strip, said, canvas, svg, pair, sliders] = parts.map((id) => document.querySelector(`#emojis-${id}`));
  let code = codes[0].slice(); // what is drawn now

  function unpack({ scale, values }) {
    const bytes = Uint8Array.from(atob(values), (letter) => letter.charCodeAt(0));
    return Float32Array.from(new Int16Array(bytes.buffer), (value) => value * scale);
  }

  /** A transposed convolution, 4 x 4 with stride 2, then ReLU: a picture (side, side, channels) twice as wide. */
  function wider(picture, side, channels, kernel, bias) {
    const made = bias.length;
    const wide = 2 * side;
    const out = new Float32Array(wide * wide * made);
    for (let i = 0; i < out.length; i++) out[i] = bias[i % made];
    for (let place = 0; place < side * side; place++) {
      const [top, left] = [2 * Math.floor(place / side) - 1, 2 * (place % side) - 1];
      for (let channel = 0; channel < channels; channel++) {
        const value = picture[place * channels + channel];
        if (value === 0) continue; // about half of them, after a ReLU
        for (let tap = 0; tap < 16; tap++) {
          const [y, x] = [top + (tap >> 2), left + (tap & 3)];
          if (y < 0 || x < 0 || y >= wide || x >= wide) continue;
          const target = (y * wide + x) * made;
          const source = tap * made * channels + channel;
          for (let one = 0; one < made; one++) out[target + one] += value * kernel[source + one * channels];
        }
      }
    }
    return out.map((value) => Math.max(value, 0));
  }

  /** The last layer: a 3 x 3 convolution to red, green, blue and opacity, each between 0 and 1. */
  function coloured(picture, channels, kernel, bias) {
    const out = new Float32Array(SIDE * SIDE * 4);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const sums = Array.from(bias);
        for (let tap = 0; tap < 9; tap++) {
          const [row, column] = [y + Math.floor(tap / 3) - 1, x + (tap % 3) - 1];
          if (row < 0 || column < 0 || row >= SIDE || column >= SIDE) continue;
          for (let channel = 0; channel < channels; channel++) {
            const value = picture[(row * SIDE + column) * channels + channel];
            const source = (tap * channels + channel) * 4;
            if (value !== 0) for (let one = 0; one < 4; one++) sums[one] += value * kernel[source + one];
          }
        }
        sums.forEach((sum, one) => (out[(y * SIDE + x) * 4 + one] = 1 / (1 + Math.exp(-sum))));
      }
    }
    return out;
  }

  /** What the decoder draws from a code of 16 numbers: premultiplied red, green, blue and opacity, (36, 36, 4). */
  function decode(numbers) {
    const [dense, denseBias, first, firstBias, second, secondBias, last, lastBias] = weights;
    const flat = denseBias.slice();
    numbers.forEach((value, i) => {
      for (let one = 0; one < flat.length; one++) flat[one] += value * dense[i * flat.length + one];
    });
    const small = flat.map((value) => Math.max(value, 0));
    const middle = wider(small, 9, small.length / 81, first, firstBias);
    return coloured(wider(middle, 18, firstBias.length, second, secondBias), secondBias.length, last, lastBias);
  }

  /** Draw a code on a canvas of 36 x 36, on white, whatever the theme: so the network learned them. */
  function paint(target, numbers, left = 0) {
    const pixels = decode(numbers);
    const image = new ImageData(SIDE, SIDE);
    for (let i = 0; i < pixels.length; i++) {
      const white = 1 - pixels[i - (i % 4) + 3];
      image.data[i] = i % 4 === 3 ? 255 : 255 * Math.min(1, pixels[i] + white);
    }
    target.getContext("2d").putImageData(image, left, 0);
  }

  const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const distance = (a, b) => Math.hypot(...a.map((value, i) => value - b[i]));
  const axes = () => directions.slice(2 * pair.value, 2 * pair.value + 2);
  const place = (numbers) => axes().map((axis) => dot(numbers, axis));
  const within = (value) => Math.max(-FAR, Math.min(FAR, value));

  /** The emoji meant by a name, the beginning of one, a word in one or a character; throws a sentence otherwise. */
  function find(text) {
    const wanted = text.trim().toLowerCase();
    const tests = [(name, i) => name === wanted || characters[i] === text.trim(), (name) => name.startsWith(wanted)];
    const found = [...tests, (name) => name.includes(wanted)].map((test) => names.findIndex(test)).find((i) => i >= 0);
    if (!wanted || found === undefined) throw new Error(`No emoji here is called “${text}”.`);
    return found;
  }

  const named = (i) => `${characters[i]} ${names[i]}${learned.has(i) ? "" : " (not one of those it learned from)"}`;

  function tell(begun) {
    const near = codes.map((row, i) => [distance(row, code), i]).sort((a, b) => a[0] - b[0]).slice(0, 3);
    const text = near.map(([far, i]) => `${named(i)}, ${far.toFixed(1)}`).join("; ");
    canvas.setAttribute("aria-label", `A drawing; the emojis with the nearest codes: ${text}`);
    said.textContent = `${begun} Nearest codes, with their distances: ${text}.`;
  }

  /** Show the present code everywhere; `begun` is said with it, and nothing while a point is being moved. */
  function show(begun) {
    paint(canvas, code);
    const [x, y] = place(code).map(within);
    svg.querySelector(".here").setAttribute("transform", `translate(${x} ${-y})`);
    [...sliders.querySelectorAll("input")].forEach((slider, i) => (slider.value = code[i].toFixed(1)));
    if (begun !== undefined) tell(begun);
  }

  const between = (one, other, share) => codes[one].map((value, i) => (1 - share) * value + share * codes[other][i]);

  /** Draw the whole way, once for each pair of ends. */
  function stops(one, other) {
    if (strip.dataset.ends === `${one} ${other}`) return;
    strip.dataset.ends = `${one} ${other}`;
    for (let stop = 0; stop < STOPS; stop++) paint(strip, between(one, other, stop / (STOPS - 1)), stop * SIDE);
  }

  function walk(loud) {
    try {
      const [one, other] = [find(from.value), find(to.value)];
      stops(one, other);
      code = between(one, other, way.value / 100);
      way.setAttribute("aria-valuetext", `${way.value} percent of the way`);
      show(loud ? `${way.value} % of the way from ${named(one)} to ${named(other)}.` : undefined);
    } catch (error) {
      said.textContent = error.message;
    }
  }

  /** Move along the two directions of the map; the code's other directions stay as they are. */
  function move(target, loud) {
    const now = place(code);
    axes().forEach((axis, k) => {
      const step = within(target[k]) - now[k];
      code = code.map((value, i) => value + step * axis[i]);
    });
    show(loud ? `At ${place(code).map((value) => value.toFixed(1)).join(", ")} on the map.` : undefined);
  }

  /** Landmarks far from each other: each next one is the emoji that is farthest from all so far. */
  function landmarks(places) {
    const chosen = [places.findIndex(([x, y]) => Math.hypot(x, y) < 0.4)];
    while (chosen.length < LANDMARKS) {
      const room = places.map(([x, y]) => Math.min(...chosen.map((one) => Math.hypot(x - places[one][0], y - places[one][1]))));
      chosen.push(room.indexOf(Math.max(...room)));
    }
    return chosen;
  }

  function map() {
    const places = codes.map((row) => place(row).map(within));
    const dots = places.map(([x, y], i) => `<circle cx="${x}" cy="${-y}" r="0.05"><title>${names[i]}</title></circle>`);
    svg.innerHTML = `${dots.join("")}<g class="marks"></g><g class="here"><circle r="0.5"/><circle r="0.1"/></g>`;
    const left = landmarks(places);
    const marks = svg.querySelector(".marks");
    const next = () => {
      const one = left.shift();
      if (one === undefined || marks !== svg.querySelector(".marks")) return;
      const small = document.createElement("canvas");
      small.width = small.height = SIDE;
      paint(small, codes[one]);
      const [x, y] = places[one];
      marks.insertAdjacentHTML("beforeend", `<image href="${small.toDataURL()}" x="${x - 0.45}" y="${-y - 0.45}" width="0.9" height="0.9"/>`);
      setTimeout(next); // between two drawings the page answers
    };
    setTimeout(next);
  }

  function pointed(event) {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [spot.x, -spot.y];
  }

  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    move(pointed(event), false);
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) move(pointed(event), false);
  });
  svg.addEventListener("pointerup", (event) => move(pointed(event), true));
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  document.querySelector("#emojis-plane").addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault(); // the page would scroll
    move(place(code).map((value, k) => value + step[k] * (event.shiftKey ? 1 : 0.25)), true);
  });
  document.querySelector("#emojis form").addEventListener("submit", (event) => {
    event.preventDefault();
    walk(true);
  });
  strip.addEventListener("click", (event) => {
    way.value = 100 * Math.round(((STOPS - 1) * event.offsetX) / strip.clientWidth - 0.5) / (STOPS - 1);
    walk(true);
  });
  way.addEventListener("input", () => walk(false));
  way.addEventListener("change", () => walk(true));
  from.addEventListener("change", () => walk(true));
  to.addEventListener("change", () => walk(true));
  pair.addEventListener("change", () => {
    map();
    show(`The map now shows directions ${2 * pair.value + 1} and ${2 * pair.value + 2}.`);
  });
  document.querySelector("#emojis-any").addEventListener("click", () => {
    const bell = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    code = code.map(bell);
    show("A code drawn from the bell.");
  });

  sliders.innerHTML = code
    .map((_, i) => `<label>${i + 1} <input type="range" min="${-REACH}" max="${REACH}" step="0.1" data-number="${i}"></label>`)
    .join("");
  sliders.addEventListener("input", ({ target }) => {
    code[target.dataset.number] = Number(target.value);
    show();
  });
  sliders.addEventListener("change", ({ target }) => show(`Number ${Number(target.dataset.number) + 1} is ${target.value}.`));
  document.querySelector("#emojis-known").innerHTML = names.map((name, i) => `<option value="${name}">${characters[i]}</option>`).join("");

  const asked = new URLSearchParams(location.search);
  from.value = asked.get("from") ?? from.value;
  to.value = asked.get("to") ?? to.value;
  way.value = asked.get("way") ?? way.value;
  strip.width = STOPS * SIDE;
  map();
  walk(true);
  document.querySelector("#emojis").dataset.pixels = Array.from(decode(code), (value) => Math.round(1000 * value)).join(" ");
})();
