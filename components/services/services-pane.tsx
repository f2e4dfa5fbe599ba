'use client';

import { memo, useCallback } from 'react';
import { SaveList } from '#components/services/save-list.tsx';
import { ServicesList } from '#components/services/services-list.tsx';
import { SweepState } from '#components/services/sweep-state.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import type { Sweep } from '#components/shell/use-sweep.ts';
import { Chip } from '#components/ui/chip.tsx';
import { CloseIcon } from '#components/ui/icons.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { SERVICE_SORTS, type ServiceSort, type UrlState } from '#lib/view/url-state.ts';
import type { ServicesView } from '#lib/view/view-types.ts';

const NAMESPACE_PREFIX = 'namespace:';

/** The left column: filters, sort order, and the list of Services. */
export const ServicesPane = memo(function ServicesPane(props: {
  readonly view: ServicesView;
  /** False while nobody can tell whether an empty list means an empty cluster. */
  readonly known: boolean;
  readonly filters: UrlState['filters'];
  readonly query: string;
  readonly sweep: Sweep;
  /** The rows as they are shown, for whoever saves them. */
  readonly rows: () => readonly ServiceRow[];
  readonly sort: ServiceSort;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { view, filters, query, sort, onChange } = props;
  const { say } = useWording();
  const select = useCallback((key: string) => onChange({ service: key }), [onChange]);
  const namespaceFilter = filters.find((filter) => filter.startsWith(NAMESPACE_PREFIX));
  const stateFilter = filters.find((filter) => !filter.startsWith(NAMESPACE_PREFIX));
  const setFilters = (state: string | undefined, namespace: string | undefined) =>
    onChange({ filters: [state, namespace].filter((filter) => filter !== undefined) });
  const chip = (filter: string | undefined, label: string) => (
    <Chip pressed={stateFilter === filter} onPress={() => setFilters(filter, namespaceFilter)}>
      {label}
    </Chip>
  );
  return (
    <nav aria-label={say('services')} className="flex flex-col bg-panel" data-pane="services">
      <div className="flex flex-wrap gap-1.5 border-line border-b px-3 py-2">
        {chip(undefined, say('filter-all', { count: view.counts.all }))}
        {chip('problems', say('filter-problems', { count: view.counts.problems }))}
        {chip('opted-in', say('filter-opted-in', { count: view.counts.optedIn }))}
        {chip('could-opt-in', say('filter-could-opt-in', { count: view.counts.couldOptIn }))}
        <span className="ml-auto flex gap-1.5">
          <SaveList rows={props.rows} isPredicted={props.sweep.kind === 'predicted'} />
        </span>
        <span className="flex w-full gap-1.5">
          {view.namespaces.length > 1 && (
            <select
              aria-label={say('namespace')}
              value={namespaceFilter?.slice(NAMESPACE_PREFIX.length) ?? ''}
              onChange={(event) =>
                setFilters(stateFilter, event.target.value === '' ? undefined : NAMESPACE_PREFIX + event.target.value)
              }
              className="select min-w-0 flex-1"
            >
              <option value="">{say('all-namespaces')}</option>
              {view.namespaces.map((namespace) => (
                <option key={namespace} value={namespace}>
                  {namespace}
                </option>
              ))}
            </select>
          )}
          <select
            aria-label={say('sort')}
            value={sort}
            onChange={(event) =>
              onChange({ sort: SERVICE_SORTS.find((name) => name === event.target.value) ?? 'worst' })
            }
            className="select min-w-0 flex-1"
          >
            {SERVICE_SORTS.map((name) => (
              <option key={name} value={name}>
                {say(`sort-${name}`)}
              </option>
            ))}
          </select>
        </span>
        <SweepState sweep={props.sweep} />
        {query !== '' && (
          <Chip pressed onPress={() => onChange({ query: '' })} label={say('clear-query', { query: query })}>
            <bdi className="max-w-48 truncate">{query}</bdi>
            <CloseIcon />
          </Chip>
        )}
      </div>
      {view.rows.length === 0 ? (
        <p className="px-3 py-4 text-mute">
          <Say name={view.counts.all > 0 ? 'no-services-match' : props.known ? 'no-services' : 'services-unknown'} />
        </p>
      ) : (
        <ServicesList
          rows={view.rows}
          selectedKey={view.selectedKey}
          showsChanges={sort === 'changed'}
          onSelect={select}
        />
      )}
    </nav>
  );
});
