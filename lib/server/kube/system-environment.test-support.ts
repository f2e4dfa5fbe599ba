/** The system's own programs: npm puts others of the same names (a package's `nft`) first on the path. */
export const SYSTEM_ENVIRONMENT: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
};
