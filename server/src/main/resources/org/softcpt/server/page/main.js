/** Start here: what the parts of the page tell each other. */

import { Api, ApiError } from "./api.js";
import { Choices } from "./choices.js";
import { byId, element } from "./element.js";
import { listenForImages } from "./intake.js";
import { NewTask } from "./newtask.js";
import { Pictures } from "./pictures.js";

const api = new Api();

const pictures = new Pictures(classify, failed);
const choices = new Choices(() => {
  newTask.offer(choices.bundle);
  pictures.again();
}, removeTask);
const newTask = new NewTask(addTask);

listenForImages(files => {
  if (choices.bundle) {
    alarm("");
  }
  pictures.add(files);
}, alarm);

byId("key-form").addEventListener("submit", event => {
  event.preventDefault();
  api.useKey(byId("key").value);
  byId("key").value = "";
  begin();
});

begin();

async function begin() {
  try {
    choices.offer(await api.bundles());
    byId("key-form").hidden = true;
    alarm("");
  } catch (error) {
    choices.offer([]);
    alarm(error.text ?? String(error));
    failed(error);
  }
}

async function classify(file, signal) {
  if (choices.tasks.length === 0) {
    const reason = choices.bundle ? "No task is ticked, so there is nothing to answer." : "No bundle is known yet.";
    throw new ApiError(0, "nothing_asked", reason, "");
  }
  return api.classify(file, choices.bundle.name, choices.tasks, signal);
}

async function addTask(name, classes) {
  const bundle = choices.bundle;
  choices.add(bundle, await api.addTask(bundle.name, name, classes));
}

async function removeTask(bundle, task) {
  try {
    await api.removeTask(bundle.name, task.id);
  } catch (error) {
    if (error.status !== 404) { // somebody else removed it, or the server was started anew
      alarm(error.text ?? String(error));
      return;
    }
  }
  choices.forget(bundle, task);
}

/** A refused key is asked for; every other refusal stands beside its image. */
function failed(error) {
  if (error.status === 401) {
    byId("key-form").hidden = false;
    byId("key").focus();
  }
}

function alarm(text) {
  byId("alarm").replaceChildren(...(text ? [element("p", { className: "error" }, text)] : []));
}
