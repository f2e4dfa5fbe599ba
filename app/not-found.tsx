import { headers } from 'next/headers';
import { MissingPage } from '#components/shell/missing-page.tsx';
import { languageOf } from '#lib/messages/language.ts';

/** Never repeats the address that was asked for. */
export default async function NotFound() {
  const request = await headers();
  return <MissingPage language={languageOf(request.get('accept-language'))} />;
}
