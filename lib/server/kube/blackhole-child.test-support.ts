// Runs in a network of its own, where packets can be made to vanish: prints what the watch makes of it, a JSON line each.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { systemClock } from '#lib/demo/clock.ts';
import { createHub } from '#lib/server/hub/hub.ts';
import { hubOptions } from '#lib/server/hub/hub-options.test-support.ts';
import { createClusterWatch } from '#lib/server/kube/cluster-watch.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { listOf, nodeJson, sendJson, startScriptedApi } from '#lib/server/kube/scripted-api.test-support.ts';
import { SYSTEM_ENVIRONMENT } from '#lib/server/kube/system-environment.test-support.ts';

const KIND_BY_PATH = new Map([
  ['/api/v1/nodes', 'Node'],
  ['/api/v1/services', 'Service'],
  ['/apis/discovery.k8s.io/v1/endpointslices', 'EndpointSlice'],
]);
const GIVE_UP_MILLIS = 100_000;

function run(command: string): void {
  const [program = '', ...args] = command.split(' ');
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: SYSTEM_ENVIRONMENT });
  if (status !== 0) throw new Error(`Cannot run ${command}: ${stderr}`);
}

async function phaseComes(phase: string): Promise<number> {
  const started = performance.now();
  while (hub.status.phase !== phase) {
    if (performance.now() - started > GIVE_UP_MILLIS)
      throw new Error(`Cannot go on: the phase stays ${hub.status.phase}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return Math.round(performance.now() - started);
}

run('ip link set lo up');
let nodes = [nodeJson('n1', '9')];
let resourceVersion = '10';
const api = await startScriptedApi((request, response) => {
  const kind = KIND_BY_PATH.get(request.path);
  if (kind === undefined) sendJson(response, { gitVersion: 'v1.36.0' });
  else if (!request.isWatch) sendJson(response, listOf(kind, kind === 'Node' ? nodes : [], { resourceVersion }));
  // What came while nothing was heard is gone, as after a compaction.
  else if (request.query.get('resourceVersion') !== resourceVersion) sendJson(response, {}, 410);
  else response.writeHead(200).flushHeaders();
});
const client = createKubeClient(api.config);
const watch = createClusterWatch({ client, clock: systemClock, random: Math.random, gateOverrides: [] });
const { status } = hubOptions();
const hub = createHub(
  hubOptions({
    podSource: watch.podSource,
    status: { ...status, phase: 'connecting', address: client.address },
  }),
);
const stop = watch.start(hub);
await phaseComes('live');
await new Promise((resolve) => setTimeout(resolve, 1_000));
const { port } = new URL(api.url);
run('nft add table inet blackhole');
run('nft add chain inet blackhole input { type filter hook input priority 0 ; }');
run(`nft add rule inet blackhole input tcp dport ${port} drop`);
run(`nft add rule inet blackhole input tcp sport ${port} drop`);
const stale = await phaseComes('stale');
const said = hub.status.said ?? '';
nodes = [nodeJson('n1', '9'), nodeJson('n2', '12')];
resourceVersion = '20';
run('nft delete table inet blackhole');
const live = await phaseComes('live');
process.stdout.write(JSON.stringify({ stale, said, live, nodes: [...hub.state.nodes.objectByKey.keys()] }));
stop();
hub.close();
await api.close();
