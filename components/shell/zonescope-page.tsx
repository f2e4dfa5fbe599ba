'use client';

import { useCallback, useState } from 'react';
import { ServicesPane } from '#components/services/services-pane.tsx';
import { SnapshotDrop } from '#components/share/snapshot-drop.tsx';
import { GuidePanel } from '#components/shell/guide-panel.tsx';
import { HelpDialog } from '#components/shell/help-dialog.tsx';
import { Notices } from '#components/shell/notices.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { PrintedTime } from '#components/shell/printed-time.tsx';
import { SearchDialog } from '#components/shell/search-dialog.tsx';
import type { SearchResult } from '#components/shell/search-results.ts';
import { ServicePanes } from '#components/shell/service-panes.tsx';
import { SignInPane } from '#components/shell/sign-in-pane.tsx';
import { TopBar } from '#components/shell/top-bar.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { useLanguage } from '#components/shell/use-language.ts';
import { useLive, useStream } from '#components/shell/use-live.ts';
import { useNow } from '#components/shell/use-now.ts';
import { useServices } from '#components/shell/use-services.ts';
import { useShortcuts } from '#components/shell/use-shortcuts.ts';
import { urlStore, useUrl } from '#components/shell/use-url.ts';
import { useSameList } from '#components/ui/use-shared.ts';
import { LanguageProvider, useWording } from '#components/ui/words.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import type { Language } from '#lib/messages/language.ts';
import { shownRows } from '#lib/view/services-view.ts';

const infoOf = (state: LiveState) => state.cluster.info;
const connectionOf = (state: LiveState) => state.connection;
const nodesOf = (state: LiveState) => state.cluster.nodeByName;
const rowsOf = (state: LiveState) => state.cluster.rowByKey;
const isSnapshotRead = (state: LiveState) => state.cluster.epoch !== '';
const clockOffsetOf = (state: LiveState) => state.clockOffset;

/** How often ages are looked at again. */
const AGE_MILLIS = 10_000;

const push = (change: UrlChange) => urlStore().push(change);
const forgetContext = () => push({ context: undefined });

/** The one page. Its whole state is in the URL; everything that it shows of the cluster came over the stream. */
export function ZonescopePage(props: { readonly serverLanguage: Language; readonly build?: string }) {
  const { language, setLanguage } = useLanguage(props.serverLanguage);
  return (
    <LanguageProvider language={language}>
      <Page build={props.build} onLanguage={setLanguage} />
    </LanguageProvider>
  );
}

function Page(props: { readonly build: string | undefined; readonly onLanguage: (language: Language) => void }) {
  const { say } = useWording();
  const [dialog, setDialog] = useState<'search' | 'help'>();
  const search = useCallback(() => setDialog('search'), []);
  const help = useCallback(() => setDialog('help'), []);
  const { state: url, ignored } = useUrl();
  const info = useLive(infoOf);
  const connection = useLive(connectionOf);
  const isRead = useLive(isSnapshotRead);
  const isDenied = connection.kind === 'denied';
  const now = useNow(AGE_MILLIS, useLive(clockOffsetOf));
  const { view: services, sweep, rows } = useServices(url);
  const rowsToSave = useCallback(() => shownRows(rows, url), [rows, url]);
  useStream(props.build, {
    service: services.selectedKey,
    clients: url.mix.kind === 'service' ? url.mix.key : undefined,
  });
  useShortcuts({
    onSearch: () => !isDenied && search(),
    onHelp: help,
    onEscape: () => {
      if (url.at !== undefined) push({ at: undefined });
      else if (url.whatIf.length > 0) push({ whatIf: [] });
      else if (url.node !== undefined) push({ node: undefined });
    },
  });
  const bar = (
    <header className="area-bar">
      <TopBar minor={url.minor} onLanguage={props.onLanguage} {...(!isDenied && { onSearch: search })} onHelp={help} />
    </header>
  );
  // Nothing of the cluster is there to be listed, searched or waited for.
  if (isDenied) {
    return (
      <>
        <PageTitle service={undefined} url={url} />
        {bar}
        <SignInPane why={connection.why} />
        <SnapshotDrop />
        {dialog === 'help' && <HelpDialog onClose={() => setDialog(undefined)} />}
      </>
    );
  }
  return (
    <>
      <PageTitle service={services.selectedKey} url={url} />
      <a href="#main" className="skip-link">
        {say('skip-to-graph')}
      </a>
      <div className="page">
        {bar}
        <div className="area-notices">
          <Notices now={now} context={url.context} ignored={ignored} onOwnContext={forgetContext} />
          <PrintedTime now={now} />
        </div>
        <div className="area-list">
          <ServicesPane
            view={services}
            known={isRead}
            filters={url.filters}
            query={url.query}
            sweep={sweep}
            rows={rowsToSave}
            sort={url.sort}
            onChange={push}
          />
          {info?.demo && <GuidePanel guide={info.demo} />}
        </div>
        <ServicePanes url={url} selectedKey={services.selectedKey} now={now} onChange={push} />
      </div>
      <SnapshotDrop />
      {dialog === 'search' && <Search onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog(undefined)} />}
    </>
  );
}

function Search({ onClose }: { readonly onClose: () => void }) {
  const rowByKey = useLive(rowsOf);
  const nodeByName = useLive(nodesOf);
  const services = useSameList([...rowByKey.keys()]);
  const nodes = useSameList([...nodeByName.keys()]);
  return <SearchDialog services={services} nodes={nodes} onChoose={goTo} onClose={onClose} />;
}

function goTo(result: SearchResult): void {
  switch (result.kind) {
    case 'service':
      push({ service: result.name });
      break;
    case 'node':
      push({ node: result.name, tab: 'node' });
      break;
    case 'filter':
      push({ query: result.name });
      break;
    default:
      result satisfies never;
  }
}
