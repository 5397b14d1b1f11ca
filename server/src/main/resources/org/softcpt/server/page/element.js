/** Elements without markup in text: nothing that a server or a file says is ever read as HTML. */

/**
 * Makes an element.
 *
 * @param {string} tag its name
 * @param {Object<string, *>} properties set on the element; `aria-…` and `role` become attributes
 * @param {...(Node|string)} children what is in it
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("aria-") || name === "role") {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }
  made.append(...children);
  return made;
}

/** The element of the page that has this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A share of one as text: `98.2 %`. */
export function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/** `1 image`, `2 images`. */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
