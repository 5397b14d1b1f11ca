/** Which bundle and which of its tasks are asked. */

import { byId, element } from "./element.js";

export class Choices {
  #bundles = [];
  #unticked = new Map(); // by bundle's name: the ids of tasks that are not asked
  #added = new Map(); // by bundle's name: the ids of tasks that this page added

  /**
   * @param {function()} changed hears that something else is asked now
   * @param {function(Object, Object)} remove is asked to remove a task from a bundle
   */
  constructor(changed, remove) {
    this.changed = changed;
    this.remove = remove;
    byId("bundle").addEventListener("change", () => this.#redraw());
    byId("all-tasks").addEventListener("click", () => this.#tick(() => true));
    byId("no-tasks").addEventListener("click", () => this.#tick(() => false));
  }

  /** Takes what the server says it has; keeps what the user chose, where it is still there. */
  offer(bundles) {
    this.#take(bundles);
    this.#redraw();
  }

  /** Takes what the server says it has by now: only if something else is asked then, others hear of it. */
  update(bundles) {
    if (JSON.stringify(bundles) === JSON.stringify(this.#bundles)) {
      return;
    }
    const before = this.#asked();
    const focused = document.activeElement?.closest("#task-list input")?.value;
    this.#take(bundles);
    this.#draw();
    [...byId("task-list").querySelectorAll("input")].find(({ value }) => value === focused)?.focus();
    if (this.#asked() !== before) {
      this.changed();
    }
  }

  /** The version that a bundle was in when the server was last asked. */
  version(name) {
    return this.#named(name)?.version;
  }

  #take(bundles) {
    const chosen = byId("bundle").value;
    this.#bundles = bundles;
    byId("bundle").replaceChildren(...bundles.map(({ name, version }) =>
      element("option", { value: name, selected: name === chosen }, `${name} (${version})`)));
    byId("bundle").disabled = bundles.length === 0;
  }

  get bundle() {
    return this.#named(byId("bundle").value);
  }

  /** Ids of the tasks that are asked. */
  get tasks() {
    const without = this.#of(this.#unticked);
    return (this.bundle?.tasks ?? []).map(({ id }) => id).filter(id => !without.has(id));
  }

  /** Adds a task that the server has taken. */
  add({ name }, task) {
    const bundle = this.#named(name); // it may be a newer one by now
    bundle.tasks = [...bundle.tasks.filter(({ id }) => id !== task.id), task];
    this.#of(this.#added, bundle).add(task.id);
    this.#redraw();
  }

  /** Forgets a task that the server has removed. */
  forget({ name }, task) {
    const bundle = this.#named(name);
    bundle.tasks = bundle.tasks.filter(({ id }) => id !== task.id);
    this.#redraw();
    byId("new-name").focus(); // the button that had the focus is gone
  }

  #tick(chosen) {
    this.#unticked.set(this.bundle?.name,
      new Set((this.bundle?.tasks ?? []).map(({ id }) => id).filter(id => !chosen(id))));
    this.#redraw();
  }

  #named(name) {
    return this.#bundles.find(bundle => bundle.name === name);
  }

  #asked() {
    return JSON.stringify([this.bundle?.name, this.tasks]);
  }

  #redraw() {
    this.#draw();
    this.changed();
  }

  #draw() {
    byId("tasks").hidden = !this.bundle;
    byId("task-list").replaceChildren(...(this.bundle?.tasks ?? []).map(task => this.#row(task)));
  }

  #row(task) {
    const without = this.#of(this.#unticked);
    const box = element("input", { type: "checkbox", checked: !without.has(task.id), value: task.id });
    box.addEventListener("change", () => {
      box.checked ? without.delete(task.id) : without.add(task.id);
      this.changed(); // without drawing anew: the box keeps the focus
    });
    const note = element("span", { className: "note" }, `${task.classes.length} classes`);
    const words = element("span", {}, task.name, " ", note);
    const row = element("li", {}, element("label", { title: task.classes.join(", ") }, box, words));
    if (this.#of(this.#added).has(task.id)) {
      row.append(this.#removal(task));
    }
    return row;
  }

  #removal(task) {
    const bundle = this.bundle;
    return element("button",
      { type: "button", className: "small", "aria-label": `Remove task ${task.name}`, onclick: () => this.remove(bundle, task) },
      "Remove");
  }

  #of(sets, bundle = this.bundle) {
    if (!sets.has(bundle?.name)) {
      sets.set(bundle?.name, new Set());
    }
    return sets.get(bundle?.name);
  }
}
