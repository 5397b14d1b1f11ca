/** The server's REST interface, as far as this page uses it. */

const ATTEMPTS = 5; // of a request that the server is too busy for
const LONGEST_PAUSE_SECONDS = 20;

/** What the server refused, in its own words. */
export class ApiError extends Error {
  constructor(status, code, message, requestId) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }

  /** The message, and what to quote when asking the server's operator. */
  get text() {
    return this.requestId ? `${this.message} (request ${this.requestId})` : this.message;
  }
}

export class Api {
  #key = ""; // in memory only: neither storage nor address ever holds it

  useKey(key) {
    this.#key = key;
  }

  async bundles() {
    return (await this.#ask("GET", "v1/bundles", {})).bundles;
  }

  /** Classifies one image file. */
  classify(file, bundle, tasks, signal) {
    const query = new URLSearchParams({ bundle, tasks: tasks.join(",") });
    const type = file.type.startsWith("image/") ? file.type : "application/octet-stream";
    return this.#ask("POST", `v1/classify?${query}`, { body: file, type, signal });
  }

  async addTask(bundle, name, classes) {
    const body = JSON.stringify({ bundle, name, classes });
    return (await this.#ask("POST", "v1/tasks", { body, type: "application/json" })).task;
  }

  removeTask(bundle, id) {
    const query = new URLSearchParams({ bundle });
    return this.#ask("DELETE", `v1/tasks/${encodeURIComponent(id)}?${query}`, {});
  }

  async #ask(method, path, { body, type, signal }) {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#send(method, path, { body, type, signal });
      if (answer.ok) {
        return answer.status === 204 ? null : answer.json();
      }
      if (!isBusy(answer) || attempt === ATTEMPTS) {
        throw await refusal(answer);
      }
      await pause(Number(answer.headers.get("Retry-After")), signal);
    }
  }

  async #send(method, path, { body, type, signal }) {
    const headers = new Headers();
    if (type) {
      headers.set("Content-Type", type);
    }
    if (this.#key) {
      headers.set("Authorization", `Bearer ${this.#key}`);
    }
    try {
      return await fetch(path, { method, headers, body, signal, cache: "no-store" });
    } catch (error) {
      if (error.name === "AbortError") {
        throw error;
      }
      throw new ApiError(0, "unreachable", `The server cannot be reached: ${error.message}`, "");
    }
  }
}

function isBusy(answer) {
  return (answer.status === 429 || answer.status === 503) && answer.headers.has("Retry-After");
}

async function refusal(answer) {
  try {
    const { code, message, request_id: requestId } = (await answer.json()).error;
    return new ApiError(answer.status, code, message, requestId);
  } catch { // not from this server, but from something in front of it
    return new ApiError(answer.status, "unknown", `HTTP ${answer.status} ${answer.statusText}`, "");
  }
}

function pause(seconds, signal) {
  const wanted = Number.isFinite(seconds) ? Math.max(seconds, 0.1) : 1;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 1000 * Math.min(wanted, LONGEST_PAUSE_SECONDS));
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
