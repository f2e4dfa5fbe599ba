/** The executable of a Chromium: what is there first, else what can be got. @throws Error in one sentence when none can be had. */
export function browserPath(): string;
