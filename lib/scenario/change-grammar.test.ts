import { describe, expect, it } from 'vitest';
import { formatChange, formatChanges, parseChange, parseChanges } from '#lib/scenario/change-grammar.ts';

const CHANGES = [
  'replicas:4',
  'replicas:0',
  'mode:PreferSameZone',
  'zone-down:a@at-once',
  'zone-down:eu-west-1b@notready',
  'zone-down:a@evicted',
  'zone-down:a@rescheduled',
  'zonal-shift:a',
  'drain:node-1.example.org',
  'cordon:node-1.example.org',
  'rollout:surge=1,unavailable=0,step=3',
  'node-add:zone=c,cpu=4,count=2',
  'node-add:zone=c,cpu=3920m,count=1',
  'relabel:kind-worker=b',
  'relabel:kind-worker=',
  'cpu:kind-worker=8',
  'kubernetes:1.36',
  'kubernetes:1.36.3',
];

const WRONG = [
  ['replicas:-1', 'a number from 0 to 1000'],
  ['replicas:1001', 'a number from 0 to 1000'],
  ['mode:prefer', 'mode takes one of Auto'],
  ['zone-down:a@soon', 'one of the phases at-once, notready, evicted, rescheduled'],
  ['zone-down:@ready', 'zone-down takes ZONE@PHASE'],
  ['zonal-shift:', 'takes the name of a zone'],
  ['drain:Node!', 'the name of a Node'],
  ['rollout:surge=x', 'rollout takes surge=NUMBER'],
  ['rollout:surge=1,pace=2', 'rollout takes surge=NUMBER'],
  ['rollout:surge=0,unavailable=0', 'stands still'],
  ['cordon:Node!', 'the name of a Node'],
  ['node-add:zone=c,cpu=x,count=2', 'node-add takes zone=ZONE'],
  ['node-add:zone=c,cpu=4,count=0', 'a count from 1 to 100'],
  ['node-add:zone=c,cpu=4,colour=red', 'node-add takes zone=ZONE'],
  ['relabel:kind-worker', 'relabel takes NODE=ZONE'],
  ['cpu:kind-worker=lots', 'cpu takes NODE=QUANTITY'],
  ['kubernetes:newest', 'kubernetes takes a version'],
  ['teleport:a', 'a change is KIND:VALUE'],
  ['replicas', 'a change is KIND:VALUE'],
] as const;

describe('the what-if grammar', () => {
  for (const text of CHANGES) {
    it(`reads ${text} and writes it the same`, () => {
      const parsed = parseChange(text);
      expect('change' in parsed && formatChange(parsed.change)).toBe(text);
    });
  }

  for (const [text, words] of WRONG) {
    it(`refuses ${text} in one sentence that names it`, () => {
      const parsed = parseChange(text);
      expect('problem' in parsed && parsed.problem).toContain(words);
      expect('problem' in parsed && parsed.problem).toContain(`"${text}"`);
    });
  }

  it('takes "ready" for "at-once", and "notready" where no phase is given', () => {
    expect(parseChange('zone-down:a@ready')).toEqual({ change: { kind: 'zone-down', zone: 'a', phase: 'at-once' } });
    expect(parseChange('zone-down:a')).toEqual({ change: { kind: 'zone-down', zone: 'a', phase: 'notready' } });
  });

  it('separates a list at commas, and keeps the commas within a change', () => {
    const text = 'replicas:4,node-add:zone=c,cpu=4,count=2,mode:Auto';
    const { changes, problems } = parseChanges(text);
    expect(problems).toEqual([]);
    expect(changes.map(({ kind }) => kind)).toEqual(['replicas', 'node-add', 'mode']);
    expect(formatChanges(changes)).toBe(text);
  });

  it('leaves out what it cannot read and keeps the rest', () => {
    const { changes, problems } = parseChanges('replicas:many,mode:off');
    expect(changes).toEqual([{ kind: 'mode', mode: 'off' }]);
    expect(problems).toHaveLength(1);
  });

  it('reads nothing from an empty text', () => {
    expect(parseChanges('')).toEqual({ changes: [], problems: [] });
  });
});
