import { expect, test } from 'vitest';
import { type TicketInput, ticketMarkdown } from '#lib/messages/ticket-markdown.ts';

const INPUT: TicketInput = {
  headline: {
    key: 'shop/web',
    clusterIPs: ['10.96.0.9'],
    ports: [],
    families: [],
    verdict: 'off',
    mode: { key: 'mode.Auto' },
    modeSource: 'service.kubernetes.io/topology-mode: Auto',
    nodesInEffect: { value: 0 },
    nodesInAll: { value: 6 },
    ofNodes: { key: 'headline.of-nodes', values: { nodes: 6 } },
    inZone: { key: 'headline.in-zone' },
    inZoneShare: { value: 1 / 3 },
    clientMix: { key: 'mode.off' },
  },
  why: {
    verdict: 'off',
    title: { key: 'verdict.off' },
    summary: { key: 'verdict.off' },
    reason: { key: 'overload-threshold' },
    kubernetesSays: [],
    cause: { text: { key: 'not-opted-in' }, objects: [{ kind: 'Node', name: 'n`1' }], more: 0 },
    fix: { text: { key: 'not-opted-in' }, commands: ['kubectl get nodes'] },
    ports: [],
    rules: [],
    zones: [
      {
        zone: 'a|b',
        nodes: { value: 2 },
        cpuShare: { value: 0.5 },
        endpoints: { value: 4 },
        hinted: { value: 0 },
        load: { value: 1 },
      },
      { nodes: { value: 1 }, endpoints: { value: 0 }, hinted: { value: 0 } },
    ],
    crossing: [],
    worthKnowing: [],
  },
  node: {
    name: 'node-a1',
    zone: 'a',
    facts: [],
    ports: [
      {
        title: 'TCP 10.96.0.9:80',
        portName: 'http',
        selected: true,
        backends: [
          { address: '10.1.0.1:8080', name: 'web-x', nodeName: 'node-b1', zone: 'b', share: 0.25, crosses: true },
        ],
        steps: [],
      },
      { title: 'TCP 10.96.0.9:81', portName: 'none', selected: false, backends: [], steps: [] },
    ],
  } as unknown as TicketInput['node'],
  commands: { show: [{ about: { key: 'command.service' }, command: 'kubectl get service web' }], apply: [] },
  whatIf: undefined,
  context: 'prod',
  rules: '1.31.0',
  time: Date.UTC(2026, 2, 1, 12),
  link: 'http://localhost:3000/?service=shop/web',
};

test('tells verdict, facts, cause with its objects, fix, zones, the pinned node, commands and link', () => {
  // A percent sign stands apart by a space that does not break.
  expect(ticketMarkdown(INPUT, 'en').replaceAll('\u00a0', ' ')).toBe(`## shop/web: Zone routing is off

- **Cluster**: prod
- **Kubernetes rules**: 1.31.0
- **Time**: 2026-03-01T12:00:00.000Z
- **Mode**: Auto (\`service.kubernetes.io/topology-mode: Auto\`)
- **In effect on**: 0 of 6 nodes
- **In zone**: 33 %, off

### Why

- **Kubernetes says**: Kubernetes says nothing here.
- **Cause**: not opted in (\`\`Node n\`1\`\`)
- **Fix**: not opted in

\`\`\`sh
kubectl get nodes
\`\`\`

### Zones

| Zone | Nodes | CPU | Endpoints | Hinted | Load |
| --- | --- | --- | --- | --- | --- |
| a\\|b | 2 | 50 % | 4 | 0 | 1× |
| no zone | 1 |  | 0 | 0 |  |

### node-a1 (a) dials

| Address | Endpoint | Node | Zone | Share |
| --- | --- | --- | --- | --- |
| TCP 10.96.0.9:80 | 10.1.0.1:8080 web-x | node-b1 | b | 25 % |
| TCP 10.96.0.9:81 | It dials nothing: connections fail. |  |  |  |

### Commands that show the same

\`\`\`sh
# The Service, with annotations and policies
kubectl get service web
\`\`\`

[Open in Zonescope](<http://localhost:3000/?service=shop/web>)

_computed from hints, not measured; established connections keep their endpoint_
`);
});

test('without a pinned node it has no part about one, and what-if commands stand apart', () => {
  const commands = {
    ...INPUT.commands,
    apply: [{ about: { key: 'command.scale', values: { replicas: 2 } }, command: 'kubectl scale' }],
  };
  const text = ticketMarkdown({ ...INPUT, node: undefined, commands }, 'en');
  expect(text).not.toContain('dials\n');
  expect(text).toContain('### Commands that would make the what-if true\n\n```sh\n# Scale to 2\nkubectl scale\n```');
});

test('of a what-if it says what is supposed, and beside each predicted number the live one', () => {
  const whatIf = {
    changes: [{ id: 'r', text: { key: 'change.replicas', values: { replicas: 6 } } }],
    outcome: [],
    headline: [],
    assumptions: [],
  } as unknown as NonNullable<TicketInput['whatIf']>;
  const headline: TicketInput['headline'] = {
    ...INPUT.headline,
    liveVerdict: 'zone-routed',
    nodesInEffect: { value: 0, live: 6 },
    inZoneShare: { value: 1 / 3, live: 1 },
  };
  const zones = [{ zone: 'a', nodes: { value: 2, live: 3 }, endpoints: { value: 4 }, hinted: { value: 0, live: 2 } }];
  const input = { ...INPUT, whatIf, headline, why: { ...INPUT.why, zones } };
  const text = ticketMarkdown(input, 'en').replaceAll('\u00a0', ' ');
  for (const line of [
    '## shop/web: Zone routing is off (predicted; live: zone-routed)',
    '- **What if**: 6 replicas',
    '- **In effect on**: 0 (live 6) of 6 nodes',
    '- **In zone**: 33 % (live 100 %), off',
    '| a | 2 (live 3) |  | 4 | 0 (live 2) |  |',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('speaks Chinese where the page does', () => {
  expect(ticketMarkdown(INPUT, 'zh')).toContain('### 显示相同内容的命令');
});
