declare namespace NodeJS {
  interface ProcessEnv {
    /** The sub-path of the build, without a slash at its end; written into the page by next.config.js. */
    readonly NEXT_PUBLIC_BASE_PATH?: string;
  }
}
