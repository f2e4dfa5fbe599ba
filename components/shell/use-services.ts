'use client';

import { useMemo, useRef } from 'react';
import { useLive, useOpened } from '#components/shell/use-live.ts';
import { type Sweep, useOpenedSweep, useSweep } from '#components/shell/use-sweep.ts';
import { sameList, shareStructure } from '#components/ui/share-structure.ts';
import type { LiveState } from '#lib/live/live-state.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { inLastOrder, servicesView, worstKey } from '#lib/view/services-view.ts';
import { sweepQuery } from '#lib/view/sweep-query.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { ServicesView } from '#lib/view/view-types.ts';

const rowsOf = (state: LiveState) => state.cluster.rowByKey;
const firstServiceOf = ({ cluster: { info } }: LiveState) => info?.demo?.service ?? info?.snapshot?.service;

export interface Services {
  readonly view: ServicesView;
  /** Whether the rows are live or those that the URL supposes. */
  readonly sweep: Sweep;
  /** All of them, for whoever saves the list. */
  readonly rows: readonly ServiceRow[];
}

/** The list: live, or as the URL supposes the cluster. Which Service is shown never depends on a supposition. */
export function useServices(url: UrlState): Services {
  const rowByKey = useLive(rowsOf);
  const selectedKey = useSelectedKey(url.service, rowByKey);
  // A file that was dropped is not the cluster that the server would sweep.
  const opened = useOpened();
  const asked = useSweep(opened ? undefined : sweepQuery(url, selectedKey));
  const counted = useOpenedSweep(opened?.cluster, url, selectedKey);
  const sweep = opened ? counted : asked;
  const predicted = sweep.kind === 'predicted' ? sweep.rows : undefined;
  const { query, filters, sort } = url;
  const shown = useRef<ServicesView>(undefined);
  return useMemo(() => {
    const rows = predicted ?? inLastOrder(rowByKey, shown.current?.rows ?? []);
    const list = {
      ...DEFAULT_URL_STATE,
      query,
      filters,
      sort,
      ...(selectedKey !== undefined && { service: selectedKey }),
    };
    const { rows: rowViews, ...beside } = servicesView(rows, list);
    // Views of rows keep their identity by themselves: of ten thousand none need be looked into.
    const next: ServicesView = {
      ...shareStructure(shown.current, beside),
      rows: sameList(shown.current?.rows, rowViews),
    };
    shown.current = next;
    return { view: next, sweep, rows };
  }, [rowByKey, predicted, sweep, selectedKey, query, filters, sort]);
}

/**
 * - the URL's Service, even when the cluster has none of that name;
 * - else the one that the guide or the snapshot is about; else the worst, which stays chosen while it exists, so that a change in the
 *   cluster never takes the page away under its reader.
 */
function useSelectedKey(asked: string | undefined, rowByKey: ReadonlyMap<string, ServiceRow>): string | undefined {
  const firstService = useLive(firstServiceOf);
  const chosen = useRef<string>(undefined);
  return useMemo(() => {
    if (asked !== undefined) return asked;
    const kept = [chosen.current, firstService].find((key) => key !== undefined && rowByKey.has(key));
    chosen.current = kept ?? worstKey([...rowByKey.values()]);
    return chosen.current;
  }, [asked, firstService, rowByKey]);
}
