/** How one image and what is known of it look. */

import { element, percent } from "./element.js";

const SHOWN_CLASSES = 5;
const LEAST_SEEN_PIXELS = 120;
const STAGES = ["decode", "queue", "encode"];

let cards = 0;

/** An image's place in the list of results. */
export class Card {
  constructor(file, remove) {
    const title = `card-${++cards}`;
    this.address = URL.createObjectURL(file);
    this.answer = element("div", { className: "answer" });
    this.button = element("button",
      { type: "button", className: "small", onclick: remove, "aria-label": `Remove ${file.name}` }, "Remove");
    const words = element("div", {}, element("h3", { id: title }, file.name),
      element("p", { className: "note" }, size(file.size)));
    const head = element("div", { className: "head" }, thumbnail(this.address), words, this.button);
    this.article = element("article", { "aria-labelledby": title }, head, this.answer);
    this.item = element("li", { className: "panel" }, this.article);
    this.wait();
  }

  wait() {
    this.article.setAttribute("aria-busy", "true");
    this.answer.replaceChildren(element("p", { className: "note waiting" }, "Waiting for the answer …"));
  }

  show(answer) {
    this.#settle(...answer.results[0].tasks.map(taskBars), latency(answer.milliseconds));
  }

  refuse(text) {
    this.#settle(element("p", { className: "error" }, text));
  }

  /** Scrolls to this card if it begins below the window's lower edge, as it does on a phone. */
  comeIntoView() {
    if (this.item.getBoundingClientRect().top > window.innerHeight - LEAST_SEEN_PIXELS) {
      this.item.scrollIntoView({ block: "start" });
    }
  }

  close() {
    URL.revokeObjectURL(this.address);
    this.item.remove();
  }

  #settle(...children) {
    this.article.removeAttribute("aria-busy");
    this.answer.replaceChildren(...children);
  }
}

/** Empty alternative text: the file's name stands beside it. */
function thumbnail(address) {
  const image = element("img", { src: address, alt: "", decoding: "async" });
  const frame = element("div", { className: "thumbnail" }, image);
  image.onerror = () => { // the server reads formats that a browser does not, TIFF among them
    image.remove();
    frame.classList.add("unseen");
  };
  return frame;
}

function taskBars(task) {
  const classes = [...task.classes].sort((one, other) => other.probability - one.probability);
  const section = element("section", { className: "task" },
    element("h4", {}, task.name), bars(classes.slice(0, SHOWN_CLASSES)));
  const rest = classes.slice(SHOWN_CLASSES);
  if (rest.length > 0) {
    const summary = element("summary", {}, `${rest.length} more of ${task.name}`);
    section.append(element("details", {}, summary, bars(rest)));
  }
  section.dataset.task = task.id;
  return section;
}

function bars(classes) {
  return element("ol", { className: "bars" }, ...classes.map(bar));
}

function bar({ name, probability }) {
  const filled = element("span", { className: "filled" });
  filled.style.inlineSize = `${100 * probability}%`;
  return element("li", {},
    element("span", { className: "name" }, name),
    element("span", { className: "share" }, percent(probability)),
    element("span", { className: "track", "aria-hidden": "true" }, filled));
}

/** Where the server's time went: as a bar for the eye, as a list for everyone. */
function latency(milliseconds) {
  const strip = element("div", { className: "strip", "aria-hidden": "true" });
  const list = element("dl", { className: "latency", "aria-label": "Time on the server" });
  for (const stage of [...STAGES, "total"]) {
    list.append(element("div", { className: stage },
      element("dt", {}, stage), element("dd", {}, `${milliseconds[stage].toFixed(1)} ms`)));
  }
  for (const stage of STAGES) {
    const part = element("span", { className: stage });
    part.style.inlineSize = `${100 * milliseconds[stage] / milliseconds.total}%`;
    strip.append(part);
  }
  return element("div", { className: "time" }, strip, list);
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
