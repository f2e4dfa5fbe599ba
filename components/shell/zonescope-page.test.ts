import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ZonescopePage } from '#components/shell/zonescope-page.tsx';

const served = (serverLanguage: 'en' | 'zh') => renderToString(createElement(ZonescopePage, { serverLanguage }));

test('what the server sends says that it is connecting, in the language of the request', () => {
  expect(served('en')).toContain('data-connection="connecting"');
  expect(served('en')).toContain('connecting');
  expect(served('zh')).toContain('连接中');
});

test('what the server sends has no inline style and no script, which the content security policy would refuse', () => {
  const html = served('en');
  expect(html).not.toMatch(/\sstyle=/);
  expect(html).not.toContain('<script');
});

test('what the server sends knows neither clock nor cluster, so that the browser draws the same at first', () => {
  expect(served('en')).toBe(served('en'));
  expect(served('en')).not.toContain('<time');
});

test('every control of the top bar has a name', () => {
  const buttons = served('en').match(/<button[^>]*>.*?<\/button>/gs) ?? [];
  expect(buttons.length).toBeGreaterThan(5);
  for (const button of buttons) {
    const words = button.replaceAll(/<[^>]*>/g, '').trim();
    expect(words !== '' || /aria-label="[^"]+"/.test(button)).toBe(true);
  }
});
