/** The images on the page: sent one by one, a few at a time, so that a bad one spoils no other. */

import { Card } from "./card.js";
import { byId, count, percent } from "./element.js";

const AT_A_TIME = 4;

export class Pictures {
  #pictures = [];
  #running = 0;

  /**
   * @param {function(File, AbortSignal): Promise<Object>} classify asks the server
   * @param {function(Error)} failed hears of every refusal
   */
  constructor(classify, failed) {
    this.classify = classify;
    this.failed = failed;
    byId("clear").addEventListener("click", () => this.clear());
  }

  add(files) {
    const first = this.#pictures.length;
    for (const file of files) {
      const picture = { file, state: "new", answer: null, stop: new AbortController() };
      picture.card = new Card(file, () => this.#remove(picture));
      this.#pictures.push(picture);
      byId("results").append(picture.card.item);
    }
    this.#pictures[first]?.card.comeIntoView();
    this.#proceed();
  }

  /** Asks again about every image, because what is asked changed. */
  again() {
    for (const picture of this.#pictures) {
      picture.stop.abort();
      picture.stop = new AbortController();
      picture.state = "new";
      picture.card.wait();
    }
    this.#proceed();
  }

  clear() {
    for (const picture of this.#pictures.splice(0)) {
      picture.stop.abort();
      picture.card.close();
    }
    this.#proceed();
    byId("files").focus();
  }

  #remove(picture) {
    const place = this.#pictures.indexOf(picture);
    this.#pictures.splice(place, 1);
    picture.stop.abort();
    picture.card.close();
    this.#proceed();
    (this.#pictures[place]?.card.button ?? byId("files")).focus(); // focus must not get lost
  }

  #proceed() {
    const waiting = this.#pictures.filter(picture => picture.state === "new");
    while (this.#running < AT_A_TIME && waiting.length > 0) {
      this.#ask(waiting.shift());
    }
    this.#report();
  }

  async #ask(picture) {
    const signal = picture.stop.signal;
    picture.state = "asked";
    this.#running++;
    try {
      const answer = await this.classify(picture.file, signal);
      if (!signal.aborted) {
        this.#settle(picture, "done", answer);
        picture.card.show(answer);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#settle(picture, "refused", null);
        picture.card.refuse(error.text ?? String(error));
        this.failed(error);
      }
    } finally {
      this.#running--;
      this.#proceed();
    }
  }

  #settle(picture, state, answer) {
    picture.state = state;
    picture.answer = answer;
  }

  /** One sentence in the live region: a count for many images, the answer itself for one. */
  #report() {
    const all = this.#pictures.length;
    const done = this.#pictures.filter(picture => picture.state === "done");
    const refused = this.#pictures.filter(picture => picture.state === "refused").length;
    const said = all === 1 && done.length === 1
      ? sentence(done[0])
      : all === 0 ? "No images yet." : `${done.length} of ${count(all, "image")} classified`
        + (refused > 0 ? `, ${refused} refused.` : ".");
    if (byId("status").textContent !== said) {
      byId("status").textContent = said;
    }
    byId("clear").hidden = all === 0;
  }
}

function sentence({ file, answer }) {
  const best = answer.results[0].tasks.map(task => {
    const first = task.classes.reduce((a, b) => (b.probability > a.probability ? b : a));
    return `${task.name}: ${first.name}, ${percent(first.probability)}`;
  });
  return `${file.name}. ${best.join("; ")}.`;
}
