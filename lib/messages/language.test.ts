import { expect, test } from 'vitest';
import { type Language, languageOf } from '#lib/messages/language.ts';

const CASES: readonly { name: string; preference: string | null | undefined; want: Language }[] = [
  { name: 'a Chinese browser reads Chinese', preference: 'zh-CN', want: 'zh' },
  { name: 'the bare tag counts', preference: 'zh', want: 'zh' },
  { name: 'a header with weights is read by its first preference', preference: 'zh;q=0.9,en;q=0.8', want: 'zh' },
  { name: 'a second preference does not decide', preference: 'en-GB,zh-CN;q=0.9', want: 'en' },
  { name: 'any other language reads English', preference: 'de-AT', want: 'en' },
  { name: 'a tag that only begins alike is not Chinese', preference: 'zhx', want: 'en' },
  { name: 'nothing at all is English', preference: undefined, want: 'en' },
  { name: 'a missing header is English', preference: null, want: 'en' },
];

test.each(CASES)('$name', ({ preference, want }) => {
  expect(languageOf(preference)).toBe(want);
});
