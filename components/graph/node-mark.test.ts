import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NodeMark } from '#components/graph/node-mark.tsx';
import { LanguageProvider } from '#components/ui/words.tsx';
import type { NodeBadge, NodeMark as NodeMarkView } from '#lib/view/graph-types.ts';

const ignore = (): void => undefined;

function rendered(form: NodeMarkView['form'], badges: readonly NodeBadge[]): string {
  const values = { node: 'kind-worker2', zone: 'b', dials: 4, endpoints: 4 };
  const mark: NodeMarkView = {
    ...{ x: 0, y: 0, width: 200, height: 68, colorIndex: 1, pinned: false, dimmed: false },
    ...{ id: 'kind-worker2', name: 'kind-worker2', form, badges },
    lines: [{ key: 'card.dials', values }],
    label: badges.includes('no-zone') ? { key: 'mark.node-without-zone', values } : { key: 'mark.node', values },
  };
  const node = createElement(NodeMark, { mark, dimmed: false, tabStop: true, onPin: ignore, onPoint: ignore });
  return renderToStaticMarkup(createElement(LanguageProvider, { language: 'en' }, node));
}

function titleOf(html: string): string {
  return /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';
}

test.each(['card', 'row', 'cell'] as const)('a %s names in its title all that sets the node apart', (form) => {
  expect(titleOf(rendered(form, ['not-ready', 'cordoned', 'not-counted']))).toBe(
    'kind-worker2, zone b, dials 4 of 4 endpoints, NotReady, cordoned, not counted',
  );
});

test('a node that nothing sets apart is named by its label alone', () => {
  expect(titleOf(rendered('card', []))).toBe('kind-worker2, zone b, dials 4 of 4 endpoints');
});

test('a node without a zone says so once', () => {
  expect(titleOf(rendered('card', ['no-zone']))).toBe('kind-worker2, no zone, dials 4 of 4 endpoints');
});

test('a card draws the gravest badge, and how many more there are', () => {
  expect(rendered('card', ['not-ready', 'cordoned'])).toContain('>NotReady +1<');
});
