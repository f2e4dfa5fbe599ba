import { headers } from 'next/headers';
import { ZonescopePage } from '#components/shell/zonescope-page.tsx';
import { languageOf } from '#lib/messages/language.ts';

export default async function Page() {
  const request = await headers();
  return <ZonescopePage serverLanguage={languageOf(request.get('accept-language'))} />;
}
