/** A text by its key in `lib/messages`, with the values it names: pure rooms say what is true, the page says it in words. */
export interface Text {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
