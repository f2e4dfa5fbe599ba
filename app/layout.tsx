import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { apiUrl } from '#lib/live/api-url.ts';
import { LANGUAGE_TAGS, languageOf } from '#lib/messages/language.ts';

export const metadata: Metadata = {
  description:
    'Which endpoints every node of a Kubernetes cluster dials for a Service, why, and what would change that.',
  robots: 'noindex',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** Reading the request makes every page dynamic, which the nonce of its content security policy needs. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const request = await headers();
  const nonce = request.get('x-nonce') ?? undefined;
  return (
    <html lang={LANGUAGE_TAGS[languageOf(request.get('accept-language'))]} suppressHydrationWarning>
      <head>
        {/* Not async: it must run before the first paint, and is a few bytes. */}
        <script src={apiUrl('/theme.js')} nonce={nonce} suppressHydrationWarning />
      </head>
      <body>{children}</body>
    </html>
  );
}
