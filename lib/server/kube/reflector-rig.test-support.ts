import type { ServerResponse } from 'node:http';
import { type FakeClock, fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import type { Node } from '#lib/model/node.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { createReflector, type Reflector } from '#lib/server/kube/reflector.ts';
import type { ReflectorHealth } from '#lib/server/kube/reflector-sink.ts';
import {
  listOf,
  nodeJson,
  type Script,
  type ScriptedApi,
  sendJson,
  startScriptedApi,
  until,
} from '#lib/server/kube/scripted-api.test-support.ts';
import { toNode } from '#lib/to-model/node.ts';

export interface Rig {
  readonly api: ScriptedApi;
  readonly clock: FakeClock;
  readonly reflector: Reflector;
  readonly zoneByName: Map<string, string | undefined>;
  readonly healths: ReflectorHealth[];
  readonly counts: { skipped: number; healed: number; replaced: number };
  /** The watch that is open now. */
  watch(): ServerResponse;
}

const open: Rig[] = [];

/** For `afterEach`. */
export async function endRigs(): Promise<void> {
  for (const { reflector, api } of open.splice(0)) {
    reflector.stop();
    await api.close();
  }
}

/** A reflector of Nodes against a scripted API server; without a script of the test's own it lists n1 and holds watches open. */
export async function rig(script?: Script): Promise<Rig> {
  const watches: ServerResponse[] = [];
  const usual: Script = (request, response) => {
    if (!request.isWatch) return sendJson(response, listOf('Node', [nodeJson('n1', '9')]));
    watches.push(response);
    response.writeHead(200).flushHeaders();
  };
  return rigOn(await startScriptedApi(script ?? usual), watches);
}

/** The same against an API server that is there already. */
export function rigOn(api: ScriptedApi, watches: readonly ServerResponse[] = []): Rig {
  const clock = fakeClock(1_000_000);
  const zoneByName = new Map<string, string | undefined>();
  const healths: ReflectorHealth[] = [];
  const counts = { skipped: 0, healed: 0, replaced: 0 };
  const put = (node: Node): void => {
    if (node.name === 'choke') throw new RangeError('choke');
    zoneByName.set(node.name, node.labels['topology.kubernetes.io/zone']);
  };
  const reflector = createReflector<Node>({
    client: createKubeClient(api.config, clock),
    scope: { resource: 'nodes' },
    project: (object) => {
      if (JSON.stringify(object).includes('poison')) throw new TypeError('poison');
      return toNode(object);
    },
    clock,
    random: () => 0,
    sink: {
      replace(nodes) {
        counts.replaced += 1;
        zoneByName.clear();
        for (const node of nodes) put(node);
      },
      upsert: put,
      remove: (node) => zoneByName.delete(node.name),
      health: (health) => healths.push(health),
      skipped: () => {
        counts.skipped += 1;
      },
      healed: (count) => {
        counts.healed += count;
      },
    },
  });
  const made: Rig = {
    api,
    clock,
    reflector,
    zoneByName,
    healths,
    counts,
    watch: () => {
      const last = watches.at(-1);
      if (last === undefined) throw new Error('Cannot find a watch: none is open');
      return last;
    },
  };
  open.push(made);
  reflector.start();
  return made;
}

export function watchesOf(api: ScriptedApi): readonly (string | null)[] {
  return api.requests.filter((request) => request.isWatch).map((request) => request.query.get('resourceVersion'));
}

export function listCount(api: ScriptedApi): number {
  return api.requests.filter((request) => !request.isWatch).length;
}

export async function watching(count = 1): Promise<Rig> {
  const made = await rig();
  await until(() => made.healths.at(-1)?.kind === 'live' && watchesOf(made.api).length === count, 'the watch');
  return made;
}
