import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NodeTab } from '#components/inspector/node-tab.tsx';
import { LanguageProvider } from '#components/ui/words.tsx';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import type { BackendView, NodeView } from '#lib/view/node-types.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

const IPVS =
  'IP Virtual Server version 1.2.1 (size=4096)\n  -> 10.244.1.2:53                Masq    1      0          0         \n';

const backend = (address: string, crosses: boolean): BackendView => ({
  address,
  name: 'coredns-pxphb',
  nodeName: 'kind-worker',
  zone: 'a',
  share: 0.5,
  crosses,
});

const VIEW: NodeView = {
  name: 'kind-worker2',
  zone: 'b',
  facts: [],
  ports: [
    {
      title: 'TCP 10.96.0.10:53',
      portName: 'dns-tcp',
      selected: true,
      backends: [backend('10.244.1.2:53', false), backend('10.244.0.5:53', true)],
      outside: [],
      steps: [{ text: { key: 'step.so', values: { dialled: 2 } } }],
    },
  ],
  dataPlane: { kind: 'kube-proxy', text: { key: 'data-plane.no-sign' }, isSet: false },
  print: { proxiers: ['ipvs', 'iptables'], warnsOfIpvs: false, isOther: false, hasNodePorts: false },
};

function rendered(url: UrlState, change: Partial<NodeView> = {}): string {
  const tab = createElement(NodeTab, {
    view: { ...VIEW, ...change },
    choices: [],
    url,
    predicted: false,
    print: (mode) => (mode === 'ipvs' ? IPVS : '*nat\nCOMMIT\n'),
    liveInput: tutorial(),
    onChange: () => {},
  });
  return renderToStaticMarkup(createElement(LanguageProvider, { language: 'en' }, tab));
}

test('each port lists what the node dials, and says of each endpoint whether it is in another zone', () => {
  const html = rendered(DEFAULT_URL_STATE);
  expect(html).toContain('data-port="dns-tcp"');
  expect(html.match(/data-backend="[^"]+"/g)).toEqual(['data-backend="10.244.1.2:53"', 'data-backend="10.244.0.5:53"']);
  expect(html.match(/crosses to/g)).toHaveLength(1);
});

test('the text of ipvsadm stands to the character, trailing blanks included', () => {
  expect(rendered(DEFAULT_URL_STATE)).toContain(IPVS.replaceAll('>', '&gt;'));
});

test('traffic from outside has its own list, and an empty one is said to fail', () => {
  const html = rendered({ ...DEFAULT_URL_STATE, from: 'outside' });
  expect(html).not.toContain('data-backend=');
  expect(html).toContain('It dials nothing');
});

test('a pinned node can be unpinned, one that is only shown cannot', () => {
  expect(rendered({ ...DEFAULT_URL_STATE, node: 'kind-worker2' })).toContain('Unpin');
  expect(rendered(DEFAULT_URL_STATE)).not.toContain('Unpin');
});

test('the mode that is known is the one shown, and that ipvs is deprecated is said where it is', () => {
  const print = { ...VIEW.print, warnsOfIpvs: true };
  expect(rendered(DEFAULT_URL_STATE, { print })).toContain('The ipvs mode is deprecated');
  const known = rendered(DEFAULT_URL_STATE, { print: { ...print, known: 'iptables' } });
  expect(known).toContain('*nat');
  expect(known).not.toContain('deprecated');
  expect(known).not.toContain('No object tells the mode');
});

test('where something else may route, the text is said to be what kube-proxy would write', () => {
  expect(rendered(DEFAULT_URL_STATE, { print: { ...VIEW.print, isOther: true } })).toContain(
    'may route in another way',
  );
});
