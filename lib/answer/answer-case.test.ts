import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { answerCase } from '#lib/answer/answer-case.ts';
import { answerPlacement } from '#lib/answer/answer-placement.ts';
import { answerScaleDown } from '#lib/answer/answer-scale-down.ts';
import { type Json, list, record, texts } from '#lib/to-model/json.ts';

/** The recorded cases themselves are held against the rules beside the rules; here it is the form that counts. */
function recorded(room: string, file: string): readonly Json[] {
  const path = new URL(`../${room}/fixtures/${file}.jsonl.gz`, import.meta.url);
  return gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split('\n')
    .map((line) => record(JSON.parse(line)));
}

const KINDS = [
  { kind: 'routing', room: 'proxy-filter', file: 'routing-1.37.2', fields: ['ports'] },
  {
    kind: 'reconcile',
    room: 'hints',
    file: 'hints-1.37.2',
    fields: ['outcomes', 'events', 'overloaded', 'sliceSizes', 'endpoints'],
  },
  { kind: 'addHints', room: 'hints', file: 'hints-1.37.2', fields: ['outcomes', 'events', 'overloaded'] },
  { kind: 'reconcileHints', room: 'hints', file: 'hints-1.37.2', fields: ['outcomes', 'events', 'overloaded'] },
  { kind: 'overload', room: 'hints', file: 'hints-1.37.2', fields: ['overloaded'] },
  { kind: 'scaleDown', room: 'replicas', file: 'replicas-1.37.2', fields: ['victims', 'sure'] },
  { kind: 'placement', room: 'replicas', file: 'placement-1.37.2', fields: ['feasible', 'possible', 'scores'] },
];

describe('answerCase() answers every kind of case in the form of the recorded answers', () => {
  for (const { kind, room, file, fields } of KINDS) {
    it(`${kind}: ${fields.join(', ')}`, () => {
      const source = recorded(room, file).find((candidate) => candidate['kind'] === kind) ?? {};
      const { name, expect: answer } = answerCase(source);
      expect(name).toBe(source['name']);
      expect(Object.keys(record(answer))).toEqual(expect.arrayContaining(fields));
    });
  }

  it('a routing answer puts every node in one group, and lists endpoints in the order of their texts', () => {
    for (const source of recorded('proxy-filter', 'routing-1.21.14')) {
      const nodes = list(source['nodes']).map((node) => record(record(node)['metadata'])['name']);
      for (const port of list(record(answerCase(source).expect)['ports'])) {
        const groups = list(record(port)['groups']).map(record);
        const grouped = groups.flatMap((group) => texts(group['nodes']));
        expect([...grouped].sort()).toEqual([...nodes].sort());
        for (const { cluster } of groups) expect(texts(cluster)).toEqual([...texts(cluster)].sort());
      }
    }
  });

  it('victims are the sure ones and a choice of the others', () => {
    for (const source of recorded('replicas', 'replicas-1.37.2')) {
      const { victims, sure, anyOf } = answerScaleDown(source);
      expect(victims).toEqual(expect.arrayContaining([...sure]));
      expect(victims).toHaveLength(sure.length + (anyOf?.take ?? 0));
    }
  });

  it('the likely node is a possible one, and a possible one is feasible', () => {
    for (const source of recorded('replicas', 'placement-1.37.2')) {
      const { feasible, possible, likely } = answerPlacement(source);
      expect(feasible).toEqual(expect.arrayContaining([...possible]));
      if (likely !== undefined) expect(possible).toContain(likely);
    }
  });

  const refused = [
    { source: { name: 'x', kind: 'other' }, says: 'Cannot answer "x": kind "other" is none of routing' },
    {
      source: { name: 'x', kind: 'routing', version: '?' },
      says: 'Cannot answer "x": version "?" is no Kubernetes version',
    },
    {
      source: { name: 'x', kind: 'routing', version: '1.30' },
      says: 'Cannot answer "x": service has no metadata.name',
    },
    { source: { name: 'x', kind: 'scaleDown', version: '1.30' }, says: 'Cannot answer "x": replicas is no number' },
    { source: { name: 'x', kind: 'placement' }, says: 'Cannot answer "x": pod has no metadata.name' },
    {
      source: { name: 'x', kind: 'routing', version: '1.30', nodes: [{}], service: {} },
      says: 'Cannot answer "x": nodes[0] has no metadata.name',
    },
    {
      source: { name: 'x', kind: 'routing', version: '1.30', nodes: {}, service: {} },
      says: 'Cannot answer "x": nodes is no list',
    },
  ];
  for (const { source, says } of refused) it(says, () => expect(() => answerCase(source)).toThrow(says));
});
