// What this device keeps until there is a connection, in IndexedDB; where a browser has none, for as long as the page is open.
const NAME = "ilgam-work", STORE = "kept";
const memory = new Map();

export async function keep(id, value) {
  if (!await run("readwrite", (store) => store.put(value, id))) memory.set(id, value);
}

export async function drop(id) {
  memory.delete(id);
  await run("readwrite", (store) => store.delete(id));
}

export async function find(id) {
  return (await run("readonly", (store) => store.get(id)))?.result ?? memory.get(id);
}

export async function findAll(start) {
  const range = IDBKeyRange.bound(start, `${start}\uffff`);
  const ids = (await run("readonly", (store) => store.getAllKeys(range)))?.result ?? [];
  const found = [...ids, ...[...memory.keys()].filter((id) => id.startsWith(start))];
  return Promise.all(found.map(async (id) => [id, await find(id)]));
}

// The finished request, or nothing where the browser refuses to keep.
async function run(mode, act) {
  let database;
  try {
    database = await open();
    const change = database.transaction(STORE, mode), asked = act(change.objectStore(STORE));
    await new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onerror = change.onabort = () => reject(change.error);
    });
    return asked;
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
