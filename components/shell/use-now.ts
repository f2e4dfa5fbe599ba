'use client';

import { useEffect, useState } from 'react';

/** The server's clock, looked at once each `everyMillis`; 0 in a server rendering. */
export function useNow(everyMillis: number, clockOffset: number): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const tick = () => setNow(Date.now() + clockOffset);
    tick();
    const timer = setInterval(tick, everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis, clockOffset]);
  return now;
}
