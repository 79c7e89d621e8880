// Speaks HTTP to the shop, each time as one person: their token, and nothing else, decides what comes back.

export async function ask(token, path, options = {}) {
  const headers = { ...options.headers };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (options.body) headers["Content-Type"] = "application/json";
  const response = await fetch(path, { ...options, headers });
  const text = await response.text();
  return { status: response.status, ok: response.ok, text, json: () => JSON.parse(text), activation: response.headers.get("Trapeze-Activation") };
}

export const post = (token, path, body, headers) => ask(token, path, { method: "POST", body: JSON.stringify(body), headers });

async function read(token, path, otherwise) {
  const answer = await ask(token, path);
  return answer.ok ? answer.json() : otherwise;
}

// Everything that one person sees.
export async function worldOf(person) {
  const [products, categories, purchases, users, sales] = await Promise.all([
    read(person.token, "/products", []),
    read(person.token, "/categories", []),
    read(person.token, "/purchases", []),
    read(person.token, "/users", []),
    read(person.token, "/sales", {}),
  ]);
  const card = person.cardToken ? await ask(person.cardToken, "/card") : null;
  return { products, categories, purchases, users, sales, card: card?.ok ? card.json().number : null };
}

// A picture needs its viewer's token too, so it comes as bytes and not by an address.
const pictures = new Map();
export async function pictureOf(person, product) {
  const key = `${person.id} ${product.id}`;
  if (!pictures.has(key)) {
    const response = await fetch(product.image, { headers: { Authorization: `Bearer ${person.token}` } });
    pictures.set(key, response.ok ? URL.createObjectURL(await response.blob()) : null);
  }
  return pictures.get(key);
}

export const desk = async (name) => (await fetch(`/desk/${name}`)).json();
