'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { setPreference, usePreference } from '#components/shell/preferences.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const DARK = '(prefers-color-scheme: dark)';

/** The theme chosen, and the one that is in force; the operating system decides until somebody chooses. */
export function useTheme(): {
  readonly theme: Theme;
  readonly inForce: 'light' | 'dark';
  readonly setTheme: (theme: Theme) => void;
} {
  const chosen = usePreference('theme');
  const theme = THEMES.find((candidate) => candidate === chosen) ?? 'system';
  const systemIsDark = useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(DARK);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(DARK).matches,
    () => false,
  );
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const inForce = theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme;
  return { theme, inForce, setTheme: (next) => setPreference('theme', next) };
}
