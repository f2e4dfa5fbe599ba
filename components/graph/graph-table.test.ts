import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { GraphTable } from '#components/graph/graph-table.tsx';
import { aGraph } from '#components/graph/graph-view.test-support.ts';
import { LanguageProvider } from '#components/ui/words.tsx';
import type { GraphView } from '#lib/view/graph-types.ts';

function rendered(view: GraphView, language: 'en' | 'zh' = 'en'): string {
  const table = createElement(GraphTable, { view });
  return renderToStaticMarkup(createElement(LanguageProvider, { language }, table));
}

function wordsOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('every fact that the graph draws stands in the table', () => {
  const words = wordsOf(rendered(aGraph()));
  for (const fact of [
    'zone a',
    'kind-worker',
    'NotReady',
    'coredns-pxphb',
    '10.244.0.5',
    'terminating',
    'lent to another zone',
    '25 %',
    'crosses zones',
  ]) {
    expect(words).toContain(fact);
  }
});

test('names from the cluster are inert text', () => {
  const html = rendered(aGraph({ podName: '<img src=x onerror=alert(1)>' }));
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('names from the cluster stand isolated, so that none can turn its neighbours around', () => {
  expect(rendered(aGraph({ podName: '\u202efdp.exe' }))).toMatch(/<bdi[^>]*>\u202efdp\.exe<\/bdi>/);
});

test('a flow names its ends, not their ids', () => {
  const words = wordsOf(rendered(aGraph()));
  expect(words).toContain('kind-worker coredns-pxphb 25');
  expect(words).not.toContain('endpoint-1 ');
});

test('nothing of the table carries an inline style, which the content security policy would refuse', () => {
  expect(rendered(aGraph())).not.toContain('style=');
});

test('a long list shows one page and says how many there are', () => {
  const html = rendered(aGraph({ nodes: 950 }));
  expect(html).toContain('Nodes · 950');
  expect(html.match(/<td>[^<]*<bdi[^>]*>kind-worker-/g)?.length).toBe(200);
  expect(wordsOf(html)).toContain('page 1 of 5');
});
