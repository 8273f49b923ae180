/** How many requests were answered with which status. */
export type Statuses = Record<number, number>;

/** Requests, by turns: mostly fine, some unknown, now and then one that fails and one that is slow in the database. */
const requests: readonly ((base: string) => Promise<Response>)[] = [
  (base) => postOrder(base, 'book', 'web'),
  (base) => fetch(`${base}/orders/1`),
  (base) => postOrder(base, 'lamp', 'app'),
  (base) => fetch(`${base}/orders/1`),
  (base) => fetch(`${base}/orders/999999`),
  (base) => fetch(`${base}/no/such/route`),
  (base) => fetch(`${base}/version`),
  (base) => postOrder(base, 'umbrella', 'web'),
  (base) => fetch(`${base}/reports/today`),
  (base) => fetch(`${base}/reports/broken`),
  (base) => fetch(`${base}/reports/slow`),
];

/** Sends mixed requests for a number of seconds, about twenty a second, and says how many after each round. */
export async function driveTraffic(
  base: string,
  seconds: number,
  onProgress: (secondsGone: number, sent: number) => void,
): Promise<Statuses> {
  const statuses: Statuses = {};
  const startedAt = performance.now();
  for (let sent = 0; ;) {
    const secondsGone = (performance.now() - startedAt) / 1000;
    onProgress(Math.min(secondsGone, seconds), sent);
    if (secondsGone >= seconds) return statuses;
    const replies = await Promise.all(requests.map((request) => request(base)));
    for (const reply of replies) {
      await reply.arrayBuffer();
      statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
    }
    sent += replies.length;
  }
}

function postOrder(base: string, product: string, channel: string): Promise<Response> {
  return fetch(`${base}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', app: 'shop-website' },
    body: JSON.stringify({ product, quantity: 1, channel }),
  });
}
