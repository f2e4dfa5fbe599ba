'use client';

import { useMemo, useRef } from 'react';
import { useLive } from '#components/shell/use-live.ts';
import { shareStructure } from '#components/ui/share-structure.ts';
import type { LiveState } from '#lib/live/live-store.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { servicesView } from '#lib/view/services-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { ServicesView } from '#lib/view/view-types.ts';

const rowsOf = (state: LiveState) => state.cluster.rowByKey;
const guideServiceOf = (state: LiveState) => state.cluster.info?.demo?.service;

/**
 * The list, and which Service is shown:
 * - the URL's, even when the cluster has none of that name;
 * - else the one that the guide is about; else the worst, which stays chosen while it exists, so that a change in the
 *   cluster never takes the page away under its reader.
 */
export function useServices(url: UrlState): ServicesView {
  const rowByKey = useLive(rowsOf);
  const guideService = useLive(guideServiceOf);
  const { service, query, filters, sort } = url;
  const shown = useRef<ServicesView>(undefined);
  const chosen = useRef<string>(undefined);
  return useMemo(() => {
    const view = servicesView([...rowByKey.values()], { ...DEFAULT_URL_STATE, query, filters, sort });
    const kept = [chosen.current, guideService].find((key) => key !== undefined && rowByKey.has(key));
    const selectedKey = service ?? kept ?? view.selectedKey;
    if (service === undefined) chosen.current = selectedKey;
    const { selectedKey: _worst, ...list } = view;
    const next: ServicesView = { ...list, ...(selectedKey !== undefined && { selectedKey }) };
    shown.current = shareStructure(shown.current, next);
    return shown.current;
  }, [rowByKey, guideService, service, query, filters, sort]);
}
