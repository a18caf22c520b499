// Asks Prometheus every query of every dashboard and rule until all have data, while messages go through the system and a
// stranger is refused: node dashboards.mjs PROMETHEUS DASHBOARDS ENDPOINT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 40_000;
const [prometheus, dashboards, endpoint] = process.argv.slice(2);

async function ask(path) {
  const answer = await (await fetch(prometheus + path)).json();
  if (answer.status !== 'success') {
    throw new Error(answer.error);
  }
  return answer.data;
}

async function isEmpty({ query }) {
  return (await ask(`/api/v1/query?query=${encodeURIComponent(query)}`)).result.length === 0;
}

function ofDashboard(file) {
  const { title, panels } = JSON.parse(readFileSync(join(dashboards, file), 'utf8'));
  return panels.flatMap((panel) =>
    panel.targets.map(({ expr }) => ({
      name: `${title}, ${panel.title}`,
      query: expr.replaceAll('$__rate_interval', '15s'),
    })),
  );
}

// An alert has no data while nothing is wrong; what it compares has.
function ofRule({ type, name, query }) {
  return { name, query: type === 'alerting' ? query.replace(/ (<|>)=? [0-9.]+$/, '') : query };
}

async function ofRules() {
  const { groups } = await ask('/api/v1/rules');
  return groups.flatMap(({ rules }) => rules).map(ofRule);
}

async function send(key) {
  await fetch(`${endpoint}/v1/messages/text`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ destinationPhoneNumber: '+14254147755', messageBody: 'Hello' }),
  });
}

async function started() {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await fetch(`${prometheus}/-/ready`).then(({ ok }) => ok, () => false))) {
    if (Date.now() > deadline) {
      throw new Error('Prometheus does not start');
    }
    await setTimeout(200);
  }
}

await started();
const queries = readdirSync(dashboards).flatMap(ofDashboard).concat(await ofRules());
const deadline = Date.now() + PATIENCE_MS;
let left = queries;
while (left.length > 0 && Date.now() < deadline) {
  await Promise.all([send('posthorn.posthorn-secret'), send('posthorn.wrong'), setTimeout(1_000)]);
  const empty = await Promise.all(left.map(isEmpty));
  left = left.filter((query, index) => empty[index]);
}
left.forEach(({ name, query }) => console.error(`no data: ${name}: ${query}`));
if (left.length > 0) {
  process.exit(1);
}
console.log(`dashboards: ${queries.length} queries have data`);
