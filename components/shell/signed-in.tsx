'use client';

import { useEffect, useState } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { useWording } from '#components/ui/words.tsx';
import { apiUrl } from '#lib/live/api-url.ts';

/** Who is signed in, and the way out. */
export function SignedIn() {
  const { say } = useWording();
  const [user, setUser] = useState('');
  useEffect(() => {
    const gone = new AbortController();
    userNow(gone.signal).then(setUser, () => setUser(''));
    return () => gone.abort();
  }, []);
  const signOut = async () => {
    await fetch(apiUrl('/api/session'), { method: 'DELETE' });
    window.location.reload();
  };
  return (
    <span className="flex min-w-0 items-center gap-1 max-xl:shrink-0" data-signed-in={user}>
      <bdi className="max-w-48 truncate text-mute max-xl:sr-only" title={say('signed-in-as', { user })}>
        {user}
      </bdi>
      <Chip onPress={signOut}>{say('sign-out')}</Chip>
    </span>
  );
}

async function userNow(signal: AbortSignal): Promise<string> {
  const session: unknown = await (await fetch(apiUrl('/api/session'), { signal })).json();
  return typeof session === 'object' && session !== null && 'user' in session ? String(session.user) : '';
}
