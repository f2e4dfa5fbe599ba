import { headers } from 'next/headers';
import { ZonescopePage } from '#components/shell/zonescope-page.tsx';
import { languageOf } from '#lib/messages/language.ts';
import { getRunning } from '#lib/server/running.ts';

export default async function Page() {
  const request = await headers();
  const build = getRunning()?.build;
  return (
    <ZonescopePage
      serverLanguage={languageOf(request.get('accept-language'))}
      {...(build !== undefined && { build })}
    />
  );
}
