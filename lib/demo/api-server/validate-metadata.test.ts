import { describe, expect, it } from 'vitest';
import { validateMetadata } from '#lib/demo/api-server/validate-metadata.ts';

function fields(kind: string, metadata: object) {
  const object = { apiVersion: 'v1', kind, metadata: { name: 'ok', ...metadata } };
  return validateMetadata(object).map(({ field, message }) => `${field}: ${message}`);
}

describe('validateMetadata', () => {
  it.each([
    [
      'a name with an upper-case letter',
      'Node',
      { name: 'Node1' },
      'metadata.name: Invalid value: "Node1": a lowercase RFC 1123 subdomain',
    ],
    ['no name', 'Node', { name: '' }, 'metadata.name: Required value: name or generateName is required'],
    [
      'a Service that begins with a digit',
      'Service',
      { name: '1web' },
      'metadata.name: Invalid value: "1web": a DNS-1035 label',
    ],
    [
      'a label value with a blank',
      'Node',
      { labels: { zone: 'a b' } },
      'metadata.labels: Invalid value: "a b": a valid label must be',
    ],
    ['a label value that is too long', 'Node', { labels: { zone: 'a'.repeat(64) } }, 'must be no more than 63 bytes'],
    ['a label key without a name', 'Node', { labels: { 'example.com/': 'a' } }, 'name part must be non-empty'],
    ['a label key without a prefix', 'Node', { labels: { '/zone': 'a' } }, 'prefix part must be non-empty'],
    ['a label key with two slashes', 'Node', { labels: { 'a/b/c': 'a' } }, 'a qualified name must consist of'],
    [
      'an annotation key with a blank',
      'Node',
      { annotations: { 'a b': 'x' } },
      'metadata.annotations: Invalid value: "a b": name part must consist',
    ],
    [
      'annotations of too many bytes',
      'Node',
      { annotations: { a: 'x'.repeat(262_144) } },
      'Too long: must have at most 262144 bytes',
    ],
  ])('finds %s', (_name, kind, metadata, message) => {
    expect(fields(kind, metadata)).toEqual([expect.stringContaining(message)]);
  });

  it('takes what Kubernetes takes', () => {
    const labels = { 'topology.kubernetes.io/zone': 'eu-1.a_B', empty: '' };
    expect(fields('Node', { labels, annotations: { 'Example.com/Any': 'any text, even blanks' } })).toEqual([]);
  });
});
