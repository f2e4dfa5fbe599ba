'use client';

import { type ReactNode, useState } from 'react';
import type { UrlChange } from '#components/shell/url-change.ts';
import { useWording } from '#components/ui/words.tsx';
import { type ClientMix, DEFAULT_MIX } from '#lib/model/client-mix.ts';
import { formatBytes, formatPrice, parseBytes, parsePrice } from '#lib/scenario/cost-grammar.ts';
import { formatMix, parseMix } from '#lib/scenario/mix-grammar.ts';
import type { UrlState } from '#lib/view/url-state.ts';

const KINDS: readonly ClientMix['kind'][] = ['cpu', 'nodes', 'service', 'zones'];
const SERVICE_PREFIX = 'service:';

/** Who sends, how much, and what a GiB costs: each a parameter of the URL. */
export function MixControl(props: { readonly url: UrlState; readonly onChange: (change: UrlChange) => void }) {
  const { url, onChange } = props;
  const { say } = useWording();
  const { mix, bytes, price } = url;
  // A kind that needs a value is chosen before it has one: until then the mix stays what it was.
  const [asked, setAsked] = useState<ClientMix['kind']>();
  const kind = asked ?? mix.kind;
  const choose = (next: ClientMix['kind']) => {
    setAsked(next);
    if (next === 'cpu') onChange({ mix: DEFAULT_MIX });
    if (next === 'nodes') onChange({ mix: { kind: 'nodes' } });
  };
  const typed = mix.kind === kind ? formatMix(mix) : '';
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5" data-load="controls">
      <Row label={say('load-mix')} id="mix">
        <select
          id="mix"
          className="select w-full"
          value={kind}
          onChange={(event) => choose(KINDS.find((name) => name === event.target.value) ?? 'cpu')}
        >
          {KINDS.map((name) => (
            <option key={name} value={name}>
              {say(`load-mix-${name}`)}
            </option>
          ))}
        </select>
        {kind === 'service' && (
          <Typed
            key={typed}
            label={say('load-mix-service-label')}
            value={typed.slice(SERVICE_PREFIX.length)}
            placeholder="namespace/name"
            onType={(text) => takeMix(SERVICE_PREFIX + text, onChange)}
          />
        )}
        {kind === 'zones' && (
          <Typed
            key={typed}
            label={say('load-mix-zones-label')}
            value={typed}
            placeholder="a=60,b=40"
            onType={(text) => takeMix(text, onChange)}
          />
        )}
      </Row>
      <Row label={say('load-bytes')} id="bytes">
        <Typed
          key={bytes}
          id="bytes"
          label={say('load-bytes')}
          title={say('load-bytes-hint')}
          value={bytes === undefined ? '' : formatBytes(bytes)}
          placeholder="500Gi"
          onType={(text) => takeText(text, parseBytes(text), (value) => onChange({ bytes: value }))}
        />
      </Row>
      <Row label={say('load-price')} id="price">
        <Typed
          key={price === undefined ? '' : formatPrice(price)}
          id="price"
          label={say('load-price')}
          title={say('load-price-hint')}
          value={price === undefined ? '' : formatPrice(price)}
          placeholder="0.01"
          onType={(text) => takeText(text, parsePrice(text), (value) => onChange({ price: value }))}
        />
      </Row>
    </div>
  );
}

function takeMix(text: string, onChange: (change: UrlChange) => void): boolean {
  const parsed = parseMix(text);
  if (!('mix' in parsed)) return false;
  onChange({ mix: parsed.mix });
  return true;
}

/** An empty field takes the parameter away; true when the text was understood. */
function takeText<Value>(text: string, value: Value | undefined, take: (value: Value | undefined) => void): boolean {
  if (text !== '' && value === undefined) return false;
  take(value);
  return true;
}

function Row(props: { readonly label: string; readonly id: string; readonly children: ReactNode }) {
  return (
    <>
      <label htmlFor={props.id} className="text-mute">
        {props.label}
      </label>
      <span className="flex min-w-0 flex-wrap gap-1.5">{props.children}</span>
    </>
  );
}

/** A field that is read when it is left or Enter is pressed; what cannot be read is marked and stays. */
function Typed(props: {
  readonly id?: string;
  readonly label: string;
  readonly title?: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onType: (text: string) => boolean;
}) {
  const [wrong, setWrong] = useState(false);
  const take = (text: string) => {
    if (text !== props.value) setWrong(!props.onType(text));
  };
  return (
    <input
      {...(props.id === undefined ? {} : { id: props.id })}
      type="text"
      spellCheck={false}
      autoComplete="off"
      aria-label={props.label}
      aria-invalid={wrong}
      title={props.title}
      className={`select w-full min-w-0 ${wrong ? 'border-bad text-bad' : ''}`}
      defaultValue={props.value}
      placeholder={props.placeholder}
      onBlur={(event) => take(event.target.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(event.currentTarget.value.trim());
        if (event.key === 'Escape') event.stopPropagation();
      }}
    />
  );
}
