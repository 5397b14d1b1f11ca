/** Start here: what the parts of the page tell each other. */

import { Api, ApiError } from "./api.js";
import { Choices } from "./choices.js";
import { byId, element } from "./element.js";
import { listenForImages } from "./intake.js";
import { NewTask } from "./newtask.js";
import { Pictures } from "./pictures.js";

const REFRESH_PAUSE_MILLIS = 1000; // behind a load balancer, servers may disagree about the version

const api = new Api();
let refreshing = false;

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

window.addEventListener("focus", refresh); // bundles may have got new versions meanwhile

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
  const name = choices.bundle.name;
  try {
    const answer = await api.classify(file, name, choices.tasks, signal);
    if (answer.version !== choices.version(name)) {
      refresh();
    }
    return answer;
  } catch (error) {
    if (error.status === 404) { // a task or the bundle that is no more
      refresh();
    }
    throw error;
  }
}

/** Asks for the bundles again; at most once at a time and once a pause. */
async function refresh() {
  if (refreshing || !choices.bundle) {
    return;
  }
  refreshing = true;
  setTimeout(() => { refreshing = false; }, REFRESH_PAUSE_MILLIS);
  try {
    choices.update(await api.bundles());
    newTask.offer(choices.bundle);
  } catch (error) {
    failed(error);
  }
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
