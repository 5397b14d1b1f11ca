/** The form for a task that was never trained: a name and its classes, answered by the meta network. */

import { byId, element } from "./element.js";

const WHAT_IT_DOES = "The bundle's meta network writes the prompts of a task it has never seen. "
  + "The task lives in the server's memory, for everybody, until it is removed or the server stops.";

const NOT_HERE = "This bundle takes no new tasks here. That needs a bundle with its meta network on board "
  + "(trained with --with-meta-network) and a server started with --allow-new-tasks.";

const UNKNOWN = "Waiting for the server's bundles.";

export class NewTask {
  #refused = ""; // the server's own words, once it has said that this is switched off

  /** @param {function(string, string[]): Promise} add has the server add a task */
  constructor(add) {
    this.add = add;
    byId("new-task-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Shows the form, or says why there is none. */
  offer(bundle) {
    const possible = Boolean(bundle?.new_tasks) && !this.#refused;
    const why = this.#refused || (bundle ? NOT_HERE : UNKNOWN);
    byId("new-task-form").hidden = !possible;
    byId("new-task-note").textContent = possible ? WHAT_IT_DOES : why;
  }

  async #submit() {
    const button = byId("new-task-form").querySelector("button");
    byId("new-task-alarm").replaceChildren();
    button.disabled = true;
    try {
      await this.add(byId("new-name").value.trim(), classes(byId("new-classes").value));
      byId("new-task-form").reset();
    } catch (error) {
      this.#complain(error);
    } finally {
      button.disabled = false;
      byId("new-name").focus();
    }
  }

  #complain(error) {
    if (error.code === "disabled") {
      this.#refused = error.text;
      this.offer(null);
    } else {
      byId("new-task-alarm").replaceChildren(element("p", { className: "error" }, error.text ?? String(error)));
    }
  }
}

function classes(text) {
  return text.split(/[,\n]/).map(name => name.trim()).filter(name => name !== "");
}
