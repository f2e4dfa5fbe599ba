import { describe, expect, test } from 'vitest';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import { NODES, rawEndpoint, rawNode, rawService, rawSlice, see } from '#lib/view/bad-input.test-support.ts';

/** What must never reach a reader, whatever the input. */
function expectSound(text: string): void {
  expect(text).not.toMatch(/not a number|NaN|undefined|\[object Object\]/);
}

function addresses(seen: ReturnType<typeof see>): readonly string[] {
  return seen.endpoints.map(({ address }) => address).sort();
}

describe('bad input 07: an endpoint without conditions is ready to kube-proxy and not to the hint controller', () => {
  for (const [name, conditions] of [
    ['no conditions', {}],
    ['null', { conditions: null }],
    ['an empty object', { conditions: {} }],
    ['ready null', { conditions: { ready: null } }],
    ['conditions of another type', { conditions: { ready: 'yes', serving: 1 } }],
  ] as const) {
    test(name, () => {
      const endpoint = { ...rawEndpoint('10.0.0.1'), conditions: undefined, ...conditions };
      const seen = see({ slices: [rawSlice([endpoint])] });
      expect(seen.endpoints).toMatchObject([{ address: '10.0.0.1', state: 'ready', dialledBy: { value: 2 } }]);
      const [kept] = seen.slices[0]?.endpoints ?? [];
      expect(kept !== undefined && isReadyForHints(kept)).toBe(false);
      expectSound(seen.text);
    });
  }
});

describe('bad input 08: no endpoints are none, not an error', () => {
  for (const [name, slices] of [
    ['no slices', []],
    ['endpoints: null', [rawSlice(null)]],
    ['endpoints: []', [rawSlice([])]],
    ['endpoints that are no list', [rawSlice({})]],
    ['endpoints without addresses', [rawSlice([{ conditions: { ready: true } }, { addresses: [] }])]],
  ] as const) {
    test(name, () => {
      const seen = see({ slices });
      expect(seen.endpoints).toEqual([]);
      expect(seen.row.verdict).toMatchObject({ state: 'unknown', reason: 'no-endpoint' });
      expectSound(seen.text);
    });
  }
});

describe('bad input 10: the same endpoint in two slices is shown once', () => {
  test('whichever slice has it', () => {
    const twice = [
      rawSlice([rawEndpoint('10.0.0.1'), rawEndpoint('10.0.0.2')]),
      rawSlice([rawEndpoint('10.0.0.1', { nodeName: 'n2', zone: 'b' })], { metadata: { name: 'web-2' } }),
    ];
    expect(addresses(see({ slices: twice }))).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(addresses(see({ slices: twice.toReversed() }))).toEqual(['10.0.0.1', '10.0.0.2']);
  });
});

describe('bad input 11: a dual-stack Service has one pod with two addresses', () => {
  const pod = { targetRef: { kind: 'Pod', name: 'web-0', uid: 'uid-pod' } };
  const dual = {
    service: rawService({ clusterIPs: ['10.96.0.10', 'fd00::10'], ipFamilies: ['IPv4', 'IPv6'] }),
    slices: [
      rawSlice([rawEndpoint('10.0.0.1', pod)]),
      rawSlice([rawEndpoint('fd00::1', pod)], { addressType: 'IPv6', metadata: { name: 'web-v6' } }),
    ],
  };
  test('each family shows its own, and the pod is counted once', () => {
    const v4 = see(dual, { family: 'IPv4' });
    const v6 = see(dual, { family: 'IPv6' });
    expect(addresses(v4)).toEqual(['10.0.0.1']);
    expect(addresses(v6)).toEqual(['fd00::1']);
    expect(v4.endpoints[0]?.id).toBe(v6.endpoints[0]?.id);
    expect(v4.row.endpointsByZone).toEqual({ a: 1 });
    expect(v4.headline.families.map(({ value }) => value)).toEqual(['IPv4', 'IPv6']);
  });
});

describe('bad input 12: slices of another address type are nobody’s endpoints', () => {
  for (const addressType of ['FQDN', 'IPX', '', 7]) {
    test(`addressType ${JSON.stringify(addressType)}`, () => {
      const seen = see({ slices: [rawSlice([rawEndpoint('db.example.com')], { addressType })] });
      expect(seen.endpoints).toEqual([]);
      expectSound(seen.text);
    });
  }
});

describe('bad input 13: odd addresses are shown as kube-proxy reads them, and never used to connect', () => {
  for (const [address, addressType, shown] of [
    ['999.1.1.1', 'IPv4', '999.1.1.1'],
    ['010.000.000.001', 'IPv4', '10.0.0.1'],
    ['not an address', 'IPv4', 'not an address'],
    ['', 'IPv4', ''],
    ['fe80::1%eth0', 'IPv6', 'fe80::1%eth0'],
    ['::ffff:10.0.0.1', 'IPv6', '10.0.0.1'],
    ['FD00:0:0:0:0:0:0:1', 'IPv6', 'fd00::1'],
  ] as const) {
    test(JSON.stringify(address), () => {
      const v6 = { clusterIP: 'fd00::10', clusterIPs: ['fd00::10'], ipFamilies: ['IPv6'] };
      const service = rawService(addressType === 'IPv6' ? v6 : {});
      const seen = see({ service, slices: [rawSlice([rawEndpoint(address)], { addressType })] });
      expect(addresses(seen)).toEqual([shown]);
      expectSound(seen.text);
    });
  }
});

describe('bad input 14: of several addresses the first one is dialled', () => {
  test('and junk among them is none', () => {
    const seen = see({ slices: [rawSlice([rawEndpoint('', { addresses: [null, 7, '10.0.0.7', '10.0.0.8'] })])] });
    expect(addresses(seen)).toEqual(['10.0.0.7']);
    expectSound(seen.text);
  });
});

describe('bad input 15: odd ports', () => {
  for (const port of [null, 0]) {
    test(`port ${port}: not proxied`, () => {
      const seen = see({ slices: [rawSlice([rawEndpoint('10.0.0.1')], { ports: [{ name: 'http', port }] })] });
      expect(seen.endpoints).toEqual([]);
      expectSound(seen.text);
    });
  }

  for (const [name, port] of [
    ['70000', 70_000],
    ['-1', -1],
    ['a fraction', 80.5],
    ['text', 'eighty'],
    ['beyond all numbers', Number.POSITIVE_INFINITY],
  ] as const) {
    test(`port ${name} makes no number that is none`, () => {
      const seen = see({ slices: [rawSlice([rawEndpoint('10.0.0.1')], { ports: [{ name: 'http', port }] })] });
      expectSound(seen.text);
    });
  }

  test('unnamed, SCTP, and a hundred of them', () => {
    const ports = Array.from({ length: 100 }, (_, at) => ({ name: `p${at}`, port: 1_000 + at, protocol: 'SCTP' }));
    const many = see({ service: rawService({ ports }), slices: [rawSlice([rawEndpoint('10.0.0.1')], { ports })] });
    expect(many.headline.ports).toHaveLength(100);
    expect(many.node?.ports).toHaveLength(100);
    expectSound(many.text);
    const bare = see({
      service: rawService({ ports: [{ port: 80 }] }),
      slices: [rawSlice([rawEndpoint('10.0.0.1')], { ports: [{ name: '', port: 8080 }] })],
    });
    expect(addresses(bare)).toEqual(['10.0.0.1']);
    expectSound(bare.text);
  });
});

describe('bad input 16: an endpoint whose node, zone or pod is missing or not known', () => {
  for (const [name, more] of [
    ['no node', { nodeName: undefined }],
    ['no zone', { zone: undefined }],
    ['neither', { nodeName: null, zone: null }],
    ['a node that is not there', { nodeName: 'ghost' }],
    ['a zone without nodes', { zone: 'z' }],
    ['a pod that is not there', { targetRef: { kind: 'Pod', name: 'ghost', uid: 'uid-ghost' } }],
    ['a targetRef that is none', { targetRef: 'x' }],
  ] as const) {
    test(`${name}: it is shown and dialled all the same`, () => {
      const seen = see({ slices: [rawSlice([rawEndpoint('10.0.0.1', more)])] });
      expect(addresses(seen)).toEqual(['10.0.0.1']);
      expect(seen.endpoints[0]?.dialledBy.value).toBe(2);
      expect(seen.graph.endpoints).toHaveLength(1);
      expectSound(seen.text);
    });
  }
});

describe('bad input 17: Services that kube-proxy treats otherwise are labelled', () => {
  const endpoint = [rawSlice([rawEndpoint('10.0.0.1')])];
  for (const [name, spec, want] of [
    ['headless', { clusterIP: 'None', clusterIPs: ['None'] }, 'not-proxied'],
    [
      'ExternalName',
      { type: 'ExternalName', externalName: 'evil.example', clusterIP: '', clusterIPs: [] },
      'not-proxied',
    ],
    ['without a ClusterIP', { clusterIP: '', clusterIPs: [] }, 'not-proxied'],
    ['without a selector', { selector: undefined }, 'off'],
    ['a load balancer without an address', { type: 'LoadBalancer' }, 'off'],
  ] as const) {
    test(name, () => {
      const seen = see({ service: rawService(spec), slices: endpoint });
      expect(seen.row.verdict.state).toBe(want);
      expect(seen.text).not.toContain('evil.example');
      expectSound(seen.text);
    });
  }

  test('slices that are mirrored or written by hand are followed like any other', () => {
    const labels = {
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
    };
    const seen = see({
      service: rawService({ selector: undefined }),
      slices: [rawSlice([rawEndpoint('10.0.0.1')], { metadata: { labels } })],
    });
    expect(addresses(seen)).toEqual(['10.0.0.1']);
    expectSound(seen.text);
  });
});

describe('bad input 21: keys that JavaScript gives a meaning', () => {
  const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

  for (const key of KEYS) {
    test(`a label, selector, zone, node and port named ${key} is only a name`, () => {
      const object = JSON.parse(JSON.stringify({ LABEL: 'x' }).replace('LABEL', key));
      const seen = see(
        {
          nodes: [rawNode(key, key), ...NODES],
          service: rawService(
            { selector: object, ports: [{ name: key, port: 80 }] },
            { annotations: object, labels: object },
          ),
          slices: [
            rawSlice([rawEndpoint('10.0.0.1', { nodeName: key, zone: key, hints: { forZones: [{ name: key }] } })], {
              ports: [{ name: key, port: 8080 }],
            }),
          ],
        },
        { node: key },
      );
      expect(seen.endpoints).toMatchObject([{ address: '10.0.0.1', zone: key, nodeName: key, hints: [key] }]);
      expect(Object.keys(seen.service.selector ?? {})).toEqual([key]);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
      expect(Object.prototype).not.toHaveProperty('LABEL');
      expectSound(seen.text);
    });
  }
});

describe('bad input 23: times that cannot be', () => {
  for (const [name, creationTimestamp] of [
    ['in the future', '2999-01-01T00:00:00Z'],
    ['in year 0', '0000-01-01T00:00:00Z'],
    ['missing', undefined],
    ['null', null],
    ['no time', 'yesterday'],
    ['a number', 7],
  ] as const) {
    test(`created ${name}`, () => {
      const node = rawNode('n1', 'a');
      const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: creationTimestamp }];
      const seen = see({
        nodes: [{ ...node, metadata: { ...(node['metadata'] as object), creationTimestamp }, status: { conditions } }],
        service: rawService({}, { creationTimestamp }),
        slices: [rawSlice([rawEndpoint('10.0.0.1')], { metadata: { creationTimestamp } })],
      });
      expect(addresses(seen)).toEqual(['10.0.0.1']);
      expectSound(seen.text);
    });
  }
});

describe('bad input 24: conditions, taints and phases that nobody knows', () => {
  for (const [name, more] of [
    ['an unknown condition', { status: { conditions: [{ type: 'Dreaming', status: 'True' }] } }],
    ['a Ready that is neither True nor False', { status: { conditions: [{ type: 'Ready', status: 'Perhaps' }] } }],
    ['conditions that are none', { status: { conditions: 'many' } }],
    ['no status', { status: null }],
    ['an unknown taint effect', { spec: { taints: [{ key: 'x', effect: 'Banish' }, null, 'y'] } }],
    ['allocatable that is no quantity', { status: { allocatable: { cpu: 'lots', memory: -1, pods: {} } } }],
    ['a version that is none', { status: { nodeInfo: { kubeletVersion: 'latest' } } }],
  ] as const) {
    test(name, () => {
      const seen = see({
        nodes: [rawNode('n1', 'a', more), rawNode('n2', 'b')],
        slices: [rawSlice([rawEndpoint('10.0.0.1')])],
      });
      expect(seen.graph.nodes.map((node) => node.name).sort()).toEqual(['n1', 'n2']);
      expectSound(seen.text);
    });
  }
});
