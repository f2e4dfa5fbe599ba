import { describe, expect, it } from 'vitest';
import { importedPackages } from './traced-modules.ts';

describe('importedPackages()', () => {
  it('finds packages however they are imported, and neither Node’s modules nor the project’s rooms', () => {
    const text = [
      "import { createServer } from 'node:http';",
      "import { z } from 'zod';",
      'import {',
      '  scaleLinear,',
      "} from 'd3';",
      "import 'side-effect';",
      "import { add } from '#lib/hints/add.ts';",
      "export { sha256 } from '@noble/hashes/sha2.js';",
      "const { default: next } = await import('next');",
    ].join('\n');
    expect(importedPackages(text)).toEqual(['zod', 'd3', 'side-effect', '@noble/hashes/sha2.js', 'next']);
  });

  it('takes no text for an import', () => {
    expect(importedPackages("const words = `it came from ', zone, ...`;")).toEqual([]);
  });
});
