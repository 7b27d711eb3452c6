/* Divides what a lesson says into slides of 1280 x 720, then starts reveal.js. A part that does not fit goes on on the
   next slide: lists between items, tables between rows, code between lines, text between sentences. */
"use strict";

(() => {
  const WIDE = 1280;
  const HIGH = 720;
  const holder = document.querySelector(".reveal .slides");
  document.body.classList.add("measuring");

  const tall = (slide) => slide.offsetHeight > HIGH;
  const blocks = (slide) => [...slide.children].filter((part) => !part.classList.contains("head"));

  /** What of a block may stand on another slide, in order: items, rows, lines or pieces of text. */
  function pieces(block) {
    if (block.matches("ol, ul")) return [block, [...block.children]];
    if (block.matches("pre")) return [block, [...block.children]];
    const table = block.matches("table") ? block : block.querySelector("table");
    if (table) return [table.tBodies[0], [...table.tBodies[0].rows]];
    if (block.matches("p")) return [block, sentences(block)];
    return [block, []];
  }

  /** The nodes of a paragraph, its text divided after each sentence. */
  function sentences(block) {
    for (const node of [...block.childNodes]) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      node.replaceWith(...node.data.split(/(?<=[.?!:;] )/).map((text) => document.createTextNode(text)));
    }
    return [...block.childNodes];
  }

  /** A next slide of the same section. */
  function follow(slide) {
    const next = document.createElement("section");
    next.dataset.kind = slide.dataset.kind === "exercise" ? "exercise" : "text";
    const head = document.createElement("p");
    head.className = "head";
    head.innerHTML = slide.querySelector(".head").innerHTML;
    next.append(head);
    slide.after(next);
    return next;
  }

  const prepend = (slide, block) => slide.querySelector(".head").after(block);

  /** Divide the only block of a slide that is too tall; what does not fit goes to the next. Says whether it could. */
  function divide(slide, next) {
    const [block] = blocks(slide);
    if (block.matches(".group")) {
      block.replaceWith(...block.children);
      return blocks(slide).length > 1 ? spill(slide, next) : divide(slide, next);
    }
    const [from, all] = pieces(block);
    if (all.length < 2) return false;
    const rest = block.cloneNode(true);
    const [target] = pieces(rest);
    target.replaceChildren();
    while (tall(slide) && from.childNodes.length > 1) {
      target.prepend(from.lastChild);
    }
    if (block.matches("ol")) rest.start = (block.start || 1) + block.children.length;
    prepend(next, rest);
    return target.childNodes.length > 0;
  }

  /** Move the last blocks of a slide to the next until it fits; what announces something goes along with it. */
  function spill(slide, next) {
    while (tall(slide) && blocks(slide).length > 1) prepend(next, blocks(slide).at(-1));
    if (tall(slide)) return divide(slide, next);
    const last = () => blocks(slide).at(-1);
    while (blocks(slide).length > 1 && /:$/.test(last().textContent.trim()) && last().matches("p")) prepend(next, last());
    return true;
  }

  // Formulas alone cannot go on elsewhere: a wide one becomes as small as it must.
  for (const formula of document.querySelectorAll(".math.block")) {
    const size = parseFloat(getComputedStyle(formula).fontSize);
    const share = formula.clientWidth / formula.querySelector("math").scrollWidth;
    if (share < 1) formula.style.fontSize = `${Math.max(26, Math.floor(size * share * 0.98))}px`;
  }
  for (let slide = holder.firstElementChild; slide; slide = slide.nextElementSibling) {
    if (!tall(slide)) continue;
    const next = follow(slide);
    if (!spill(slide, next)) next.remove();
  }
  // For whoever checks: what is still too tall, or too wide.
  for (const slide of holder.children) {
    const wide = [...slide.querySelectorAll("*")].some((part) => part.getBoundingClientRect().right > slide.getBoundingClientRect().left + WIDE - 40);
    if (tall(slide) || wide) slide.dataset.cut = `${slide.offsetHeight}${wide ? " wide" : ""}`;
  }
  document.body.classList.remove("measuring");
  Reveal.initialize({ width: WIDE, height: HIGH, margin: 0, center: false, hash: true, slideNumber: "c/t", transition: "none" });
})();
