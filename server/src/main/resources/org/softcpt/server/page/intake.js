/** How images come in: chosen, dropped, pasted. */

import { byId } from "./element.js";

/**
 * Listens for images.
 *
 * @param {function(File[])} take gets the files
 * @param {function(string)} complain gets a sentence when something else than files came
 */
export function listenForImages(take, complain) {
  const files = byId("files");
  files.addEventListener("change", () => {
    take([...files.files]);
    files.value = ""; // so that the same file can be chosen again
  });
  listenForDrops(take, complain);
  document.addEventListener("paste", event => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      take([...event.clipboardData.files]);
    }
  });
}

function listenForDrops(take, complain) {
  const zone = byId("drop");
  let depth = 0; // dragenter and dragleave come for every element that is crossed
  const mark = by => {
    depth = Math.max(0, depth + by);
    zone.classList.toggle("over", depth > 0);
  };
  document.addEventListener("dragenter", () => mark(1));
  document.addEventListener("dragleave", () => mark(-1));
  document.addEventListener("dragover", event => event.preventDefault());
  document.addEventListener("drop", event => {
    event.preventDefault();
    mark(-depth);
    const dropped = [...event.dataTransfer.files];
    if (dropped.length > 0) {
      take(dropped);
    } else {
      complain("Only files can be dropped: this server fetches no addresses.");
    }
  });
}
