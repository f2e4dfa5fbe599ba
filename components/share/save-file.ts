/** Hands a text or picture to the browser's own way of saving files. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn; it would stay in memory for as long as the page does.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `shop/web` as part of a file's name. */
export function fileNamePart(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-');
}
