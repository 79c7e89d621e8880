// Small builders of elements. Text only ever goes in as text.

export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

export const face = (person) => element("span", { class: "face", style: `--who: var(--${person.id})`, "aria-hidden": "true" }, person.name[0]);

// Shows `items` in `parent`, and keeps the elements of those that were there: what the reader looks at does not jump.
export function group(parent, items, keyOf, make) {
  const kept = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  parent.replaceChildren(...items.map((item) => {
    const key = keyOf(item);
    const child = kept.get(key) ?? make(item);
    child.dataset.key = key;
    return child;
  }));
}
