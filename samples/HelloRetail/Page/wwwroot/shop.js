import { desk, pictureOf, post, ask, worldOf } from "./world.js";
import { element, face, group } from "./parts.js";
import { showSide, showMail, showRefused } from "./evidence.js";

const about = {
  owen: "The owner. He sees the whole shelf, his unreleased products, everybody's purchases, and nobody's card.",
  alice: "A client. She sees what Owen has released, her own purchases, and, with her card at hand, her own card.",
  bob: "A client. He sees what Owen has released and his own purchases. Of Alice's he cannot even learn that there are any.",
  peter: "A photographer. He sees what is released. Of the parcels that he photographs he knows only a number.",
  paul: "A photographer. He sees what is released. Of the parcels that he photographs he knows only a number.",
};

const firstShown = 8;
const $ = (id) => document.getElementById(id);
const state = { people: [], worlds: new Map(), who: null, category: null, all: false, order: 0, guarded: true };

async function load() {
  const [people, shop] = await Promise.all([desk("people"), desk("shop")]);
  state.people = people;
  state.guarded = shop.isGuarded;
  $("unguarded").hidden = state.guarded;
  $("policy").textContent = shop.policy;
  for (const [index, person] of people.entries()) {
    const button = element("button", { role: "tab", id: `tab-${person.id}`, "aria-controls": "person", style: `--who: var(--${person.id})` },
      face(person), `${person.name}`);
    button.addEventListener("click", () => choose(person));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = people[(index + step + people.length) % people.length];
      choose(next);
      $(`tab-${next.id}`).focus();
    });
    $("people").append(element("li", { role: "presentation" }, button));
  }
  await refresh();
  const asked = people.find((person) => person.id === location.hash.slice(1));
  choose(asked ?? people[0]);
  document.body.dataset.ready = "true";
  setInterval(refreshAndShow, 5000);
}

async function refresh() {
  const worlds = await Promise.all(state.people.map(worldOf));
  state.people.forEach((person, index) => state.worlds.set(person.id, worlds[index]));
  showSide($("side"), state.people, state.worlds);
  showMail($("mail"), await desk("mail"));
  showRefused($("refused"), await desk("refused"));
}

async function refreshAndShow() {
  await refresh();
  show();
}

function choose(person) {
  state.who = person;
  state.category = null;
  state.all = false;
  history.replaceState(null, "", `#${person.id}`);
  for (const other of state.people) {
    $(`tab-${other.id}`).setAttribute("aria-selected", String(other === person));
    $(`tab-${other.id}`).tabIndex = other === person ? 0 : -1;
  }
  $("panels").replaceChildren();
  show();
}

function show() {
  const person = state.who;
  const world = state.worlds.get(person.id);
  $("person").style.setProperty("--who", `var(--${person.id})`);
  $("person").setAttribute("aria-labelledby", "person-name");
  $("person-name").textContent = `${person.name}’s world`;
  $("person-about").textContent = state.guarded ? about[person.id] : "Without Trapeze everybody’s rows are everybody’s.";
  const label = person.role === "Owner" ? "owner" : `${person.role.toLowerCase()}(${person.id})`;
  $("facts").replaceChildren(
    fact("label", element("code", {}, label)), fact("products", world.products.length), fact("purchases", world.purchases.length));
  showCategories(world);
  showShelf(person, world);
  showPanels(person, world);
}

const fact = (name, value) => element("div", {}, element("dt", {}, name), element("dd", {}, value));

function showCategories(world) {
  const choice = (name, value) => {
    const button = element("button", { "aria-pressed": String(state.category === value) }, name);
    button.addEventListener("click", () => { state.category = value; state.all = false; show(); });
    return button;
  };
  $("categories").replaceChildren(choice("Everything", null), ...world.categories.map((category) => choice(category, category)));
}

function showShelf(person, world) {
  const released = new Set(state.worlds.get("alice").products.map((product) => product.id));
  const chosen = world.products.filter((product) => !state.category || product.category === state.category);
  const shown = state.all ? chosen : chosen.slice(0, firstShown);
  group($("shelf"), shown, (product) => `${person.id} ${product.id} ${product.image} ${released.has(product.id)}`, (product) => card(person, product, released.has(product.id)));
  document.querySelector(".more")?.remove();
  if (shown.length < chosen.length) {
    const button = element("button", {}, `and ${chosen.length - shown.length} more`);
    button.addEventListener("click", () => { state.all = true; show(); });
    $("shelf").after(element("p", { class: "more" }, button));
  }
  if (chosen.length === 0) $("shelf").replaceChildren(element("li", { class: "empty" }, "Nothing here, as far as this person can see."));
}

function card(person, product, isReleased) {
  const onlyOwner = person.role === "Owner" && !isReleased;
  const picture = element("div", { class: "blank" });
  const item = element("li", { class: onlyOwner ? "mine" : "", "data-product": product.id },
    picture,
    element("div", { class: "text" },
      element("div", { class: "row" }, element("h3", {}, product.name), element("span", { class: "price" }, product.price === null ? "" : `$ ${product.price}`)),
      element("p", {}, `${product.brand} · ${product.category}`),
      onlyOwner ? element("span", { class: "badge" }, "only Owen sees this") : null,
      action(person, product, onlyOwner)));
  if (product.image) {
    pictureOf(person, product).then((address) => {
      if (address) picture.replaceWith(element("img", { src: address, alt: `Picture of ${product.name}` }));
    });
  }
  return item;
}

function action(person, product, onlyOwner) {
  if (onlyOwner) return button("Release", () => post(person.token, "/release", { id: product.id }));
  if (person.role === "Client") {
    return button("Buy", () => post(person.token, "/purchase", { product: product.id, storeCC: false }, { "Idempotency-Key": `${person.id}-page-${Date.now()}-${state.order++}` }));
  }
  return null;
}

function button(name, act) {
  const made = element("button", {}, name);
  made.addEventListener("click", async () => {
    made.disabled = true;
    const answer = await act();
    made.textContent = answer.ok ? "Done" : `Refused (${answer.status})`;
    setTimeout(refreshAndShow, 700);
  });
  return element("div", { class: "act" }, made);
}

function showPanels(person, world) {
  const panels = [];
  if (person.role === "Client") panels.push(["wallet", () => wallet(person, world)]);
  if (person.role !== "Photographer") panels.push([`purchases ${JSON.stringify(world.purchases)}`, () => purchases(person, world)]);
  if (person.role === "Owner") panels.push([`sales ${JSON.stringify(world.sales)}`, () => sales(world)]);
  group($("panels"), panels, ([key]) => `${person.id} ${key}`, ([, make]) => make());
}

function wallet(person, world) {
  const answer = element("div", { "aria-live": "polite" });
  const open = (name, token) => {
    const made = element("button", {}, name);
    made.addEventListener("click", async () => {
      const got = await ask(token, "/card");
      answer.replaceChildren(element("div", { class: got.ok ? "answer good" : "answer" }, `${got.status} ${got.text}`));
    });
    return made;
  };
  return element("div", { class: "panel", id: "wallet" },
    element("h3", {}, "Wallet"),
    world.card ? element("span", { class: "cardview" }, world.card.replace(/(.{4})(?=.)/g, "$1 ")) : element("p", {}, "No card is stored."),
    element("p", {}, "Only an activation of ", element("code", {}, `card(${person.id})`), " reads this row: a token with the card at hand starts there. The everyday token may rise to it, and then its reply is closed."),
    element("p", {}, open("GET /card, everyday token", person.token), " ", open("GET /card, card at hand", person.cardToken)),
    answer);
}

const purchases = (person, world) => element("div", { class: "panel" },
  element("h3", {}, person.role === "Owner" ? "Everybody’s purchases" : "Purchases"),
  world.purchases.length === 0 ? element("p", {}, "None.") : null,
  element("ul", {}, ...world.purchases.map((purchase) => element("li", {},
    element("span", {}, purchase.client === person.id ? purchase.product : `${purchase.client}: ${purchase.product}`),
    element("span", { class: purchase.status.toLowerCase() }, purchase.status.toLowerCase())))));

const sales = (world) => element("div", { class: "panel" },
  element("h3", {}, "Sales"),
  element("ul", {}, ...Object.entries(world.sales).sort((a, b) => b[1] - a[1]).map(([product, count]) =>
    element("li", {}, element("span", {}, product), element("span", {}, count)))));

await load();
