// Asks the worker of a built Material site with the messages that its pages send: set up (0), ready (1), query (2),
// result (3).
export async function open({ worker }) {
  const thread = new Worker(worker);
  const reply = (message) =>
    new Promise((resolve, reject) => {
      thread.onmessage = (event) => resolve(event.data);
      thread.onerror = (event) => reject(new Error(event.message));
      thread.postMessage(message);
    });
  const { config, docs } = await (await fetch("/search/search_index.json")).json();
  await reply({ type: 0, data: { config, docs, options: { suggest: false } } });
  return async (query) => {
    const { data } = await reply({ type: 2, data: query });
    const places = data.items.slice(0, 10).map(([item]) => decodeURIComponent(item.location.split("#")[0]));
    return places.map((place) => place.replace(/^[^/]+\/(.*)\/$/, "$1"));
  };
}
