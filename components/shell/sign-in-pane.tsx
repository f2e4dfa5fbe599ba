'use client';

import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { retryStream } from '#components/shell/use-live.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import { apiUrl } from '#lib/live/api-url.ts';

type Attempt =
  | { readonly kind: 'idle' | 'asking' | 'unknown' | 'no-rights' }
  | { readonly kind: 'unanswered'; readonly status: string };

const COMMAND = 'kubectl -n NAMESPACE create token NAME';

/** The whole page for whoever is not let in: asks for a token, and says why it was asked for. */
export function SignInPane({ why }: { readonly why: 'unknown' | 'no-rights' }) {
  const { say } = useWording();
  const [token, setToken] = useState('');
  const [attempt, setAttempt] = useState<Attempt>({ kind: why === 'no-rights' ? 'no-rights' : 'idle' });
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const isRefused = attempt.kind === 'unknown' || attempt.kind === 'no-rights';
  // There is one thing to do here.
  useEffect(() => input.current?.focus(), []);
  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    setAttempt({ kind: 'asking' });
    const result = await postToken(token.trim());
    setAttempt(result);
    if (result.kind !== 'idle') {
      input.current?.select();
      return;
    }
    setToken('');
    retryStream();
  };
  return (
    <main id="main" className="sign-in">
      <form onSubmit={signIn} className="sign-in-card" data-sign-in={attempt.kind}>
        <h2 className="font-semibold text-[15px]">
          <Say name="sign-in-title" />
        </h2>
        <p className="mt-1.5 text-mute">
          <Say name="sign-in-why" />
        </p>
        <label className="mt-5 block" htmlFor={`${id}token`}>
          <Say name="sign-in-token" />
        </label>
        <input
          ref={input}
          id={`${id}token`}
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          value={token}
          aria-invalid={isRefused}
          aria-describedby={`${id}said`}
          onChange={(event) => setToken(event.target.value)}
          className="sign-in-field font-mono"
        />
        <p id={`${id}said`} role="alert" className="mt-1.5 text-bad empty:hidden">
          <Failure attempt={attempt} />
        </p>
        <button type="submit" disabled={attempt.kind === 'asking'} className="sign-in-button">
          {say(attempt.kind === 'asking' ? 'sign-in-asking' : 'sign-in-title')}
        </button>
        <div className="mt-5 border-line border-t pt-4">
          <p className="text-mute">
            <Say name="sign-in-hint" />
          </p>
          <p className="mt-1.5 flex items-center gap-2 rounded bg-lane px-2 py-1">
            <code className="min-w-0 flex-1 break-words font-mono text-micro">{COMMAND}</code>
            <CopyButton text={COMMAND} bare />
          </p>
        </div>
      </form>
    </main>
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
