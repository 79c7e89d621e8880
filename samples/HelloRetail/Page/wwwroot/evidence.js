// What the page shows of everybody at once: the same keys side by side, the mail that left, the flows that were refused.

import { element, face, group } from "./parts.js";

export function showSide(table, people, worlds) {
  const ids = [...new Set(people.flatMap((person) => worlds.get(person.id).products.map((product) => product.id)))].sort();
  const rows = ids.map((id) => ({ name: id, cells: people.map((person) => worlds.get(person.id).products.find((product) => product.id === id)?.name) }));
  const cards = people.filter((person) => person.cardToken).map((owner) => ({
    name: `card of ${owner.id}`,
    cells: people.map((person) => (person === owner && worlds.get(person.id).card ? `•••• ${worlds.get(person.id).card.slice(-4)} (card at hand)` : undefined)),
  }));
  const only = (row) => row.cells.filter(Boolean).length === 1;
  const everything = [...rows.filter(only), ...cards, ...rows.filter((row) => !only(row))];

  table.tHead.replaceChildren(element("tr", {}, element("th", { scope: "col" }, "key"),
    ...people.map((person) => element("th", { scope: "col" }, face(person), person.name))));
  group(table.tBodies[0], everything, (row) => JSON.stringify(row), (row) => element("tr", { class: only(row) ? "only" : "" },
    element("th", { scope: "row" }, element("code", {}, row.name)),
    ...row.cells.map((cell) => element("td", { class: cell ? "seen" : "none" }, cell ?? "–"))));
}

export function showMail(list, mails) {
  const latest = mails.slice(-60).reverse();
  group(list, latest, (mail) => mail.id, (mail) => element("li", {},
    element("div", { class: "head" }, element("span", {}, `to ${mail.to.join(", ")}`), element("time", { datetime: mail.at }, new Date(mail.at).toLocaleTimeString())),
    element("p", {}, element("strong", {}, mail.subject)),
    element("p", {}, mail.body)));
  if (latest.length === 0) list.replaceChildren(element("li", { class: "empty" }, "No mail yet."));
}

export function showRefused(list, flows) {
  const latest = flows.slice(-60).reverse();
  group(list, latest, (flow) => JSON.stringify(flow), (flow) => element("li", {},
    element("div", {}, element("code", {}, flow.function), " ", element("span", { class: "reason" }, words(flow.reason))),
    flow.rule === "Reply"
      ? element("p", {}, "rose above its reply, which ", element("code", {}, flow.target), " reads: the reply was closed at that moment")
      : element("p", {}, `${words(flow.rule)}${flow.subject ? ` on ${flow.subject}` : ""}, at `, element("code", {}, flow.label),
        ...(flow.target ? [", which ", element("code", {}, flow.target), " reads"] : [])),
    element("p", {}, "activation ", element("code", {}, flow.activation.slice(0, 12) + "…"))));
  if (latest.length === 0) list.replaceChildren(element("li", { class: "empty" }, "None yet."));
}

const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
