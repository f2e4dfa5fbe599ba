'use client';

import { type FormEvent, useState } from 'react';
import { retryStream } from '#components/shell/use-live.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import { apiUrl } from '#lib/live/api-url.ts';

type Attempt =
  | { readonly kind: 'idle' | 'asking' | 'unknown' | 'no-rights' }
  | { readonly kind: 'unanswered'; readonly status: string };

const COMMAND = 'kubectl -n NAMESPACE create token NAME';

/** In place of the graph for whoever is not let in: asks for a token, and says why it was asked for. */
export function SignInPane({ why }: { readonly why: 'unknown' | 'no-rights' }) {
  const { say } = useWording();
  const [token, setToken] = useState('');
  const [attempt, setAttempt] = useState<Attempt>({ kind: why === 'no-rights' ? 'no-rights' : 'idle' });
  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    setAttempt({ kind: 'asking' });
    const result = await postToken(token.trim());
    setAttempt(result);
    if (result.kind !== 'idle') return;
    setToken('');
    retryStream();
  };
  return (
    <form onSubmit={signIn} className="grid gap-3 text-left" data-sign-in={attempt.kind}>
      <h2 className="font-semibold text-head">
        <Say name="sign-in-title" />
      </h2>
      <p className="text-mute">
        <Say name="sign-in-why" />
      </p>
      <label className="grid gap-1">
        <span>
          <Say name="sign-in-token" />
        </span>
        <input
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          value={token}
          onChange={(event) => setToken(event.target.value)}
          className="w-full rounded border border-line bg-panel px-2 py-1 font-mono"
        />
      </label>
      <div className="flex items-center gap-2">
        <button
          type="submit"
          disabled={attempt.kind === 'asking'}
          className="h-7 rounded border border-accent px-3 text-accent disabled:text-mute"
        >
          {say('sign-in-title')}
        </button>
      </div>
      <p role="alert" className="min-h-5 text-bad">
        <Failure attempt={attempt} />
      </p>
      <p className="text-mute">
        <Say name="sign-in-hint" />
      </p>
      <p className="flex items-center gap-2 rounded bg-lane px-2 py-1">
        <code className="min-w-0 flex-1 break-words font-mono">{COMMAND}</code>
        <CopyButton text={COMMAND} bare />
      </p>
    </form>
  );
}

function Failure({ attempt }: { readonly attempt: Attempt }) {
  switch (attempt.kind) {
    case 'unknown':
      return <Say name="sign-in-failed" />;
    case 'no-rights':
      return <Say name="sign-in-no-rights" />;
    case 'unanswered':
      return <Say name="sign-in-unanswered" values={{ status: attempt.status }} />;
    case 'idle':
    case 'asking':
      return null;
  }
}

async function postToken(token: string): Promise<Attempt> {
  try {
    const response = await fetch(apiUrl('/api/session'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (response.ok) return { kind: 'idle' };
    if (response.status === 401 || response.status === 400) return { kind: 'unknown' };
    if (response.status === 403) return { kind: 'no-rights' };
    return { kind: 'unanswered', status: String(response.status) };
  } catch (error) {
    return { kind: 'unanswered', status: error instanceof Error ? error.message : String(error) };
  }
}
