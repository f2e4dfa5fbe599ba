'use client';

import { Say, useWording, Words } from '#components/ui/words.tsx';
import { COMPARABLE_VERSIONS, type VersionView } from '#lib/view/compare-view.ts';

/** The same cluster with every program at another version: which nodes would dial something else. */
export function VersionPart(props: { readonly view: VersionView; readonly onVersion: (version: string) => void }) {
  const { view } = props;
  const { say, number } = useWording();
  const { version, before, after, differences } = view;
  const versions = COMPARABLE_VERSIONS.includes(version) ? COMPARABLE_VERSIONS : [version, ...COMPARABLE_VERSIONS];
  return (
    <>
      <p className="flex items-center gap-2">
        <label htmlFor="compared-version" className="text-mute">
          {say('compare-version')}
        </label>
        <select
          id="compared-version"
          className="select"
          value={version}
          onChange={(event) => props.onVersion(event.target.value)}
        >
          {versions.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <p className="mt-1">
        <Say
          name="compare-version-from"
          values={{ before: before.nodesInEffect, all: before.nodesInAll, version, after: after.nodesInEffect }}
        />
      </p>
      {differences.length === 0 ? (
        <p className="text-mute">
          <Say name="compare-version-same" />
        </p>
      ) : (
        <ul className="mt-1 grid gap-1.5" data-compare="versions">
          {differences.map((difference) => (
            <li key={`${difference.example} ${difference.zone ?? ''}`}>
              <Say
                name="compare-version-nodes"
                values={{
                  nodes: difference.nodes,
                  zone: difference.zone ?? say('no-zone'),
                  example: difference.example,
                }}
              />
              <span className="block text-mute">
                {difference.dialsOthers
                  ? say('compare-version-dials', {
                      before: number(difference.before.dials),
                      after: number(difference.after.dials),
                    })
                  : say('compare-version-reason-only')}
                {': '}
                <Words text={difference.after.reason} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
