'use client';

import { type KeyboardEvent, useMemo, useState } from 'react';
import { type SearchResult, searchResults } from '#components/shell/search-results.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { useWording } from '#components/ui/words.tsx';

/** Finds a Service or a node by name; the arrows choose, Enter goes there. */
export function SearchDialog(props: {
  readonly services: readonly string[];
  readonly nodes: readonly string[];
  readonly onChoose: (result: SearchResult) => void;
  readonly onClose: () => void;
}) {
  const { services, nodes, onChoose, onClose } = props;
  const { say } = useWording();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const results = useMemo(() => searchResults(query, { services, nodes }), [query, services, nodes]);
  const active = Math.min(index, results.length - 1);
  const choose = (result: SearchResult | undefined) => {
    if (!result) return;
    onClose();
    onChoose(result);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setIndex(Math.min(results.length - 1, active + 1));
    else if (event.key === 'ArrowUp') setIndex(Math.max(0, active - 1));
    else if (event.key === 'Enter') choose(results[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={say('search')} onClose={onClose}>
      <div className="p-2">
        <input
          type="text"
          data-autofocus
          role="combobox"
          aria-label={say('search')}
          aria-expanded={results.length > 0}
          aria-controls="search-results"
          aria-activedescendant={active >= 0 ? `search-result-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={say('search-placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
          className="h-8 w-full rounded border border-edge bg-bg px-2 placeholder:text-mute"
        />
      </div>
      <div
        role="listbox"
        id="search-results"
        aria-label={say('search-results')}
        tabIndex={0}
        className="max-h-[50vh] overflow-y-auto border-line border-t py-1"
      >
        {results.map((result, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus and names its active option
          <div
            key={`${result.kind} ${result.name}`}
            role="option"
            id={`search-result-${at}`}
            aria-selected={at === active}
            ref={(element) => {
              if (at === active) element?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => choose(result)}
            onPointerMove={() => setIndex(at)}
            className={`flex cursor-pointer gap-3 px-4 py-1 ${at === active ? 'bg-lane' : ''}`}
          >
            <span className="w-20 shrink-0 text-mute">{say(`search-${result.kind}`)}</span>
            <bdi className="truncate">{result.name}</bdi>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
