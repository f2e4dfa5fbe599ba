'use client';

import { memo, useMemo } from 'react';
import { ConnectionState } from '#components/shell/connection-state.tsx';
import { SignedIn } from '#components/shell/signed-in.tsx';
import { useLive } from '#components/shell/use-live.ts';
import { THEMES, useTheme } from '#components/shell/use-theme.ts';
import { Chip, Key } from '#components/ui/chip.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { SearchIcon, ThemeIcon } from '#components/ui/icons.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, type Language } from '#lib/messages/language.ts';
import { zoneLabelOf } from '#lib/model/node.ts';
import type { ClusterInfo } from '#lib/wire/watched-cluster.ts';

const connectionOf = (state: LiveState) => state.connection;
const infoOf = (state: LiveState) => state.cluster.info;
const nodesOf = (state: LiveState) => state.cluster.nodeByName;
const rowsOf = (state: LiveState) => state.cluster.rowByKey;

/** Name, context, version and rules, connection, counts; search, theme, language, help. */
export const TopBar = memo(function TopBar(props: {
  /** Of the URL: rules of another version than the cluster's. */
  readonly minor: string | undefined;
  readonly onLanguage: (language: Language) => void;
  /** Absent while there is nothing to search. */
  readonly onSearch?: () => void;
  readonly onHelp: () => void;
}) {
  const { say, language } = useWording();
  const connection = useLive(connectionOf);
  const info = useLive(infoOf);
  const nodeByName = useLive(nodesOf);
  const rowByKey = useLive(rowsOf);
  const { theme, setTheme } = useTheme();
  const zones = useMemo(
    () => new Set([...nodeByName.values()].flatMap((node) => zoneLabelOf(node) ?? [])),
    [nodeByName],
  );
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <div className="top-bar border-line border-b bg-panel px-4" data-pane="top-bar">
      <h1 className="font-semibold text-[14px]">Zonescope</h1>
      {info && (
        <span
          // On a narrow screen the way out takes its place.
          className={`flex min-w-0 max-w-56 items-center gap-1 rounded border border-line px-2 ${
            info.asksForToken === true ? 'max-sm:hidden' : ''
          }`}
          title={contextTitle(info)}
        >
          <span className="sr-only">{say('context')}</span>
          <ClusterText text={info.contextName} />
          {info.source === 'demo' && <span className="shrink-0 text-accent">{say('demo')}</span>}
        </span>
      )}
      {info && (
        <span className="whitespace-nowrap text-mute max-md:hidden">
          <bdi>{info.versionText}</bdi>
          {info.versionText !== '' && ' · '}
          {rulesText(info, props.minor, say)}
        </span>
      )}
      <ConnectionState connection={connection} isSnapshot={info?.snapshot !== undefined} />
      {nodeByName.size > 0 && (
        <span className="min-w-0 truncate text-mute max-xl:hidden">
          {say('counts', { nodes: nodeByName.size, zones: zones.size, services: rowByKey.size })}
        </span>
      )}
      <span className="flex-1" />
      {props.onSearch && (
        <Chip onPress={props.onSearch}>
          <SearchIcon />
          <span className="max-md:sr-only">{say('search')}</span>
          <span aria-hidden="true" className="max-lg:hidden">
            <Key>⌘K</Key>
          </span>
        </Chip>
      )}
      <select
        aria-label={say('language')}
        value={language}
        onChange={(event) => props.onLanguage(LANGUAGES.find((name) => name === event.target.value) ?? 'en')}
        className="select max-w-24"
      >
        {LANGUAGES.map((name) => (
          <option key={name} value={name} lang={LANGUAGE_TAGS[name]}>
            {LANGUAGE_NAMES[name]}
          </option>
        ))}
      </select>
      <Chip onPress={() => setTheme(nextTheme)} label={say('theme-label', { theme: say(`theme-${theme}`) })}>
        <ThemeIcon />
      </Chip>
      {info?.asksForToken === true && <SignedIn />}
      <Chip onPress={props.onHelp} label={say('help')}>
        ?
      </Chip>
    </div>
  );
});

function contextTitle(info: ClusterInfo): string {
  return [info.contextName, info.user, info.server].filter((part) => part !== '').join(' · ');
}

function rulesText(info: ClusterInfo, minor: string | undefined, say: ReturnType<typeof useWording>['say']): string {
  if (minor !== undefined) return say('rules-from-url', { version: minor });
  if (info.version === undefined) return say('rules-unknown');
  const version = `${info.version.major}.${info.version.minor}`;
  return info.versionOverridden ? say('rules-overridden', { version }) : say('rules', { version });
}
